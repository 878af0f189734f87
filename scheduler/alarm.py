"""The alarm: an APScheduler job per kind of due thing, set to the earliest due row of its kind.

The job store lies in memory and holds no promise: whatever it forgets, the rows still know, and the
tick finds them.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.happenings import Happening
from scheduler.sweep import KINDS, earliest, sweep
from storage.database import Database

TICK_SECONDS = 20
"""How long a due row may wait when every wake-up was lost."""

SHORTEST_PAUSE = timedelta(milliseconds=50)
"""A row that stays due must not make the alarm run in circles."""

log = logging.getLogger(__name__)


class Alarm:
    """Runs the sweeps in time. `service_now` is the service clock; jobs are set in system time.

    `rung` is called after every sweep that wrote something, so that the postman looks at once.
    """

    def __init__(
        self, database: Database, service_now: Callable[[], datetime], rung: Callable[[], None]
    ) -> None:
        self._database = database
        self._service_now = service_now
        self._rung = rung
        self._is_resting = False
        self._sweeping = {kind: asyncio.Lock() for kind in KINDS}
        self.scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 3},
        )

    def start(self) -> None:
        """Set a job for each kind, and the tick that finds what a lost job would have."""
        for kind in KINDS:
            self._set(kind, datetime.now(UTC))
        self.scheduler.add_job(
            self.tick, IntervalTrigger(seconds=TICK_SECONDS), id="tick", name="tick"
        )
        self.scheduler.start()

    async def stop(self) -> None:
        """Run no further job; sweeps under way are finished first."""
        self.scheduler.pause()
        self._is_resting = True
        for lock in self._sweeping.values():
            async with lock:
                pass
        self.scheduler.shutdown(wait=False)

    @contextmanager
    def _rest(self) -> Iterator[None]:
        self._is_resting = True
        try:
            yield
        finally:
            self._is_resting = False

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """Sweep nothing inside the block; what fell due meanwhile is looked for at its end."""
        with self._rest():
            for lock in self._sweeping.values():
                async with lock:
                    pass
            yield
        await self.look_again()

    async def tick(self) -> None:
        """Sweep every kind now."""
        for kind in KINDS:
            await self.run(kind)

    async def run(self, kind: str) -> list[Happening]:
        """Sweep one kind and set its job to the next due row."""
        if self._is_resting:
            return []
        async with self._sweeping[kind]:
            now = self._service_now()
            done = await asyncio.to_thread(sweep, self._database, kind, now)
            if done:
                self._rung()
            await self._plan(kind, now)
        return done

    async def look_again(self) -> None:
        """Set every job to its earliest row anew: after a commit that may have made an earlier one."""
        now = self._service_now()
        for kind in KINDS:
            await self._plan(kind, now)

    async def _plan(self, kind: str, now: datetime) -> None:
        due = await asyncio.to_thread(self._earliest, kind)
        if due is not None:
            self._set(kind, datetime.now(UTC) + max(due - now, SHORTEST_PAUSE))

    def _earliest(self, kind: str) -> datetime | None:
        with self._database.reading() as session:
            return earliest(session, kind)

    def _set(self, kind: str, at: datetime) -> None:
        self.scheduler.add_job(
            self.run,
            DateTrigger(at),
            args=[kind],
            id=kind,
            name=kind,
            replace_existing=True,
        )

"""The alarm: an APScheduler job per kind of due thing, set to the earliest due row of its kind.

The job store lies in memory and holds no promise: whatever it forgets, the rows still know, and the
tick finds them.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from scheduler.happenings import Happening
from scheduler.sweep import KINDS, earliest, earliest_of_all, sweep
from storage.database import Database

TICK_SECONDS = 20
"""How long a due row may wait when every wake-up was lost, or its sweep has failed."""

SHORTEST_PAUSE = timedelta(milliseconds=50)
"""A row that stays due must not make the alarm run in circles."""

log = logging.getLogger(__name__)


class Alarm:
    """Runs the sweeps in time. `service_now` is the service clock; jobs are set in system time.

    `rung` is called after every sweep that wrote something, so that the postman looks at once;
    `moves`, which whoever watches may set, before every sweep and at every tick.
    """

    def __init__(
        self,
        database: Database,
        service_now: Callable[[], datetime],
        rung: Callable[[], None],
        *,
        tick_seconds: float = TICK_SECONDS,
    ) -> None:
        self._database = database
        self._service_now = service_now
        self._rung = rung
        self._tick_seconds = tick_seconds
        self.moves: Callable[[], None] = lambda: None
        self._is_resting = False
        self._was_rung = False
        self._looking: asyncio.Task[None] | None = None
        self._sweeping = {kind: asyncio.Lock() for kind in KINDS}
        self._ticking = asyncio.Lock()
        self._planning = asyncio.Lock()
        self.scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 3},
        )

    def start(self) -> None:
        """Set a job for each kind, and the tick that finds what a lost job would have."""
        self.scheduler.start(paused=True)
        for kind in KINDS:
            self._set(kind, timedelta())
        self.scheduler.add_job(
            self.tick, IntervalTrigger(seconds=self._tick_seconds), id="tick", name="tick"
        )
        self.scheduler.resume()

    async def stop(self) -> None:
        """Run no further job; sweeps under way are finished first."""
        self.scheduler.pause()
        await self._rest()
        if self._looking is not None:
            await self._looking
        self.scheduler.shutdown(wait=False)

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """Sweep nothing inside the block; what fell due meanwhile is looked for at its end."""
        try:
            await self._rest()
            yield
        finally:
            self._is_resting = False
            await self.look_again()

    async def tick(self) -> None:
        """Sweep what is due now, and set every job anew.

        A tick that comes while one is at work has nothing to add.
        """
        self.moves()
        if self._ticking.locked() or self._is_resting:
            return
        async with self._ticking:
            try:
                times = await self.look_again()
            except SQLAlchemyError as error:
                says = type(error).__name__
                log.error("the earliest rows cannot be read; the next tick asks again: %s", says)  # noqa: TRY400 -- a database that is away needs no traceback
                return
            now = self._service_now()
            for kind in [kind for kind, at in times.items() if at is not None and at <= now]:
                await self.run(kind)

    async def _wake(self, kind: str) -> None:
        # A sweep at work sets the job anew at its end: jobs that wait for it would only pile up.
        if not self._sweeping[kind].locked():
            await self.run(kind)

    async def run(self, kind: str) -> list[Happening]:
        """Sweep one kind and set its job to the next due row; after a failure, try again soon."""
        self.moves()
        if self._is_resting:
            return []
        async with self._sweeping[kind]:
            try:
                done = await asyncio.to_thread(sweep, self._database, kind, self._service_now())
                await self._plan(kind)
            except Exception as error:
                # One kind that fails, or a database that is away, must not stop the clock.
                is_away = isinstance(error, SQLAlchemyError)
                says = type(error).__name__
                log.exception("the sweep of %s failed: %s", kind, says, exc_info=not is_away)
                self._set(kind, timedelta(seconds=self._tick_seconds))
                return []
        if done:
            self._rung()
        return done

    def ring(self) -> None:
        """Say, on the event loop and after a commit, that something may be due sooner now.

        A process whose alarm does not run leaves it to the one whose does, which ticks.
        """
        if not self.scheduler.running:
            return
        self._was_rung = True
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def look_again(self) -> Mapping[str, datetime | None]:
        """Set every job to its earliest row anew, which are returned.

        A commit may have made an earlier one.
        """
        async with self._planning:
            times = await asyncio.to_thread(self._earliest_of_all)
            for kind, at in times.items():
                self._set_to(kind, at)
        return times

    async def _look(self) -> None:
        # Who rings while this looks may have come too late for the kinds that were looked at first.
        while self._was_rung:
            self._was_rung = False
            try:
                await self.look_again()
            except SQLAlchemyError as error:
                says = type(error).__name__
                log.error("the earliest rows cannot be read; the tick will find them: %s", says)  # noqa: TRY400 -- a database that is away needs no traceback

    async def _rest(self) -> None:
        self._is_resting = True
        for lock in self._sweeping.values():
            async with lock:
                pass

    async def _plan(self, kind: str) -> None:
        # One after the other: who has looked last must be the one who sets the job.
        async with self._planning:
            self._set_to(kind, await asyncio.to_thread(self._earliest, kind))

    def _earliest(self, kind: str) -> datetime | None:
        with self._database.reading() as session:
            return earliest(session, kind)

    def _earliest_of_all(self) -> Mapping[str, datetime | None]:
        with self._database.reading() as session:
            return earliest_of_all(session)

    def _set_to(self, kind: str, due: datetime | None) -> None:
        self._set(kind, None if due is None else max(due - self._service_now(), SHORTEST_PAUSE))

    def _set(self, kind: str, pause: timedelta | None) -> None:
        """Set the job of a kind; with nothing to wait for (None) it stays, without a time."""
        if not self.scheduler.running:
            return
        at = datetime.now(UTC) + (pause or timedelta())
        self.scheduler.add_job(
            self._wake,
            DateTrigger(at),
            args=[kind],
            id=kind,
            name=kind,
            replace_existing=True,
            **({"next_run_time": None} if pause is None else {}),
        )

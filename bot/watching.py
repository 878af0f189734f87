"""Shows that this process lives, and looks whether the house goes on: a row and a look a minute."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.transactions import in_transaction
from bot.watchdog import Watchdog
from scheduler.watch import Standstill, tell_of_standstills
from storage.database import Database
from storage.heartbeats import forget_beats, note_beats

log = logging.getLogger(__name__)

BEAT_SECONDS = 30
CATCHING_UP_SECONDS = 300
"""So long after its start a process alarms nobody: what it was away for it is catching up with."""
STILL_SECONDS_MAX = 90
"""A loop that has not moved for so long shows no sign of life, until it moves again."""


class Watcher:
    """One process's; `process` is its name, unique for each start.

    `service_now` is None in a rehearsal, whose clock jumps over what it then has to catch up with:
    there nobody is alarmed.
    """

    def __init__(
        self,
        database: Database,
        watchdog: Watchdog,
        process: str,
        system_now: Callable[[], datetime],
        service_now: Callable[[], datetime] | None,
        *,
        catching_up_seconds: float = CATCHING_UP_SECONDS,
    ) -> None:
        self._database = database
        self._watchdog = watchdog
        self._process = process
        self._system_now = system_now
        self._service_now = service_now
        self._alarms_from = time.monotonic() + catching_up_seconds

    async def run(self) -> None:
        """Beat and look until it is cancelled."""
        while True:
            try:
                for standstill in await in_transaction(self._database, self.look):
                    log.critical("operator: %s stand still", standstill)
            except SQLAlchemyError as error:
                log.error("no sign of life can be written: %s", type(error).__name__)  # noqa: TRY400 - a statement's text would carry what people wrote
            await asyncio.sleep(BEAT_SECONDS)

    async def end(self) -> None:
        """Take the signs of life back: this process ends in peace."""
        try:
            await in_transaction(self._database, partial(forget_beats, process=self._process))
        except SQLAlchemyError as error:
            log.warning("the signs of life remain: %s", type(error).__name__)

    def look(self, session: Session) -> tuple[Standstill, ...]:
        """Write down which loops move, and tell staff what stands still in the whole house."""
        moving = [
            loop for loop, still in self._watchdog.still().items() if still < STILL_SECONDS_MAX
        ]
        note_beats(session, self._process, moving, self._system_now())
        if self._service_now is None or time.monotonic() < self._alarms_from:
            return ()
        return tell_of_standstills(session, self._service_now(), self._system_now())

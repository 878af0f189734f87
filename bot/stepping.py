"""Move an adjustable clock through every instant at which something falls due, in order."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.clock import AdjustableClock
from bot.postman import Postman
from scheduler.alarm import Alarm
from scheduler.happenings import Happening
from scheduler.sweep import KINDS, earliest, sweep
from storage.database import Database
from storage.outgoing import next_sending

STEPS_MAX = 20_000
"""More due instants than this in one go is a row that never stops being due."""


class TooManySteps(Exception):
    """The clock was asked to pass more due instants than STEPS_MAX."""


@dataclass
class Stepper:
    """Steps one clock; one caller at a time."""

    database: Database
    clock: AdjustableClock
    alarm: Alarm
    postman: Postman

    def __post_init__(self) -> None:
        self._stepping = asyncio.Lock()

    async def step_to(self, target: datetime | None) -> list[Happening]:
        """Go to `target`, or with None to the next due instant, and do all that falls due.

        The alarm rests meanwhile, so that everything that happened is in the answer.
        """
        async with self._stepping, self.alarm.resting():
            happenings = await self._settle()
            if target is None:
                target = await asyncio.to_thread(self._next_due) or self.clock.now()
            for _ in range(STEPS_MAX):
                due = await asyncio.to_thread(self._next_due)
                if due is None or due > target:
                    break
                await asyncio.to_thread(self.clock.move_to, due)
                happenings += await self._settle()
            else:
                raise TooManySteps
            await asyncio.to_thread(self.clock.move_to, target)
            happenings += await self._settle()
        return happenings

    async def _settle(self) -> list[Happening]:
        """Sweep and send until nothing more falls due at this moment."""
        happenings: list[Happening] = []
        for _ in range(STEPS_MAX):
            now = self.clock.now()
            done = await asyncio.to_thread(self._sweep_due, now)
            await self.postman.drain(now)
            if not done:
                return happenings
            happenings += done
        raise TooManySteps

    def _sweep_due(self, now: datetime) -> list[Happening]:
        done: list[Happening] = []
        for kind, due in self._due().items():
            if due <= now:
                done += sweep(self.database, kind, now)
        return done

    def _due(self) -> dict[str, datetime]:
        with self.database.reading() as session:
            times = {kind: earliest(session, kind) for kind in KINDS}
        return {kind: due for kind, due in times.items() if due is not None}

    def _next_due(self) -> datetime | None:
        now = self.clock.now()
        with self.database.reading() as session:
            sending = next_sending(session, after=now)
        times = [*self._due().values(), *([sending] if sending is not None else [])]
        return min((time for time in times if time > now), default=None)

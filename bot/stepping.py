"""Move an adjustable clock through every instant at which something falls due, in order."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.clock import AdjustableClock
from bot.postman import Postman
from scheduler.alarm import Alarm
from scheduler.happenings import Happening
from scheduler.sweep import earliest_of_all, sweep
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
            happenings: list[Happening] = []
            settled = await self._settle(happenings)
            if target is None:
                target = await asyncio.to_thread(self._next_due, settled) or self.clock.now()
            for _ in range(STEPS_MAX):
                due = await asyncio.to_thread(self._next_due, settled)
                if due is None or due > target:
                    break
                await asyncio.to_thread(self.clock.move_to, due)
                settled = await self._settle(happenings)
            else:
                raise TooManySteps
            await asyncio.to_thread(self.clock.move_to, target)
            await self._settle(happenings)
        return happenings

    async def _settle(self, happenings: list[Happening]) -> datetime:
        """Sweep and send until nothing more falls due; at what moment that was so.

        The clock ticks: what falls due while the last look is taken comes after that moment.
        """
        for _ in range(STEPS_MAX):
            now = self.clock.now()
            done = await asyncio.to_thread(self._sweep_due, now)
            await self.postman.drain(now)
            if not done:
                return now
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
            times = earliest_of_all(session)
        return {kind: due for kind, due in times.items() if due is not None}

    def _next_due(self, after: datetime) -> datetime | None:
        with self.database.reading() as session:
            sending = next_sending(session, after=after)
        times = [*self._due().values(), *([sending] if sending is not None else [])]
        return min((time for time in times if time > after), default=None)

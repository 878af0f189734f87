"""The real core on somebody else's clock: reception, sweeps and postman of one process at a time.

It dies where its life ends, and is built anew from nothing but the database.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.channels import Channel, Incoming
from bot.channels.sms_status import StatusReport
from bot.delivery.reports import apply_report
from bot.delivery.routes import TemplateIds
from bot.filing import Answer
from bot.hearing import work_for
from bot.postman import Postman
from bot.simulation.foresight import Foresight
from bot.simulation.inline_loop import InlineLoop
from bot.simulation.life import Died, Life, MortalDatabase
from bot.simulation.waking import QUESTIONS, QUEUE
from flows.rules.vocabulary import Purpose
from scheduler.sweep import DUE, sweep

MOMENT = timedelta(microseconds=1)
ROUNDS_MAX = 200
"""More sweeps than this at one moment are a row that never stops being due."""


class House:
    """One estate's service. `clock` is its own, which need not be right."""

    def __init__(
        self,
        database: MortalDatabase,
        channels: dict[str, Channel],
        life: Life,
        clock: Callable[[], datetime],
        chance: Random,
    ) -> None:
        self.database = database
        self.starts = 0
        self.is_down = False
        self._foresight = Foresight(database, QUESTIONS)
        self._is_expected = True
        self._channels = channels
        self._life = life
        self._clock = clock
        self._chance = chance
        self._loop = InlineLoop()
        self._loop.set_exception_handler(_let_the_dead_rest)
        self._died = self._loop.create_future()
        self._start()

    def close(self) -> None:
        """The end of the simulation."""
        self._loop.close()
        self.database.close()

    def hear(self, incoming: Incoming) -> Answer | None:
        """Answer a delivery; None where no answer comes, since the process died or has failed."""
        if self.is_down:
            return None
        try:
            return work_for(incoming)(self.database, incoming, self._clock())
        except SQLAlchemyError:
            return None
        except Died:
            self._start()
            return None

    def hear_report(self, report: StatusReport) -> bool:
        """Take a status callback; False where the provider must bring it again."""
        return self.do(lambda session, now: apply_report(session, report, now))

    def do(self, errand: Callable[[Session, datetime], object]) -> bool:
        """Do something in a transaction of its own; False where it must be asked for again."""
        if self.is_down:
            return False
        try:
            with self.database.transaction() as session:
                errand(session, self._clock())
        except SQLAlchemyError:
            return False
        except Died:
            self._start()
            return False
        return True

    def work(self) -> None:
        """Do all that is due now: what the alarm sweeps, and what the postman brings."""
        if self.is_down or self._life.is_database_away:
            return
        try:
            now = self._clock()
            for _ in range(ROUNDS_MAX):
                seen = self._foresight.look(now)
                due = [kind for kind, at in seen.items() if at <= now and kind in DUE]
                done = [sweep(self.database, kind, now) for kind in due]
                if not any(done):
                    break
            else:
                message = f"something is due again and again at {now}"
                raise AssertionError(message)
            seen = self._foresight.look(now)
            if self._is_expected or any(seen.get(one, now + MOMENT) <= now for one in QUEUE):
                self._loop.run_until_complete(self._drain(now))
                self._is_expected = False
        except Died:
            self._start()

    def next_due(self) -> datetime | None:
        """When there is something to do next, by the house's own clock."""
        if self.is_down or self._life.is_database_away:
            return None
        now = self._clock()
        return min((at for at in self._foresight.look(now).values() if at > now), default=None)

    def _start(self) -> None:
        self.starts += 1
        self._is_expected = True
        self._life.begin_again()
        self._died = self._loop.create_future()
        self._life.on_death = self._notice
        templates: dict[str, TemplateIds] = {"wechat_template": dict.fromkeys(Purpose, "template")}
        self._postman = Postman(
            self.database,
            self._channels,
            owner=f"process {self.starts}",
            clock=self._clock,
            chance=self._chance,
            templates=templates,
        )

    def _notice(self) -> None:
        if not self._died.done():
            self._died.set_result(None)

    async def _drain(self, now: datetime) -> None:
        """Let the postman work; when the process dies, everything under way is gone with it."""
        draining = asyncio.ensure_future(self._postman.drain(now))
        await asyncio.wait({draining, self._died}, return_when=asyncio.FIRST_COMPLETED)
        if self._died.done():
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            raise Died
        draining.result()


def _let_the_dead_rest(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a killed process leaves behind is nobody's error."""
    if not isinstance(context.get("exception"), Died):
        loop.default_exception_handler(context)

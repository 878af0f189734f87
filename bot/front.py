"""What stands behind every webhook: each message is worked on once, however often it comes."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import Incoming
from bot.filing import Answer, Fit
from bot.hearing import work_for
from bot.journal import Journal
from bot.turns import Turn
from storage.database import Database, has_crossed

log = logging.getLogger(__name__)

WORK_TRIES_MAX = 30
"""With the database's own time-outs, work that was put off is insisted upon for minutes."""
CROSSINGS_MAX = 5
"""Who begins again at once may cross the other once more, before that one has gone on."""
FINISH_SECONDS = 8.0
"""How long a stop waits for work whose deliveries have been answered already."""


@dataclass(frozen=True)
class Patience:
    """How long a delivery may take, in seconds, less than its provider waits.

    WeChat and WeCom hang up after five seconds; Twilio waits fifteen for a whole answer, then it
    asks the fallback address. `stalled` is what a delivery waits when it is known that the database
    is slow, or its message has come before; `commit` what a commit may take at the end of the work,
    `retry` the pause after the database has failed.
    """

    wechat: float = 4.5
    sms: float = 12.0
    stalled: float = 1.8
    commit: float = 0.5
    retry: float = 3.0


Key = tuple[str, str, str]


@dataclass(frozen=True)
class Front:
    """What every webhook needs: the database, the service clock, and a bell to ring afterwards."""

    database: Database
    now: Callable[[], datetime]
    rung: Callable[[], None]
    journal: Journal
    patience: Patience = Patience()
    work_for: Callable[[Incoming], Callable[..., Answer]] = work_for
    _at_work: dict[Key, tuple[Turn, asyncio.Task[Answer]]] = field(default_factory=dict)

    async def take(
        self,
        seconds: float,
        incoming: Incoming,
        now: datetime,
        *,
        fit: Fit | None = None,
    ) -> Answer:
        """Do the blocking work in a thread, once, and give its answer to every delivery in time.

        Where that takes too long the message is written to the journal, and the delivery gets
        nothing to say (`success`): the reply follows by itself. While one message waits for the
        database so, no other is waited for long (W6).
        """
        known = self._at_work.get(_key(incoming))
        is_stalled = any(turn.is_put_off for turn, _ in self._at_work.values())
        pause = seconds - self.patience.commit
        if known is not None or is_stalled:
            pause = min(self.patience.stalled, pause)
        turn, task = known or self._begin(incoming, now, Turn(pause), fit)
        try:
            return await asyncio.wait_for(asyncio.shield(task), pause)
        except TimeoutError:
            if turn.put_off():
                task.add_done_callback(_say_what_is_lost)
                await self._write_down(incoming, task)
                return Answer()
        try:
            return await asyncio.wait_for(asyncio.shield(task), seconds - pause)
        except TimeoutError:
            raise _busy() from None

    async def take_up(self, _app: web.Application | None = None) -> None:
        """Begin again what an earlier process had put off and did not live to finish."""
        for incoming in await asyncio.to_thread(self.journal.left):
            log.warning("a message of %s was put off and is taken up again", incoming.channel)
            turn = Turn(0)
            turn.put_off()
            _, task = self._begin(incoming, self.now(), turn)
            task.add_done_callback(_say_what_is_lost)

    def _begin(
        self, incoming: Incoming, now: datetime, turn: Turn, fit: Fit | None = None
    ) -> tuple[Turn, asyncio.Task[Answer]]:
        work = self.work_for(incoming)
        more = {} if fit is None else {"fit": fit}
        do = partial(work, self.database, incoming, now, in_time=turn.in_time, **more)
        task = asyncio.create_task(self._carry_through(incoming, turn, do))
        self._at_work[_key(incoming)] = turn, task
        return turn, task

    async def _write_down(self, incoming: Incoming, task: asyncio.Task[Answer]) -> None:
        """Make sure that a message outlives this process before its provider hears `success`."""
        try:
            await asyncio.to_thread(self.journal.keep, incoming)
        except OSError as error:
            log.error("the journal cannot be written: %s", error.strerror)  # noqa: TRY400 -- one line tells it
            raise _busy() from None
        if task.done():  # its entry was taken away before it was written
            await asyncio.to_thread(self.journal.drop, incoming)

    async def _carry_through(
        self, incoming: Incoming, turn: Turn, do: Callable[[], Answer]
    ) -> Answer:
        try:
            answer = await self._insist(turn, do)
            if turn.is_put_off:
                await asyncio.to_thread(self.journal.drop, incoming)
        finally:
            del self._at_work[_key(incoming)]
            self.rung()
        return answer

    async def _insist(self, turn: Turn, do: Callable[[], Answer]) -> Answer:
        crossings = 0
        for _ in range(1, WORK_TRIES_MAX):
            try:
                return await asyncio.to_thread(do)
            except SQLAlchemyError as error:
                if has_crossed(error) and crossings < CROSSINGS_MAX:
                    # Two residents, each needing what the other holds: the other goes first.
                    crossings += 1
                    continue
                if not turn.is_put_off:
                    raise
                log.warning("a message waits for the database: %s", type(error).__name__)
                await asyncio.sleep(self.patience.retry)
        return await asyncio.to_thread(do)

    async def finish(self, _app: web.Application | None = None) -> None:
        """Before the process ends: let work end whose deliveries have been answered already."""
        tasks = [task for _, task in self._at_work.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=FINISH_SECONDS)


def _key(incoming: Incoming) -> Key:
    return incoming.channel, incoming.account, incoming.key


def _busy() -> web.HTTPServiceUnavailable:
    return web.HTTPServiceUnavailable(text="busy, deliver again")


def _say_what_is_lost(task: asyncio.Task[Answer]) -> None:
    error = None if task.cancelled() else task.exception()
    if task.cancelled() or error is not None:
        log.error("a message that came late was not kept: %s", type(error).__name__)

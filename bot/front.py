"""What stands behind every webhook: each message is worked on once, however often it comes."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import Incoming
from bot.crowds import Crowds
from bot.filing import Answer, Fit
from bot.hearing import work_for
from bot.journal import Journal
from bot.seats import Seats
from bot.silence import Silence
from bot.turns import Turn
from storage.database import Database, has_crossed, is_away

log = logging.getLogger(__name__)

WORK_TRIES_MAX = 30
"""For what the database refuses though it is there; one that is away is waited for to the end."""
DRAINING_MAX = 4
"""So much of what was put off is tried at once: what hangs must not hold every thread."""
JOURNAL_THREADS = 2
"""The journal's own: it is needed most when all others wait for the database."""
LOOK_SECONDS = 0.25
CROSSINGS_MAX = 5
"""Who begins again at once may cross the other once more, before that one has gone on."""
FINISH_SECONDS = 8.0
"""How long a stop waits for work whose deliveries have been answered already."""


@dataclass(frozen=True)
class Patience:
    """How long a delivery may take, in seconds, less than its provider waits.

    WeChat and WeCom hang up after five seconds; Twilio waits fifteen for a whole answer, then it
    asks the fallback address. `stalled` is what a delivery waits when it is known that the database
    is slow, or its message has come before; `silent` is how long one statement takes until that is
    known; `commit` what a commit may take at the end of the work, `retry` the pause after the
    database has failed. After each `taking_up` it is looked whether another process has died and
    left something in the journal.
    """

    wechat: float = 4.5
    sms: float = 12.0
    stalled: float = 1.8
    silent: float = 1.0
    commit: float = 0.5
    retry: float = 3.0
    taking_up: float = 30.0


REHEARSED = Patience(wechat=60.0, sms=60.0, stalled=60.0)
"""Where the clock is adjustable no real provider is there to hang up, and a slow machine says the
same as a quick one."""

Key = tuple[str, str, str]
Result = TypeVar("Result")


class Front:
    """What every webhook needs: the database, the service clock, and a bell to ring afterwards.

    What one person writes is worked on in the order in which it came, also where it was put off.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        rung: Callable[[], None],
        journal: Journal,
        patience: Patience = Patience(),
        work_for: Callable[[Incoming], Callable[..., Answer]] = work_for,
    ) -> None:
        self.database = database
        self.now = now
        self.rung = rung
        self.patience = patience
        self._journal = journal
        self._work_for = work_for
        self._silence = Silence(database)
        self._at_work: dict[Key, tuple[Turn, asyncio.Task[Answer]]] = {}
        self._latest_of: dict[Key, asyncio.Task[Answer]] = {}
        self._draining = asyncio.Semaphore(DRAINING_MAX)
        self._seats = Seats()
        self._crowds = Crowds(database)
        self._writers = ThreadPoolExecutor(JOURNAL_THREADS, "journal")
        self._looking: asyncio.Task[None] | None = None

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
        nothing to say (`success`): the reply follows by itself. While the database is silent no
        message is waited for long (W6).
        """
        if len(self._journal):
            self._begin_again(await self._write(self._journal.left, incoming))
        known = self._at_work.get(_key(incoming))
        pause = seconds - self.patience.commit
        turn, task = known or self._begin(incoming, now, Turn(pause), fit)
        if not await self._is_done(task, pause, may_wait=known is None) and turn.put_off():
            task.add_done_callback(_say_what_is_lost)
            await self._write_down(incoming, task)
            return Answer()
        try:
            return await asyncio.wait_for(asyncio.shield(task), seconds - pause)
        except TimeoutError:
            raise _busy() from None

    async def take_up(self, _app: web.Application | None = None) -> None:
        """Begin again what an earlier process had put off and did not live to finish.

        From then on, look now and then whether another process has left something.
        """
        self._begin_again(await self._write(self._journal.left))
        self._looking = asyncio.create_task(self._keep_looking())

    async def finish(self, _app: web.Application | None = None) -> None:
        """Before the process ends: let work end whose deliveries have been answered already."""
        if self._looking is not None:
            self._looking.cancel()
        tasks = [task for _, task in self._at_work.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=FINISH_SECONDS)
        self._writers.shutdown(wait=False)
        self._crowds.close()

    async def waiting(self) -> int:
        """How many messages lie in the journal; raises OSError where it cannot be written."""
        await self._write(self._journal.try_out)
        return len(self._journal)

    async def _is_done(self, task: asyncio.Task[Answer], pause: float, *, may_wait: bool) -> bool:
        """Wait for the work: briefly, and longer only where the database answers."""
        until = time.monotonic() + pause
        await asyncio.wait([task], timeout=min(self.patience.stalled, pause))
        while may_wait and not task.done() and not self._is_stalled():
            left = until - time.monotonic()
            if left <= 0:
                break
            await asyncio.wait([task], timeout=min(LOOK_SECONDS, left))
        return task.done()

    def _is_stalled(self) -> bool:
        is_silent = self._silence.seconds() > self.patience.silent
        return is_silent or any(turn.is_put_off for turn, _ in self._at_work.values())

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(self.patience.taking_up)
            if len(self._journal):
                self._begin_again(await self._write(self._journal.left))

    def _begin_again(self, left: list[Incoming]) -> None:
        """Put to work what lies in the journal and is not at work here; oldest first.

        Where the process that put it off lives, both try, and one of them finds it done.
        """
        for incoming in left:
            if _key(incoming) in self._at_work:
                continue
            log.warning("a message of %s was put off and is taken up again", incoming.channel)
            turn = Turn(0)
            turn.put_off()
            _, task = self._begin(incoming, self.now(), turn)
            task.add_done_callback(_say_what_is_lost)

    def _begin(
        self, incoming: Incoming, now: datetime, turn: Turn, fit: Fit | None = None
    ) -> tuple[Turn, asyncio.Task[Answer]]:
        work = self._work_for(incoming)
        more = {} if fit is None else {"fit": fit}
        do = partial(work, self.database, incoming, now, in_time=turn.in_time, **more)
        earlier = self._latest_of.get(_sender(incoming))
        task = asyncio.create_task(self._carry_through(incoming, turn, do, earlier))
        self._at_work[_key(incoming)] = turn, task
        self._latest_of[_sender(incoming)] = task
        return turn, task

    async def _write_down(self, incoming: Incoming, task: asyncio.Task[Answer]) -> None:
        """Make sure that a message outlives this process before its provider hears `success`."""
        try:
            await self._write(self._journal.keep, incoming)
        except OSError as error:
            log.error("the journal cannot be written: %s", error.strerror or error)  # noqa: TRY400 -- one line tells it
            raise _busy() from None
        if task.done():  # its entry was taken away before it was written
            await self._write(self._journal.drop, incoming)

    async def _write(self, write: Callable[..., Result], *what: Incoming) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._writers, write, *what)

    async def _carry_through(
        self,
        incoming: Incoming,
        turn: Turn,
        do: Callable[[], Answer],
        earlier: asyncio.Task[Answer] | None,
    ) -> Answer:
        try:
            if earlier is not None:
                await asyncio.wait([earlier])
            answer = await self._insist(incoming, turn, do)
            if turn.is_put_off:
                await self._write(self._journal.drop, incoming)
        finally:
            del self._at_work[_key(incoming)]
            if self._latest_of.get(_sender(incoming)) is asyncio.current_task():
                del self._latest_of[_sender(incoming)]
            self.rung()
        return answer

    async def _insist(self, incoming: Incoming, turn: Turn, do: Callable[[], Answer]) -> Answer:
        crossings = tries = 0
        while True:
            try:
                return await self._try(incoming, turn, do)
            except SQLAlchemyError as error:
                if has_crossed(error) and crossings < CROSSINGS_MAX:
                    # Two residents, each needing what the other holds: the other goes first.
                    crossings += 1
                    continue
                tries += 1
                if not turn.is_put_off or (tries >= WORK_TRIES_MAX and not is_away(error)):
                    raise
                log.warning("a message waits for the database: %s", type(error).__name__)
                await asyncio.sleep(self.patience.retry)

    async def _try(self, incoming: Incoming, turn: Turn, do: Callable[[], Answer]) -> Answer:
        def work() -> Answer:
            with self._silence.working():
                return do()

        held = self._draining if turn.is_put_off else nullcontext()
        async with held:
            crowd = await self._crowds.of(incoming) if self._seats.are_taken else None
            async with self._seats.taken(crowd):
                return await asyncio.to_thread(work)


def _key(incoming: Incoming) -> Key:
    return incoming.channel, incoming.account, incoming.key


def _sender(incoming: Incoming) -> Key:
    """Whose messages keep their order; a provider's own reports (of nobody) need none."""
    return incoming.channel, incoming.account, incoming.sender or f"key {incoming.key}"


def _busy() -> web.HTTPServiceUnavailable:
    return web.HTTPServiceUnavailable(text="busy, deliver again")


def _say_what_is_lost(task: asyncio.Task[Answer]) -> None:
    error = None if task.cancelled() else task.exception()
    if task.cancelled() or error is not None:
        log.error("a message that came late was not kept: %s", type(error).__name__)

"""The postman: takes outgoing messages from their rows to the providers, and writes down the rest.

Each message goes through three steps: taken and checked in one transaction, handed over outside of
any, its outcome written in another. Whatever dies in between is found again by its lease.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.bell import Bell
from bot.channels import After, Channel, ChannelName, Outcome, Refused, Unknown
from bot.delivery.cards import Change, record_change
from bot.delivery.giving_up import give_up
from bot.delivery.preparing import Sending
from bot.delivery.recording import Heard, record, record_look_up
from bot.delivery.reports import merge_early
from bot.delivery.routes import Routes, SmsNumbers, TemplateIds
from bot.delivery.taking import LookUp, Taken, Taker
from bot.transactions import GroupCommit, Work, in_transaction
from flows.rules.reach import WECOM
from storage.database import Database

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
What = TypeVar("What")

TICK_SECONDS = 30
"""How long the postman sleeps at most, should nobody ring."""
ALONE_TICK_SECONDS = 2
"""The same in a process that does not answer: nobody there can ring for what others write."""
WRITING_TRIES_MAX = 5
WRITING_PAUSE_SECONDS = 0.5
DATABASE_PAUSE_SECONDS = 3

LEASE_LOST = Refused("lease", "the process slept until its lease was over", After.RETRY)


@dataclass(frozen=True)
class Limits:
    """How many calls one process makes at once, and how long it waits for one of them.

    A call may take longer than any provider's own time-out, but not as long as the shortest lease;
    at a stop it is given `stopping_seconds_max` more, and its outcome is unknown after that.
    """

    calls_at_once_max: int = 32
    call_seconds_max: float = 25
    stopping_seconds_max: float = 5


class Postman:
    """One postman. Any number of them, in any number of processes, may share a database.

    `owner` is a name that no other start of any process has. `channels` are keyed by the rung of
    the ladder that they serve, and so are `templates`; `numbers` tells how SMS get to a phone
    number. `clock` gives the service time, in which everything is written down; how long a provider
    may take is measured on the monotonic clock. `moves`, which whoever watches may set, is called
    at the beginning of every round; `tick_seconds` may be set before it runs.
    """

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        *,
        owner: str,
        clock: Clock,
        chance: Random,
        templates: Mapping[str, TemplateIds] | None = None,
        numbers: SmsNumbers | None = None,
        limits: Limits = Limits(),
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._chance = chance
        self._limits = limits
        self.tick_seconds: float = TICK_SECONDS
        self.moves: Callable[[], None] = lambda: None
        names = {rung: channel.name.value for rung, channel in channels.items()}
        self._taker = Taker(owner, Routes(names, templates or {}, numbers or SmsNumbers()))
        self._outcomes = GroupCommit(database, record)
        self._bell = Bell()
        self._taking = asyncio.Lock()
        self._in_hand: dict[asyncio.Task[None], int] = {}
        self._waiting: set[asyncio.Timeout] = set()
        self._is_stopping = False

    def ring(self) -> None:
        """Say, on the event loop and after a commit, that there may be something to send."""
        self._bell.ring()

    async def run(self) -> None:
        """Send what falls due, until `stop`; a cancelled run would leave taken letters in doubt."""
        while not self._is_stopping:
            self._bell.hush()
            self.moves()
            try:
                taken = await self._round(self._clock)
            except SQLAlchemyError as error:
                logger.error("the queue cannot be read: %s", type(error).__name__)  # noqa: TRY400 - a statement's text would carry what people wrote
                await self._bell.rest(DATABASE_PAUSE_SECONDS)
            else:
                if not taken:
                    await self._bell.rest(self._seconds_until(taken.next_at))
        await self._wait_for_all()

    async def stop(self) -> None:
        """Take nothing more, and finish the calls that are under way."""
        self.begin_to_stop()
        async with self._taking:
            await self._wait_for_all()

    def begin_to_stop(self) -> None:
        """Take nothing more from now on, and wait for no provider much longer."""
        self._is_stopping = True
        latest = asyncio.get_running_loop().time() + self._limits.stopping_seconds_max
        for waiting in self._waiting:
            waiting.reschedule(min(waiting.when() or latest, latest))
        self.ring()

    async def drain(self, now: datetime) -> None:
        """Attempt everything that is ready at `now`; return when nothing is left that is."""
        while True:
            if not await self._round(lambda: now) and not self._in_hand:
                return
            if self._in_hand:
                await asyncio.wait(list(self._in_hand), return_when=asyncio.FIRST_COMPLETED)

    async def _round(self, clock: Clock) -> Taken:
        """Take what there is room for, and begin with it."""
        async with self._taking:
            room = self._limits.calls_at_once_max - len(self._in_hand)
            if room <= 0 or self._is_stopping:
                return Taken()
            began = time.monotonic()
            in_hand = frozenset(self._in_hand.values())
            take = partial(
                self._taker.take,
                now=clock(),
                limit=room,
                in_hand=in_hand,
                chance=self._chance.random(),
            )
            taken = await in_transaction(self._database, take)
            for sending in taken.sendings:
                latest = began + sending.lease_seconds - self._limits.call_seconds_max
                self._begin(sending.message_id, self._send(sending, clock, latest))
            for look_up in taken.look_ups:
                self._begin(look_up.message_id, self._look_up(look_up, clock))
            for change in taken.changes:
                self._begin(change.message_id, self._change(change, clock))
            for message_id in taken.undeliverable:
                self._begin(message_id, self._give_up(message_id, clock))
            for attempt_id in taken.reported:
                await self._write(partial(merge_early, attempt_id=attempt_id, now=clock()))
            return taken

    def _begin(self, message_id: int, work: Coroutine[None, None, None]) -> None:
        """Work on a message, which may be taken again just before its last call is laid down."""
        task = asyncio.create_task(self._carry_through(message_id, work))
        self._in_hand[task] = message_id
        task.add_done_callback(self._lay_down)

    def _lay_down(self, task: asyncio.Task[None]) -> None:
        del self._in_hand[task]
        self.ring()

    async def _carry_through(self, message_id: int, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - its lease brings the message back; the others must go on
            logger.error("message %s was dropped: %s", message_id, type(error).__name__)  # noqa: TRY400 - as above

    async def _send(self, sending: Sending, clock: Clock, latest: float) -> None:
        channel = self._channels[sending.channel]
        if time.monotonic() > latest:
            outcome: Outcome = LEASE_LOST
        else:
            outcome = await self._in_time(channel.send(sending.letter))
        await self._insist(
            self._outcomes.do,
            Heard(
                sending,
                outcome,
                clock(),
                self._chance.random(),
                is_delivery=channel.name is ChannelName.SIMULATOR,
            ),
        )

    async def _look_up(self, look_up: LookUp, clock: Clock) -> None:
        channel = self._channels.get(look_up.channel)
        answer: Outcome = Unknown("the channel is off")
        if channel is not None:
            answer = await self._in_time(channel.look_up(look_up.letter, look_up.since))
        chance = self._chance.random()
        await self._write(
            partial(record_look_up, look_up=look_up, answer=answer, now=clock(), chance=chance)
        )

    async def _change(self, change: Change, clock: Clock) -> None:
        outcome = await self._in_time(self._channels[WECOM].send(change.letter))
        chance = self._chance.random()
        await self._write(
            partial(record_change, change=change, outcome=outcome, now=clock(), chance=chance)
        )

    async def _give_up(self, message_id: int, clock: Clock) -> None:
        owner = self._taker.owner
        await self._write(partial(give_up, message_id=message_id, owner=owner, now=clock()))

    async def _write(self, work: Work) -> None:
        await self._insist(partial(in_transaction, self._database), work)

    async def _insist(self, write: Callable[[What], Awaitable[None]], what: What) -> None:
        """Write again where the database failed: what a provider said is precious.

        Writing it a second time must change nothing.
        """
        for tries in range(1, WRITING_TRIES_MAX):
            try:
                return await write(what)
            except SQLAlchemyError:
                await asyncio.sleep(WRITING_PAUSE_SECONDS * 2 ** (tries - 1))
        return await write(what)

    def _seconds_until(self, next_at: datetime | None) -> float:
        if next_at is None:
            return self.tick_seconds
        return min(max((next_at - self._clock()).total_seconds(), 0.0), self.tick_seconds)

    async def _wait_for_all(self) -> None:
        while self._in_hand:
            await asyncio.wait(list(self._in_hand))

    async def _in_time(self, call: Awaitable[Outcome]) -> Outcome:
        limits = self._limits
        waiting = asyncio.timeout(
            limits.stopping_seconds_max if self._is_stopping else limits.call_seconds_max
        )
        began = time.monotonic()
        try:
            async with waiting:
                self._waiting.add(waiting)
                return await call
        except TimeoutError:
            return Unknown(f"no answer within {time.monotonic() - began:.0f} seconds")
        finally:
            self._waiting.discard(waiting)

"""Channels that do what a test tells them, and keep the truth of what they took."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.channels import Accepted, After, ChannelName, Letter, Outcome, Refused, Unknown

BUSY = Refused("-1", "busy", After.RETRY)
NO_SUCH_NUMBER = Refused("21211", "not a valid number", After.NEXT_CHANNEL)
WINDOW_CLOSED = Refused("45015", "the window is over", After.NEXT_CHANNEL, window_closed=True)
OPTED_OUT = Refused("21610", "the reader has opted out", After.NEXT_CHANNEL, opted_out=True)
BAD_ACCOUNT = Refused("20003", "the account is not accepted", After.OPERATOR)
BAD_TEXT = Refused("21617", "too long", After.FATAL)
ABSENT = Refused("not found", "no such message", After.RETRY)
TIMED_OUT = Unknown("no answer")


@dataclass(frozen=True)
class Taken:
    """The letter is taken; `heard` is what the postman hears all the same, if not that."""

    heard: Outcome | None = None


@dataclass(frozen=True)
class Hang:
    """The channel says nothing until it is let go, or for ever; `taken` tells the truth."""

    until: asyncio.Event
    taken: bool = True


@dataclass(frozen=True)
class Break:
    """A bug in the channel."""


Turn = Taken | Hang | Break | Refused | Unknown | Callable[[Letter], None]


class ScriptedChannel:
    """One way to people. Each send takes the next turn of the script; with none left it accepts.

    `took` is what really went out, in order. `knows` tells whether look_up can see it.
    """

    def __init__(
        self,
        name: ChannelName,
        script: Iterable[Turn] = (),
        *,
        knows: bool = False,
        look_ups: Iterable[Outcome] = (),
    ) -> None:
        self.name = name
        self.script = list(script)
        self.knows = knows
        self.look_ups = list(look_ups)
        self.calls: list[Letter] = []
        self.took: list[Letter] = []
        self.asked: list[tuple[str, datetime]] = []
        self.under_way = 0
        self.under_way_max = 0
        self._called = asyncio.Event()
        self._at_once: defaultdict[str, int] = defaultdict(int)
        self.at_once_per_address_max = 0

    async def send(self, letter: Letter) -> Outcome:
        self.calls.append(letter)
        self._called.set()
        self.under_way += 1
        self.under_way_max = max(self.under_way_max, self.under_way)
        self._at_once[letter.address] += 1
        at_once = self._at_once[letter.address]
        self.at_once_per_address_max = max(self.at_once_per_address_max, at_once)
        try:
            await asyncio.sleep(0)
            return await self._take_turn(letter)
        finally:
            self.under_way -= 1
            self._at_once[letter.address] -= 1

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        self.asked.append((letter.id, since))
        if self.look_ups:
            return self.look_ups.pop(0)
        if not self.knows:
            return Unknown("nobody can tell")
        if any(taken.id == letter.id for taken in self.took):
            return Accepted(self.provider_id(letter))
        return ABSENT

    async def until_called(self, times: int = 1) -> None:
        """Wait until so many sends have begun."""
        while len(self.calls) < times:
            self._called.clear()
            await self._called.wait()

    def provider_id(self, letter: Letter) -> str:
        return f"{self.name}-{letter.id}"

    def texts(self) -> list[str]:
        """What went out, in order."""
        return [letter.text for letter in self.took]

    async def _take_turn(self, letter: Letter) -> Outcome:
        turn = self.script.pop(0) if self.script else Taken()
        match turn:
            case Taken(heard):
                self.took.append(letter)
                return heard or Accepted(self.provider_id(letter))
            case Hang(until, taken):
                if taken:
                    self.took.append(letter)
                await until.wait()
                return Accepted(self.provider_id(letter)) if taken else TIMED_OUT
            case Break():
                raise RuntimeError("a bug")
            case Refused() | Unknown():
                return turn
            case _:
                turn(letter)
                self.took.append(letter)
                return Accepted(self.provider_id(letter))

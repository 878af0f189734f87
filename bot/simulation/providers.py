"""Providers that keep the truth: what they took, for whom and when, whatever they answered."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from bot.channels import Accepted, After, ChannelName, Letter, Outcome, Refused, Unknown
from bot.channels.sms_status import StatusReport
from bot.simulation.agenda import Agenda
from bot.simulation.life import Life, Point

SECONDS_MAX = 2.0
"""How long a call takes at most."""
OF_STAFF = (ChannelName.WECOM, ChannelName.ROBOT)
BUSY_FOR = timedelta(seconds=20)
"""After which a busy provider wants to be asked again."""


class Mood(StrEnum):
    """What a provider does with one letter."""

    TAKES = "takes it"
    LOSES_ANSWER = "takes it, and its answer is lost"
    HANGS_UP = "hangs up before it took it"
    BUSY = "is busy"
    REFUSES = "refuses it for good"


@dataclass(frozen=True)
class Moods:
    """How often a provider does something else than to take a letter."""

    loses_answer: float = 0.0
    hangs_up: float = 0.0
    busy: float = 0.0
    refuses: float = 0.0
    undelivered: float = 0.0

    def as_often(self, times: float) -> "Moods":
        """The same moods, so many times as often."""
        return Moods(**{mood: share * times for mood, share in asdict(self).items()})

    def one(self, chance: float) -> Mood:
        """The mood of a letter, by a number between 0 and 1."""
        for mood, share in (
            (Mood.LOSES_ANSWER, self.loses_answer),
            (Mood.HANGS_UP, self.hangs_up),
            (Mood.BUSY, self.busy),
            (Mood.REFUSES, self.refuses),
        ):
            if chance < share:
                return mood
            chance -= share
        return Mood.TAKES


@dataclass(frozen=True)
class Delivery:
    """A letter that a provider took. `house_time` is what the house's clock said meanwhile.

    `is_change`: a card that lies there already shows something else; nobody is woken by it.
    """

    at: datetime
    house_time: datetime
    channel: str
    address: str
    letter: int
    text: str
    provider_id: str
    is_change: bool = False


@dataclass
class Post:
    """All providers of a house: their moods, their memory, and who reads what they deliver.

    `hurried` are letters that came again before the time that a busy provider gave; `told` is what
    the house has heard of each letter, by its number there; `answered` are letters of residents
    whose taking it was told of, each with how many processes had died by then.
    """

    agenda: Agenda
    life: Life
    chance: Random
    moods: Moods
    house_time: Callable[[], datetime]
    show: Callable[[str, Letter], None] = lambda _channel, _letter: None
    report: Callable[[StatusReport], None] = lambda _report: None
    taken: list[Delivery] = field(default_factory=list)
    met_moods: Counter[Mood] = field(default_factory=Counter)
    is_away: bool = False
    busy_until: dict[tuple[str, str], datetime] = field(default_factory=dict)
    hurried: list[str] = field(default_factory=list)
    told: dict[str, set[str]] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)

    def channel(self, name: ChannelName) -> "SimulatedChannel":
        """The channel of this name."""
        return SimulatedChannel(name, self)

    def take(self, channel: ChannelName, letter: Letter) -> Delivery:
        """The provider has the letter, and its reader will read it."""
        now = self.agenda.now
        number = f"{channel}-{len(self.taken) + 1}"
        delivery = Delivery(
            now,
            self.house_time(),
            channel,
            letter.address,
            int(letter.id),
            letter.text,
            number,
            is_change=letter.card is not None and bool(letter.card.code),
        )
        self.taken.append(delivery)
        if channel is not ChannelName.SMS:
            self.agenda.after(timedelta(seconds=1), lambda: self.show(channel, letter))
        elif self.chance.random() < self.moods.undelivered:
            self._report(delivery, "sent", "undelivered")
        else:
            self.agenda.after(timedelta(seconds=1), lambda: self.show(channel, letter))
            self._report(delivery, "sent", "delivered")
        return delivery

    def find(self, channel: ChannelName, letter: Letter) -> Delivery | None:
        """What the provider remembers of a letter."""
        same = (
            one for one in self.taken if one.letter == int(letter.id) and one.channel == channel
        )
        return next(same, None)

    def _report(self, delivery: Delivery, *statuses: str) -> None:
        """Status callbacks: late, in any order, now and then twice."""
        for status in statuses:
            report = StatusReport(
                delivery.provider_id, status, "", delivery.address, str(delivery.letter)
            )
            for _ in range(2 if self.chance.random() < self.moods.busy else 1):
                pause = timedelta(seconds=self.chance.uniform(0.1, 90))
                self.agenda.after(pause, lambda report=report: self.report(report))  # type: ignore[misc]  # mypy takes a default for no capture


@dataclass
class SimulatedChannel:
    """One way to people; the providers behind it share their memory."""

    name: ChannelName
    post: Post

    async def send(self, letter: Letter) -> Outcome:
        """Take the letter, or not, and say so, or not."""
        self.post.life.passes(Point.BEFORE_CALL)
        self._mind_the_pause(letter)
        mood = Mood.HANGS_UP if self.post.is_away else self._mood()
        self.post.met_moods[mood] += 1
        await asyncio.sleep(self.post.chance.uniform(0, SECONDS_MAX))
        outcome = self._outcome(mood, letter)
        self.post.life.passes(Point.AFTER_CALL)
        if isinstance(outcome, Accepted) and self.name not in OF_STAFF:
            self.post.answered[outcome.provider_id] = self.post.life.deaths.total()
        return outcome

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        """An SMS gateway lists what it took; WeChat and WeCom do not tell."""
        if self.name is not ChannelName.SMS:
            return Unknown("nobody can tell")
        found = self.post.find(self.name, letter)
        if found is None:
            return Refused("absent", "it never came", After.RETRY)
        return Accepted(found.provider_id)

    def _mind_the_pause(self, letter: Letter) -> None:
        now = self.post.house_time()
        # Asked once: a card changed later, while the clock is set back, is in no hurry.
        if now < self.post.busy_until.pop((self.name, letter.id), now):
            self.post.hurried.append(f"{letter.id} by {self.name}")

    def _mood(self) -> Mood:
        return self.post.moods.one(self.post.chance.random())

    def _outcome(self, mood: Mood, letter: Letter) -> Outcome:
        match mood:
            case Mood.TAKES:
                delivery = self.post.take(self.name, letter)
                code = "" if letter.card is None else f"code-{delivery.provider_id}"
                return Accepted(delivery.provider_id, response_code=code)
            case Mood.LOSES_ANSWER:
                self.post.take(self.name, letter)
                return Unknown("the connection was cut after the letter")
            case Mood.HANGS_UP:
                return Unknown("the connection was cut")
            case Mood.BUSY:
                self.post.busy_until[self.name, letter.id] = self.post.house_time() + BUSY_FOR
                seconds = BUSY_FOR.total_seconds()
                return Refused("429", "too many at once", After.RETRY, retry_after_seconds=seconds)
            case Mood.REFUSES:
                return Refused("400", "not this one", After.NEXT_CHANNEL)

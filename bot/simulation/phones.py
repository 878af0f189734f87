"""What people hold in their hands: what they were shown last, and how their words get to us."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.channels import ChannelName, Incoming
from bot.filing import Answer
from bot.parts import Part
from bot.simulation.agenda import Agenda

TRIES = {ChannelName.WECHAT: 3, ChannelName.WECOM: 3, ChannelName.SMS: 2}
"""How often a provider delivers a message that is not answered."""
BETWEEN_TRIES = timedelta(seconds=5)
NUMBER = re.compile(r"[A-Z]{2}-\d{8}-\d{4}")
"""Of a case."""

Hear = Callable[[Incoming], Answer | None]
Read = Callable[[Sequence[Part]], None]


@dataclass
class Lines:
    """The providers' way to the house: what was acknowledged, when first, and with which words.

    `again` is the chance that an answer is lost on the way, so that a message comes once more.
    `spoken` is who was brought when, heard or not; `erased` are addresses whose owners were, and
    `departed` those whose owners moved out.
    `shown` are numbers of cases in the house's answers, each by the message that it answers and
    that does not name it.
    """

    agenda: Agenda
    chance: Random
    hear: Hear
    again: float = 0.0
    acknowledged: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    heard: list[tuple[datetime, Incoming]] = field(default_factory=list)
    spoken: list[tuple[datetime, str]] = field(default_factory=list)
    erased: dict[str, datetime] = field(default_factory=dict)
    departed: dict[str, datetime] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    redelivered: int = 0
    written: int = 0

    def deliver(self, incoming: Incoming, read: Read) -> None:
        """Bring a message until it is answered, or too often; its writer reads the answer."""
        self._deliver(incoming, read, 1)

    def key(self) -> str:
        """A provider's name for the next message."""
        self.written += 1
        return f"m:{self.written}"

    def _deliver(self, incoming: Incoming, read: Read, tries: int) -> None:
        self.spoken.append((self.agenda.now, incoming.sender))
        answer = self.hear(incoming)
        is_lost = answer is not None and self.chance.random() < self.again
        if answer is not None:
            self._acknowledge(incoming, answer)
        if answer is not None and not is_lost:
            read(answer.parts)
        elif tries < TRIES[incoming.channel]:
            self.redelivered += 1
            self.agenda.after(BETWEEN_TRIES, lambda: self._deliver(incoming, read, tries + 1))
        elif answer is None:
            self.unheard.append(incoming.key)

    def _acknowledge(self, incoming: Incoming, answer: Answer) -> None:
        """The same message gets the same answer, however often it comes."""
        if incoming.key not in self.acknowledged:
            self.heard.append((self.agenda.now, incoming))
            self._note_numbers(incoming, answer)
        if self.acknowledged.setdefault(incoming.key, answer.parts) != answer.parts:
            self.changed.append(incoming.key)

    def _note_numbers(self, incoming: Incoming, answer: Answer) -> None:
        for part in answer.parts:
            said = " ".join((part.text, *(label for label, _ in part.options)))
            fresh = (one for one in NUMBER.findall(said) if one not in incoming.text)
            self.shown.extend((incoming.key, one) for one in fresh)

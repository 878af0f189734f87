"""Whom praise is for, asked after it was written down (R24)."""

from dataclasses import dataclass

from flows.engine.ask import Flow, Reply, Unreadable
from flows.engine.questions import skippable
from flows.talks.results import Praised
from flows.talks.telling import Name
from flows.understanding.intents import read_intent
from flows.wording.say import say


@dataclass(frozen=True)
class PraisedSeed:
    """The praise that was taken."""

    number: str


@dataclass(frozen=True)
class Whom(Name):
    """Somebody's name; a matter of its own is none."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The name as it was written. Raises Unreadable."""
        if read_intent(reply.text) is not None:
            raise Unreadable
        return super().read(reply, shown)


def praised(seed: PraisedSeed) -> Flow[Praised]:
    """One question that may be left out."""
    whom = yield from skippable(Whom("whom", say("praise.whom")))
    return Praised(seed.number, whom)

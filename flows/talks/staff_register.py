"""登记 in the staff's chat: a report that reached them, part by part (R25-R27)."""

from dataclasses import dataclass

from flows.engine.ask import Flow
from flows.engine.choices import Choice
from flows.engine.place import Place
from flows.engine.questions import Text, skippable
from flows.rules.vocabulary import CaseKind, RegisteredSource
from flows.talks.results import Registered
from flows.understanding.intents import Intent, read_intent
from flows.understanding.registrations import SOURCES
from flows.wording.say import say


@dataclass(frozen=True)
class RegisterSeed:
    """Nothing is needed to register a report; what the line told stands in the answers."""


def staff_register(_seed: RegisterSeed) -> Flow[Registered]:
    """How it came, what, which kind, where, who; where and who may be left out."""
    source = yield from Choice(
        "source", say("register.source"), words=RegisteredSource, also=tuple(SOURCES.items())
    )
    details = yield from Text("details", say("register.details"))
    kind = yield from Choice(
        "kind", say("register.kind"), words=CaseKind, suggest=guessed_kind(details)
    )
    place = yield from skippable(Place("place", say("register.place")))
    who = yield from skippable(Text("who", say("register.who")))
    return Registered(source, details, kind, place, who or "")


def guessed_kind(details: str) -> CaseKind | None:
    """The kind that the words tell of; None where they tell of none."""
    reading = read_intent(details)
    if reading is not None and reading.intent is Intent.MANAGER:
        return CaseKind.COMPLAINT
    kinds = [kind for kind in CaseKind if reading is not None and reading.intent == kind.value]
    return kinds[0] if kinds else None

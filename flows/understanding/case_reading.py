"""Of which class a reported case is, how urgent, and where: what rules know, then the models.

The resident confirms the class (R29); staff can change both, and the models learn from it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.understanding.danger import Danger
from flows.understanding.message_reading import Alarm, alarm
from flows.understanding.model import Guess, model
from flows.understanding.ngrams import ngrams
from flows.understanding.places import read_location
from flows.understanding.words import STORIES_REMEMBERED

REPAIRED = (CaseClass.FACILITY, CaseClass.SAFETY)
"""A repair is one of facilities or of safety."""

_SAFETY_BEFORE_ALL = frozenset({Danger.FIRE, Danger.GAS, Danger.CRIME, Danger.EXPLOSION})
_CLASSES = {
    Danger.ELECTRICITY: (CaseClass.SAFETY,),
    Danger.CRIME: (CaseClass.SAFETY,),
    Danger.EXPLOSION: (CaseClass.SAFETY,),
    Danger.WATER: (CaseClass.FACILITY,),
    Danger.TRAPPED: REPAIRED,
    Danger.COLLAPSE: (*REPAIRED, CaseClass.MANAGEMENT),
    Danger.INJURY: (CaseClass.OTHER, CaseClass.SERVICE, *REPAIRED),
}
"""Of which classes a danger is; the burst pipe is the facilities', the resident's heart none's."""

_NOT_AN_EMERGENCY = (Urgency.KEY, Urgency.NORMAL)


@dataclass(frozen=True)
class CaseReading:
    """Class, urgency and place (a code such as `8-1-302`), how sure the class is, and why."""

    case_class: CaseClass
    urgency: Urgency
    location: str | None
    confidence: float
    why: str


def read_case(text: str, kind: CaseKind | None = None) -> CaseReading:
    """The likeliest class, the urgency and the place of what was reported."""
    pieces = ngrams(text)
    danger = alarm(text, pieces)
    guess = _class_of(pieces, _among(kind, danger))
    urgency, why = _urgency_of(pieces, danger)
    reasons = f"class by {guess.why}; urgency by {why}"
    return CaseReading(
        CaseClass(guess.label), urgency, read_location(text), guess.confidence, reasons
    )


@lru_cache(STORIES_REMEMBERED)
def class_of(text: str, kind: CaseKind) -> CaseClass:
    """The likeliest of the five classes; a repair is one of facilities or of safety."""
    pieces = ngrams(text)
    return CaseClass(_class_of(pieces, _among(kind, alarm(text, pieces))).label)


@lru_cache(STORIES_REMEMBERED)
def urgency_of(text: str) -> Urgency:
    """How soon a report wants to be handled."""
    pieces = ngrams(text)
    return _urgency_of(pieces, alarm(text, pieces))[0]


def _among(kind: CaseKind | None, danger: Alarm | None) -> tuple[CaseClass, ...]:
    """The classes that a case may be of: what kind of danger it is leaves few."""
    allowed = REPAIRED if kind is CaseKind.REPAIR else tuple(CaseClass)
    found = danger.dangers if danger else frozenset()
    if not found.isdisjoint(_SAFETY_BEFORE_ALL):
        return (CaseClass.SAFETY,)
    possible = {one for each in found for one in _CLASSES.get(each, allowed)}
    return tuple(one for one in allowed if one in possible) or allowed


def _class_of(pieces: Collection[str], among: Collection[CaseClass]) -> Guess:
    guess = model("class").guess(pieces, among)
    if guess.because:
        return guess
    # Nothing is known of these words: the commonest class of what breaks, else of what remains.
    label = CaseClass.FACILITY if CaseClass.OTHER not in among else CaseClass.OTHER
    return replace(guess, label=label)


def _urgency_of(pieces: Collection[str], danger: Alarm | None) -> tuple[Urgency, str]:
    if danger is not None:
        return Urgency.EMERGENCY, danger.why
    guess = model("urgency").guess(pieces, _NOT_AN_EMERGENCY)
    return Urgency(guess.label), guess.why

"""Of which class a reported case is, how urgent, and where: what rules know, then the models.

The resident confirms the class (R29); staff can change both, and the models learn from it.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.understanding.danger import Danger
from flows.understanding.message_reading import Alarm, alarm
from flows.understanding.model import EMERGENCY, Guess, likelihoods, model
from flows.understanding.ngrams import seen
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

_WISH = re.compile(
    r"^\s*(?:我?们?[要想]?(?:投[诉訴]|[报報]修|反映)(?:一?下)?)[\s,，:：。]*(?=\w{2})"
)
"""我要投诉 tells nothing of the class that what follows is of."""

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
    danger = alarm(text)
    guess = _class_of(text, kind, danger)
    urgency, why = _urgency_of(text, danger)
    reasons = f"class by {guess.why}; urgency by {why}"
    return CaseReading(
        CaseClass(guess.label), urgency, read_location(text), guess.confidence, reasons
    )


@lru_cache(STORIES_REMEMBERED)
def class_of(text: str, kind: CaseKind) -> CaseClass:
    """The likeliest of the five classes; a repair is one of facilities or of safety."""
    return CaseClass(_class_of(text, kind, alarm(text)).label)


@lru_cache(STORIES_REMEMBERED)
def urgency_of(text: str) -> Urgency:
    """How soon a report wants to be handled."""
    return _urgency_of(text, alarm(text))[0]


def _among(kind: CaseKind | None, danger: Alarm | None) -> tuple[CaseClass, ...]:
    """The classes that a case may be of: what kind of danger it is leaves few."""
    allowed = REPAIRED if kind is CaseKind.REPAIR else tuple(CaseClass)
    found = danger.dangers if danger else frozenset()
    if not found.isdisjoint(_SAFETY_BEFORE_ALL):
        return (CaseClass.SAFETY,)
    possible = {one for each in found for one in _CLASSES.get(each, allowed)}
    return tuple(one for one in allowed if one in possible) or allowed


def _class_of(text: str, kind: CaseKind | None, danger: Alarm | None) -> Guess:
    among = _among(kind, danger)
    pieces = seen(_WISH.sub("", text))
    classes = {
        label: told.case_class
        for label, told in model().told.items()
        if told.case_class in among and (told.urgency == EMERGENCY) is (danger is not None)
    }
    guess = model().guess(likelihoods(pieces), pieces, classes)
    if guess.because:
        return guess
    # Nothing is known of these words: the commonest class of what breaks, else of what remains.
    label = CaseClass.FACILITY if CaseClass.OTHER not in among else CaseClass.OTHER
    return replace(guess, label=label)


def _urgency_of(text: str, danger: Alarm | None) -> tuple[Urgency, str]:
    if danger is not None:
        return Urgency.EMERGENCY, danger.why
    pieces = seen(text)
    told = model().told.items()
    urgencies = {label: one.urgency for label, one in told if one.urgency in _NOT_AN_EMERGENCY}
    guess = model().guess(likelihoods(pieces), pieces, urgencies)
    return Urgency(guess.label), guess.why

"""Of which class a reported case is, how urgent, and where: what rules know, then the models.

The resident confirms the class (R29); staff can change both, and the models learn from it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.understanding.message_reading import alarm
from flows.understanding.model import Guess, model
from flows.understanding.ngrams import ngrams
from flows.understanding.places import read_location

REPAIRED = (CaseClass.FACILITY, CaseClass.SAFETY)
"""A repair is one of facilities or of safety."""

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
    guess = _class_of(pieces, REPAIRED if kind is CaseKind.REPAIR else tuple(CaseClass))
    urgency, why = _urgency_of(text, pieces)
    reasons = f"class by {guess.why}; urgency by {why}"
    return CaseReading(
        CaseClass(guess.label), urgency, read_location(text), guess.confidence, reasons
    )


def class_of(text: str, kind: CaseKind) -> CaseClass:
    """The likeliest of the five classes; a repair is one of facilities or of safety."""
    among = REPAIRED if kind is CaseKind.REPAIR else tuple(CaseClass)
    return CaseClass(_class_of(ngrams(text), among).label)


def urgency_of(text: str) -> Urgency:
    """How soon a report wants to be handled."""
    return _urgency_of(text, ngrams(text))[0]


def _class_of(pieces: Collection[str], among: Collection[CaseClass]) -> Guess:
    guess = model("class").guess(pieces, among)
    if guess.because:
        return guess
    # Nothing is known of these words: the commonest class of what breaks, else of what remains.
    label = CaseClass.FACILITY if CaseClass.OTHER not in among else CaseClass.OTHER
    return replace(guess, label=label)


def _urgency_of(text: str, pieces: Collection[str]) -> tuple[Urgency, str]:
    danger = alarm(text, pieces)
    if danger is not None:
        return Urgency.EMERGENCY, danger[1]
    guess = model("urgency").guess(pieces, _NOT_AN_EMERGENCY)
    return Urgency(guess.label), guess.why

"""An open question as the readers of answers see it, and what they make of an answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class QuestionKind(StrEnum):
    """What kind of value a question wants."""

    SCALE5 = "scale5"
    SATISFACTION = "satisfaction"
    CHOICE = "choice"
    YESNO = "yesno"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True)
class Question:
    """What was asked: its kind, its words, the options as shown, and when it was answered.

    `now` is the estate's local time without an offset; only dates need it.
    """

    kind: QuestionKind
    text: str = ""
    options: tuple[str, ...] = ()
    now: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What was read.

    `value` None: ask again. It is the Simplified label of a satisfaction, the option's text
    exactly, "yes" or "no", a number, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, or the trimmed text.
    `remark` is what else was said; `part` the part of the day where a date has no clock time:
    morning, afternoon or evening. `why` names the rule, for operators.
    """

    value: str | int | float | None
    remark: str = ""
    part: str | None = None
    why: str = ""


def unclear(why: str) -> Answer:
    """Nothing that could be taken for an answer without guessing."""
    return Answer(None, why=why)

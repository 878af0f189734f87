"""记录 #12 通了 住户说好了: one attempt at a call or visit, as staff type it."""

import re
from dataclasses import dataclass

from flows.understanding.staff_words import read_without_appointment
from flows.understanding.words import same_length

_LINE = re.compile(
    r"^(?:记录|record)\s*(?:任务)?\s*[#＃]?\s*(?P<task>\d{1,9})\s*(?P<rest>.*)$", re.DOTALL
)
_NOT_REACHED = re.compile(
    r"^(?:没(?:打)?通|未通|没接|没人接|无人接听?|没人|不在家?|联系不上|没联系上|关机|空号"
    r"|not? reached|no answer)"
)
_REACHED = re.compile(r"^(?:打?通了?|接了|已联系|联系上了?|见到了?|已上门|reached)")
_DENIED = re.compile(r"^(?:评价)?(?:不属实|不是本人|未评价|not? true)")
_CONFIRMED = re.compile(r"^(?:评价)?(?:属实|true)")
_TASK = re.compile(r"^(?:任务|任務|task)\s*[#＃]?\s*(?P<task>\d{1,9})$")
_MARKS = " \t\n:：,，。.、;；"


@dataclass(frozen=True)
class TaskLine:
    """The task, whether somebody was reached (None: the line does not say), and what came of it.

    `without_appointment` is why a visit took place that nobody had agreed on (R56). `confirmed` is
    whether the resident called an earlier rating true, where the line says so (R22).
    """

    task_id: int
    reached: bool | None
    outcome: str
    without_appointment: str = ""
    confirmed: bool | None = None


def read_task_line(text: str) -> TaskLine | None:
    """Read a line that begins with 记录 and a number; None for any other."""
    written = text.strip()
    found = _LINE.match(same_length(written))
    if found is None:
        return None
    said_after, why = read_without_appointment(written[found.start("rest") :])
    rest = said_after.strip(_MARKS)
    for reached, pattern in ((False, _NOT_REACHED), (True, _REACHED)):
        said = pattern.match(same_length(rest))
        if said is not None:
            outcome = rest[said.end() :].strip(_MARKS) or rest
            return TaskLine(int(found["task"]), reached, outcome, why, _confirmed(outcome))
    return TaskLine(int(found["task"]), None, rest, why)


def read_task_view(text: str) -> int | None:
    """任务 12: the number of the task that somebody wants to see; None for any other line."""
    found = _TASK.match(same_length(text.strip()))
    return None if found is None else int(found["task"])


def _confirmed(outcome: str) -> bool | None:
    said = same_length(outcome)
    if _DENIED.match(said):
        return False
    return True if _CONFIRMED.match(said) else None

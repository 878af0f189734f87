"""Which of several cases a line of staff means, or whether two are one: answered by a digit."""

from dataclasses import dataclass

from flows.engine.ask import Flow
from flows.engine.choices import Pick
from flows.talks.results import LineMeant
from flows.wording.say import plain, say


@dataclass(frozen=True)
class WhichSeed:
    """The whole line that each option stands for, and how the option is shown.

    An empty line stands for none of them; `is_same` asks whether a report is the same as others.
    """

    lines: tuple[tuple[str, str], ...]
    is_same: bool = False


def staff_which(seed: WhichSeed) -> Flow[LineMeant]:
    """One digit, or the number of the case."""
    prompt = say("which.same") if seed.is_same else say("which.case")
    choices = tuple((line, plain(label)) for line, label in seed.lines)
    line = yield from Pick("which", prompt, choices)
    return LineMeant(line)

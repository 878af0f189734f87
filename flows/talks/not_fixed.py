"""Not fixed, said outside the revisit's question, where more than one case may be meant."""

from dataclasses import dataclass

from flows.engine.ask import Flow
from flows.engine.choices import Pick
from flows.rules.vocabulary import CaseKind
from flows.talks.results import Begin, NotFixed, Talk
from flows.talks.telling import Telling
from flows.wording.say import plain, say

ANOTHER = "another"
"""The option for what is no case yet."""


@dataclass(frozen=True)
class NotFixedSeed:
    """The cases that may be meant: number and what each is about."""

    cases: tuple[tuple[str, str], ...] = ()


def not_fixed(seed: NotFixedSeed) -> Flow[NotFixed | Begin]:
    """Which case is meant, or is it another matter."""
    said = yield from Telling("details", say("report.what_repair"))
    choices = [(number, plain(f"{number} {about}")) for number, about in seed.cases]
    choices.append((ANOTHER, say("not_fixed.another")))
    number = yield from Pick("case", say("not_fixed.which"), choices=tuple(choices))
    if number == ANOTHER:
        return Begin(Talk.REPORT, said, CaseKind.REPAIR)
    return NotFixed(number, said)

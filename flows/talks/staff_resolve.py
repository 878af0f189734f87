"""完成 in the staff's chat: the three fields that R41 asks for, one by one."""

from dataclasses import dataclass

from flows.engine.ask import Flow
from flows.engine.questions import Text
from flows.talks.results import Resolution
from flows.wording.say import say


@dataclass(frozen=True)
class ResolveSeed:
    """The case that is done."""

    number: str


def staff_resolve(seed: ResolveSeed) -> Flow[Resolution]:
    """Result, measures, improvement."""
    result = yield from Text("result", say("resolve.result", number=seed.number))
    measures = yield from Text("measures", say("resolve.measures", number=seed.number))
    improvement = yield from Text("improvement", say("resolve.improvement", number=seed.number))
    return Resolution(seed.number, result, measures, improvement)

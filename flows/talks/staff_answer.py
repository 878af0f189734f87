"""回复 in the staff's chat: what the resident is to be told."""

from dataclasses import dataclass

from flows.engine.ask import Flow
from flows.engine.questions import Text
from flows.talks.results import StaffAnswer
from flows.wording.say import say


@dataclass(frozen=True)
class AnswerSeed:
    """The case that is answered."""

    number: str


def staff_answer(seed: AnswerSeed) -> Flow[StaffAnswer]:
    """One text, sent to the resident as it stands."""
    text = yield from Text("text", say("answer.text", number=seed.number))
    return StaffAnswer(seed.number, text)

"""An enquiry that the house can answer by itself, and whether that answered it."""

from dataclasses import dataclass

from flows.engine.ask import Flow
from flows.engine.choices import YesNo
from flows.talks.results import Answered
from flows.wording.say import plain, say


@dataclass(frozen=True)
class EnquirySeed:
    """The question, and the answer of the knowledge file in the asker's language."""

    question: str
    answer: str


def enquiry(seed: EnquirySeed) -> Flow[Answered]:
    """Say what the file says; who is not helped by it gets a person."""
    helped = yield from YesNo(
        "helped",
        say("enquiry.answer", answer=plain(seed.answer)),
        yes=say("enquiry.helped"),
        no=say("enquiry.human"),
    )
    return Answered(seed.question, helped)

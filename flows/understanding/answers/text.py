"""An answer in somebody's own words: kept as it was written."""

from flows.understanding.answers.question import Answer, Question, unclear

_AROUND = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\ufe0e\ufe0f"


def read(question: Question, said: str) -> Answer:  # noqa: ARG001  any question may be answered
    """What was written, without white space and invisible characters around it."""
    text = said
    while (shorter := text.strip().strip(_AROUND)) != text:
        text = shorter
    return Answer(text, why="verbatim") if text else unclear("empty")

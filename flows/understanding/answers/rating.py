"""A rating from 1 to 5: in digits, words or stars; full marks; the corrected one counts."""

import re
from dataclasses import replace
from functools import cache

from flows.understanding.answers.parts import RATHER, Part, links, parts, questions
from flows.understanding.answers.plain import plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.remarks import remark_beside
from flows.understanding.answers.scanning import Scanner
from flows.understanding.answers.scores import LEAST, MOST, scores
from flows.understanding.answers.settling import Doubtful, settled

_NO = re.compile(r"不是|不系|唔系|不|唔|no|nope|nah|not")


def read(question: Question, said: str) -> Answer:  # noqa: ARG001  the scale is always 1 to 5
    """The whole number from 1 to 5 that is meant."""
    message = plain(said)
    found = _with_corrections(message.words, parts(message, _scanner()))
    try:
        left = settled(scores(message.words, found), found)
    except Doubtful as doubt:
        return unclear(doubt.why)
    values = {one.value for one in left}
    if len(values) > 1:
        return unclear("two_values")
    value = values.pop()
    if value is None or not LEAST <= value <= MOST:
        return unclear("out_of_range")
    spans = tuple((one.start, one.end) for one in left)
    return Answer(int(value), remark_beside(message, found, spans), why="score")


def _with_corrections(words: str, found: tuple[Part, ...]) -> tuple[Part, ...]:
    """A bare no between two ratings takes the first one back: 三分，唔系，两分."""
    return tuple(
        replace(part, links=part.links | {RATHER})
        if _NO.fullmatch(words[part.start : part.end].strip())
        else part
        for part in found
    )


@cache
def _scanner() -> Scanner:
    return Scanner(links(), questions())

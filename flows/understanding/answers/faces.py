"""Answers that are given in pictures alone: 👍, 😡, or the [强] that WeChat writes for one."""

from enum import StrEnum
from functools import cache

from flows.understanding.answers.asides import is_aside
from flows.understanding.answers.plain import Plain
from flows.understanding.answers.scanning import Scanner
from flows.understanding.lexicon.loading import lexicon


class Face(StrEnum):
    """The headings of emoji.txt."""

    THUMBS_UP = "thumbs_up"
    THUMBS_DOWN = "thumbs_down"
    DELIGHTED = "delighted"
    PLEASED = "pleased"
    UNMOVED = "unmoved"
    DISPLEASED = "displeased"
    RAISED_HAND = "raised_hand"


def faces(message: Plain) -> tuple[Face, ...]:
    """The pictures of a message that is made of nothing else but courtesy; otherwise none."""
    marks = _scanner().scan(message.words)
    left, at = "", 0
    for mark in marks:
        left += message.words[at : mark.start]
        at = mark.end
    left += message.words[at:]
    return tuple(Face(mark.heading) for mark in marks) if is_aside(left) else ()


@cache
def _scanner() -> Scanner:
    return Scanner(lexicon("emoji", Face))

"""A rating from 1 to 5: in digits, words or stars; full marks; the corrected one counts."""

import re
from dataclasses import replace
from functools import cache

from flows.understanding.answers.numerals import Numeral, numeral_at, numerals
from flows.understanding.answers.parts import RATHER, Part, links, parts, questions
from flows.understanding.answers.plain import plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.remarks import remark_beside
from flows.understanding.answers.scanning import Scanner
from flows.understanding.answers.scores import LEAST, MOST, Score, scores
from flows.understanding.answers.settling import Doubtful, settled

_CONCLUDES = re.compile(
    r"(?:(?:那就|就|算|还是|折中|综合|平均|^|[,。!~… ])(?:我|给|打|俾|畀|个|整|来|取)*"
    r"(?P<said>[1-5]|[一二两三四五])(?:分|[颗粒]?星)?(?:吧|算了|好了|得了呗?|算啦|啦|喇)"
    r"|\b(?:so|call it|lets say|make it|ill go (?:with|for))(?: ill| i| say| give| it| a| an| the)*"
    r" (?P<so>[1-5]|one|two|three|four|five)(?: points?| stars?)?(?=$|[,.!]))(?P<asked>[?吗])?"
)
"""那就四分吧, so 4: what somebody comes to who has weighed several."""
_COMPARES = re.compile(
    r"[^,。!0-9]{1,8}[1-5一二两三四五]分[,。!… ]*(?:(?!比|越)[^,。!0-9]){1,6}"
    r"(?:更|还要)(?:差|烂|糟|脏|乱|低|好|高)"
)
"""楼道2分，地库更差: two things are rated, and one of them by no number."""
_WEIGHS = re.compile(r"如果|要是|若|(?<!不行)的话")
_SHARE = re.compile(r"[值占]")
PARTS_LEAST = 2
"""So many ratings of parts at least make up a sum."""
_NO = re.compile(r"不是|不系|唔系|不|唔|no|nope|nah|not")


def read(question: Question, said: str) -> Answer:  # noqa: ARG001  the scale is always 1 to 5
    """The whole number from 1 to 5 that is meant."""
    message = plain(said)
    concluded = _concluded(message.words)
    if concluded is not None:
        found = parts(message, _scanner())
        return Answer(
            int(concluded.value or 0),
            remark_beside(message, found, ((concluded.start, concluded.end),)),
            why="concluded",
        )
    if _COMPARES.search(message.words):
        return unclear("two_values")
    found = _with_corrections(message.words, parts(message, _scanner()))
    try:
        left = settled(scores(message.words, found), found)
    except Doubtful as doubt:
        return unclear(doubt.why)
    left = _total(message.words, left)
    values = {one.value for one in left}
    if len(values) > 1:
        return unclear("two_values")
    value = values.pop()
    if value is None or not LEAST <= value <= MOST:
        return unclear("out_of_range")
    spans = tuple((one.start, one.end) for one in left)
    return Answer(int(value), remark_beside(message, found, spans), why="score")


def _total(words: str, left: tuple[Score, ...]) -> tuple[Score, ...]:
    """Only the sum, where the first one is the sum of the others: 两分，准时一分态度一分."""
    others = [one.value for one in left[1:] if one.value is not None]
    is_sum = len(others) >= PARTS_LEAST and left[0].value == sum(others)
    shares = (_SHARE.search(words, one.part.start, one.start) for one in left[1:])
    return left[:1] if is_sum and any(shares) else left


def _concluded(words: str) -> Numeral | None:
    """The rating that a message comes to behind others; None where it does not say so."""
    marks = list(_CONCLUDES.finditer(words))
    last = marks[-1] if marks else None
    if last is None or last["asked"]:
        return None
    name = "said" if last["said"] else "so"
    sentence = words[words.rfind("。", 0, last.start()) + 1 : last.start()]
    others = numerals(words, 0, last.start(name))
    if not others or (name == "said" and _WEIGHS.search(sentence)):
        return None
    return numeral_at(words, *last.span(name))


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

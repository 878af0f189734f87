"""A rating from 1 to 5: in digits, words or stars; full marks; the corrected one counts."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from types import MappingProxyType

from flows.understanding.answers.either_or import is_either_or
from flows.understanding.answers.hypothetical_scores import (
    conditions_closed,
    without_bounds,
    without_hypothetical,
    without_past,
    without_rest,
)
from flows.understanding.answers.numerals import Numeral, numeral_at, numerals
from flows.understanding.answers.of_others import of_the_writer
from flows.understanding.answers.parts import CONDITION, RATHER, Part, links, parts, questions
from flows.understanding.answers.plain import plain
from flows.understanding.answers.promised import is_promised
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.remarks import remark_beside
from flows.understanding.answers.scanning import Scanner
from flows.understanding.answers.scores import LEAST, MOST, Score, scores
from flows.understanding.answers.settling import Doubtful, settled

_CONCLUDES = re.compile(
    r"(?:(?:那就|就|算|还是|折中|综合|平均|^|[,。!~… ])(?:我|给|打|俾|畀|个|整|来|取)*"
    r"(?P<said>[1-5]|[一二两三四五])(?:分|[颗粒]?星)?(?:吧|算了|好了|得了呗?|算啦|啦|喇)"
    r"|(?:那就|(?<!不是)(?<!也)就)(?:我|给|打|俾|畀|个)*(?P<last>[1-5]|[一二两三四五])"
    r"(?:(?:分|[颗粒]?星)|(?<=那就[1-5]))(?=[。!~… ]*$)"
    r"|\b(?:so|call it|lets say|make it|ill go (?:with|for))(?: ill| i| say| give| it| a| an| the)*"
    r" (?P<so>[1-5]|one|two|three|four|five)(?: points?| stars?)?(?=$|[,.!]))(?P<asked>[?吗])?"
)
"""那就四分吧, so 4: what somebody comes to who has weighed several."""
_EACH_IF = re.compile(r"就(?:给|打|是)?[1-5一二两三四五](?:分|[颗粒]?星)")
"""准时就五分，迟到就三分: each hangs on something."""
_COMPARES = re.compile(
    r"[^,。!0-9]{1,8}[1-5一二两三四五]分[,。!… ]*(?:(?!比|越)[^,。!0-9]){1,6}"
    r"(?:更|还要)(?:差|烂|糟|脏|乱|低|好|高)"
)
"""楼道2分，地库更差: two things are rated, and one of them by no number."""
_OR = re.compile(
    r"(?<![\d.])(?:[1-5]|[一二两三四五])(?:分|[颗粒]?星)?(?:还是|或者?是?|定系)(?:[1-5]|[一二两三四五])"
)
_WEIGHS = re.compile(r"如果|要是|要不是|若|(?<!不行)的话")
_IS_NOT = re.compile(
    r"(?:是|要|选|打|给|系)(?P<said>[1-5]|[一二两三四五])(?:分|[颗粒]?星)?[, ]?"
    r"(?:而)?(?:不是|不要|唔系|不选)(?:[1-5]|[一二两三四五])(?:分|[颗粒]?星)?(?=$|[,.!。~了啦喇])"
)
"""是3不是2: which of two is meant."""
_LEGEND = re.compile(
    r"(?P<value>[1-5])\s*(?:分|[颗粒]?星|stars?|points?)?\s*(?:=|:|-|是|为|代表|表示|最代表|is|means|being)?\s*"
    r"(?P<label>[\u3400-\u9fff]{1,6}|[a-z]+(?: [a-z]+){0,2})(?=\s*(?:[,.;)、/]|$))"
)
"""1 = poor, 5 = excellent: what the question says of a number says the number."""
_SHARE = re.compile(r"[值占给]|\b(?:for|on)\b")
_BESIDE = re.compile(r"[^\w]|[啊呀吧啦喇咯呢的了]$")
QUESTIONS_KEPT = 64
PARTS_LEAST = 2
"""So many ratings of parts at least make up a sum."""
_SCALE_IF = re.compile(r"(?:分制|[到至~-](?:5|五)分?|满分)的话,?$")
_NO = re.compile(r"不是|不系|唔系|不|唔|no|nope|nah|not")

_NO_MORE = re.compile(r"算了(?=[^\s,。!?~…吧])|(?:再|仔细)?(?:想想|一想)[,还]?还?是?")
"""打四分……算了鞋印踩一地，三分: what stands behind it counts."""


def read(question: Question, said: str) -> Answer:
    """The whole number from 1 to 5 that is meant; in words of the question, if it has some."""
    message = plain(said)
    concluded = _concluded(message.words)
    if concluded is not None and not is_promised(message.words, concluded.start):
        found = parts(message, _scanner())
        return Answer(
            int(concluded.value or 0),
            remark_beside(message, found, ((concluded.start, concluded.end),)),
            why="concluded",
        )
    told = _by_legend(question.text, message.words)
    if told is not None:
        return Answer(told, why="legend")
    if _COMPARES.search(message.words) or is_either_or(message.words) or _OR.search(message.words):
        return unclear("two_values")
    found = _with_corrections(message.words, parts(message, _scanner()))
    try:
        left = _meant(message.words, found, question)
    except Doubtful as doubt:
        return unclear(doubt.why)
    left = without_rest(message.words, _total(message.words, left))
    values = {one.value for one in left}
    if len(values) > 1:
        return unclear("two_values")
    value = values.pop()
    if value is None or not LEAST <= value <= MOST:
        return unclear("out_of_range")
    spans = tuple((one.start, one.end) for one in left)
    return Answer(int(value), remark_beside(message, found, spans), why="score")


def _meant(words: str, found: tuple[Part, ...], question: Question) -> tuple[Score, ...]:
    """The scores that count. Raises Doubtful where none does."""
    all_named = scores(words, found)
    named = of_the_writer(words, plain(question.text).words, all_named)
    if all_named and not named:
        raise Doubtful("of_others")
    real = without_past(words, without_hypothetical(words, without_bounds(words, named), found))
    if named and not real:
        raise Doubtful("condition")
    closed = dict(zip(found, conditions_closed(real, found), strict=True))
    return settled(
        [replace(one, part=closed.get(one.part, one.part)) for one in real], tuple(closed.values())
    )


def _by_legend(asked: str, words: str) -> int | None:
    said = _BESIDE.sub("", words)
    return _legend(asked).get(said) if said else None


@lru_cache(maxsize=QUESTIONS_KEPT)
def _legend(asked: str) -> Mapping[str, int]:
    pairs = _LEGEND.finditer(plain(asked).words)
    return MappingProxyType({_BESIDE.sub("", one["label"]): int(one["value"]) for one in pairs})


def _total(words: str, left: tuple[Score, ...]) -> tuple[Score, ...]:
    """Only the sum, where the first one is the sum of the others: 两分，准时一分态度一分."""
    others = [one.value for one in left[1:] if one.value is not None]
    is_sum = len(others) >= PARTS_LEAST and left[0].value == sum(others)
    shares = (_SHARE.search(words, one.part.start, one.part.end) for one in left[1:])
    return left[:1] if is_sum and any(shares) else left


def _concluded(words: str) -> Numeral | None:
    """The rating that a message comes to behind others; None where it does not say so."""
    if chosen := _IS_NOT.search(words):
        return numeral_at(words, *chosen.span("said"))
    marks = list(_CONCLUDES.finditer(words))
    last = marks[-1] if marks else None
    if last is None or last["asked"]:
        return None
    name = next(one for one in ("said", "last", "so") if last[one])
    sentence = words[words.rfind("。", 0, last.start()) + 1 : last.start()]
    others = numerals(words, 0, last.start(name))
    if name == "last" and _EACH_IF.search(words, 0, last.start(name) - 1):
        return None
    if not others or (name != "so" and _WEIGHS.search(sentence)):
        return None
    return numeral_at(words, *last.span(name))


def _with_corrections(words: str, found: tuple[Part, ...]) -> tuple[Part, ...]:
    """A bare no between two ratings takes the first one back: 三分，唔系，两分."""
    found = tuple(
        replace(part, links=part.links - {CONDITION})
        if _SCALE_IF.search(words, 0, part.start)
        else part
        for part in found
    )
    return tuple(
        replace(part, links=part.links | {RATHER})
        if _NO.fullmatch(words[part.start : part.end].strip()) or _NO_MORE.match(words, part.start)
        else part
        for part in found
    )


@cache
def _scanner() -> Scanner:
    return Scanner(links(), questions())

"""Scores in stars and letters: ⭐x4, yi分, tree star, a lonely 1."""

import re
from collections.abc import Iterator
from functools import cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.numerals import numeral_at
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.loading import lexicon
from flows.understanding.numbers import whole_number

SPELT = ("spelt_one", "spelt_two", "spelt_three", "spelt_four", "spelt_five")
ADJECTIVES = "adjectives"
HEADINGS = (*SPELT, ADJECTIVES)

_STAR = "[★⭐🌟✭✮✯🌠]"
_STARS_TIMES = re.compile(
    rf"(?<!{_STAR}){_STAR}\s*[x×*乘]?\s*(?P<behind>[1-5一二两三四五])(?![\d.点楼号层栋次个天年月])"
    rf"|(?P<before>(?<![\d.])[1-5一二两三四五])\s*(?:[x×*乘]|个|颗|粒)?\s*{_STAR}(?!{_STAR})"
)
_ASTERISKS = re.compile(r"(?<![\w*])\*{2,5}(?![\w*])")
_SPARKS = re.compile(
    r"\W{0,4}?(?P<sparks>✨{1,5})(?:就这|只有?这?|给你们?|俩|两个|仨|些|么多|吧|了|\W)*"
)
"""A spark is a star only where nothing else is said."""
_UNIT = r"(?:\s?(?:fen|xing|ke)(?![a-z])|\s?[分颗星]|\s(?:na )?(?:stars?|points?|pts)(?![a-z]))"


def spelt_scores(words: str, part: Part) -> Iterator[Candidate[float | None]]:
    """The scores of a part that no numeral with its unit tells."""
    for found in _STARS_TIMES.finditer(words, part.start, part.end):
        value = whole_number(found["behind"] or found["before"]) or 0
        yield Candidate(float(value), found.start(), found.end(), part)
    if (sparks := _SPARKS.fullmatch(words)) is not None and part.start <= sparks.start("sparks"):
        yield Candidate(float(len(sparks["sparks"])), *sparks.span("sparks"), part)
    for found in _ASTERISKS.finditer(words, part.start, part.end):
        yield Candidate(float(len(found[0])), found.start(), found.end(), part)
    if not any("a" <= one <= "z" for one in words[part.start : part.end]):
        return
    for value, pattern in enumerate(_spelt(), start=1):
        for found in pattern.finditer(words, part.start, part.end):
            yield Candidate(float(value), found.start(), found.end(), part)
    start = skip_leads(words, part.start, part.end)
    described = _described().match(words, start, part.end) or _described().match(
        words, part.start, part.end
    )
    if described is None or skip_tail(words, described.end(), part.end) < part.end:
        return
    numeral = numeral_at(words, described.start("number"), described.end())
    whole = LONE if numeral is None else numeral.whole
    yield Candidate(
        None if whole is None else float(whole), described.start(), described.end(), part
    )


LONE = 1
"""A single star is one."""


def spans_of_stars(words: str) -> list[tuple[int, int]]:
    """Where a sign for a star is counted by a number beside it."""
    return [found.span() for found in _STARS_TIMES.finditer(words)]


@cache
def _spelt() -> tuple[re.Pattern[str], ...]:
    phrases = lexicon("score_words", HEADINGS)
    return tuple(
        re.compile(rf"(?<![a-z])(?:{'|'.join(phrases[heading])}){_UNIT}") for heading in SPELT
    )


@cache
def _described() -> re.Pattern[str]:
    """A number that an adjective comes before: a lonely 1, one measly star."""
    adjectives = "|".join(
        sorted(lexicon("score_words", HEADINGS)[ADJECTIVES], key=len, reverse=True)
    )
    return re.compile(
        rf"(?:its |thats |give it |just |only |with )*(?:(?:an?|one|the|my) )?"
        rf"(?:(?:{adjectives})[ ,]+){{1,3}}"
        r"(?P<number>(?:[1-5]|one|two|three|four|five)(?: (?:stars?|points?))?|star)(?![a-z\d])"
    )

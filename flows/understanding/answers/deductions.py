"""Ratings told by what is taken off full marks: 差一分就圆满了, 扣一分, minus one for the noise."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.understanding.answers.asides import is_aside
from flows.understanding.answers.numerals import numeral_at
from flows.understanding.answers.parts import BEFORE, FUTURE, Part
from flows.understanding.answers.settling import Candidate

MOST = 5
OFF_MOST = 4

_NUMBER = r"[\d一二两三四五六七八九十百]+"
_SHORT = re.compile(
    rf"(?:(?:差|少|欠)(?P<before>{_NUMBER})分(?:就|才|到|没)?(?:是|到|够|能)?"
    r"(?:满|圆满|完美|五分|5分)"
    rf"|比(?:满分|最高[分档]?|[5五]分?)(?:少|低|差)(?:了|个|那么)*(?P<behind>{_NUMBER})分?"
    r"|(?<!\d)(?:满分(?:是?[5五]分?)?|[5五](?:分|[颗粒个]?星| ?stars?)?|five(?: stars?)?)"
    r"(?:里头?|里面|当中|中)?[,\s]?"
    r"(?:我|要|得|先|就|只|给)*(?:扣[掉去除]?|减[掉去]?|去掉|拿掉|少给|minus|less|take off)\s?"
    r"(?:[他她它佢]们?|你们?|您|你哋|师傅|物业)?"
    rf"(?P<off>{_NUMBER}|one|two)(?![\d.])(?:分|[颗粒个]?星)?)"
    r"|\b(?P<base>[2-5]|two|three|four|five)(?: stars?)? minus (?P<less>[1-4]|one|two|three)\b"
)
"""差一分就圆满了 is four, and so are 比5少1 and 满分扣一分."""
_LATIN_N = r"an?|one|two|three|[1-4]"
_LATIN_UNIT = r"(?: (?:stars?|points?|marks?))?"
_WHY = r"(?=$|[,.!;]| (?:for|because|as|cos|since|due|of))"
_OFF = re.compile(
    r"(?:^|(?<=[,。.!?~… ]))"
    r"(?:我|就|只好?|只能|不得不|先|要|得|必须|给|还是|仅|才|最多|那|可以|系|都系|忍痛)*"
    r"(?:扣[掉去除了]?|减[掉去了]?|少[给了打]?|拿掉|去掉|留"
    r"|[^\W\d_a-z再别不未没会要就如若资钱费奖上次一二三四五两]{1,6}扣[掉去除了]?)"
    r"(?:[他她它佢]|你们?|您|你哋|师傅|物业)?"
    r"(?P<han>[1-4一二两三四])(?:分|[颗粒个]?星|[颗粒])(?:吧|了|啦|喇|喽|咯|好了|意思意思)*"
    r"(?=$|[,。.!;~… ]|因|嫌|怕|扣在|给)"
    r"|(?:^|(?<=[,.!;] )|(?<=[,.!;])|(?<=but ))"
    r"(?:i |id |ill |we |have to |had to |must |just |only |but |would )*"
    r"(?:minus|less|dock(?:ing|ed)?|deduct(?:ing|ed)?|knock(?:ing|ed)?(?: off)?"
    r"|tak(?:e|ing)(?: off)?|took(?: off)?|los(?:e|es|t|ing)|subtract)"
    rf"(?: (?:them|it|him|her|you))? (?P<latin>{_LATIN_N}){_LATIN_UNIT}(?: off)?{_WHY}"
    rf"|(?:^|(?<=[,.!;] )|(?<=just ))(?P<short>{_LATIN_N}){_LATIN_UNIT} "
    rf"(?:off|less|short|deducted|docked|taken off){_WHY}"
)
_OFFS = {"a": 1, "an": 1}


def short_of_full(words: str, found: Sequence[Part]) -> Candidate[float | None] | None:
    """The score that is told by how far it is from full marks, those named; None without one."""
    short = _SHORT.search(words)
    if short is None:
        return None
    numeral = numeral_at(words, short.start(short.lastgroup or 0), short.end())
    whole = None if numeral is None else numeral.whole
    base = numeral_at(words, *short.span("base")) if short["base"] else None
    most = MOST if base is None or base.whole is None else base.whole
    part = next(part for part in found if part.opens <= short.start() < part.end)
    part = replace(part, links=part.links - {BEFORE, FUTURE})
    left = None if whole is None else float(most - whole)
    return Candidate(left, short.start(), short.end(), part)


def taken_off(words: str, found: Sequence[Part]) -> Candidate[float | None] | None:
    """Full marks without the only thing that a message takes off; None where it is not one.

    A mere 扣一分 says too little: it may be one more.
    """
    marks = list(_OFF.finditer(words))
    if len(marks) != 1:
        return None
    written = marks[0][marks[0].lastgroup or 0]
    numeral = numeral_at(written, 0, len(written))
    off = _OFFS.get(written) or (None if numeral is None else numeral.whole)
    part = next((one for one in found if one.opens <= marks[0].end() - 1 < one.end), None)
    if off is None or part is None or not off <= OFF_MOST:
        return None
    if is_aside(words[: marks[0].start()]) and is_aside(words[marks[0].end() :]):
        return None
    return Candidate(float(MOST - off), marks[0].start(), marks[0].end(), part)

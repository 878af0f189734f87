"""An option that is chosen by its place in the menu: 2, 选2, 第二个, 最后一项, the first one."""

import re
from functools import cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.numerals import Numeral, numeral_at
from flows.understanding.answers.parts import Part
from flows.understanding.answers.scanning import Mark, Scanner
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.loading import lexicon

FROM_THE_START = ("first", "second", "third", "fourth", "fifth")
FROM_THE_END = ("last", "second_last", "third_last")
MIDDLE, ALL, ALL_BUT = "middle", "all", "all_but"
HEADINGS = (*FROM_THE_START, *FROM_THE_END, MIDDLE, ALL, ALL_BUT)
DIGITS_MOST = 2
NOWHERE = 0
"""The place of an option that is not there: out of range, or between two."""

_UNIT = re.compile(r"\s*(?:个|号|项|档|种|条|样|款|选项|选)?(?:选项)?")
# What a number is counted in when it is no place in a menu: 3天, 2 hours, 5号楼, 3-4. Nor is 5分:
# whoever gives points gives five to the best, and the best stands first in the menu.
_COUNTED = re.compile(
    r"\s*(?:个?(?:小时|月|星期|钟|人|大人|孩)|[次天年月日点楼层栋幢座单室时块元毛万千百岁米户人位遍趟家部台间周半多几度倍成件把根盏斤公平折字句瓶滴碗%％回]"
    r"|[分星秒]|号楼|号门|(?:points?|stars?|hours?|days?|weeks?|months?|years?|times?|minutes?|mins?|people|am|pm|floors?|of"
    r"|guys|men|workers|visits|calls|trips|lifts|elevators|buildings|kids|dogs|cats|cars|leaks)\b"
    r"|[-~–—/:]\s*\d)"
)
_TIMES = re.compile(
    r"[次回趟遍天年月周层楼]|个?(?:星期|礼拜|月|小时|冬天|夏天)"
    r"| (?:week|day|night|morning|weekend|month|year|winter|summer|time|visit|call"
    r"|attempt|floor)s?\b"
)
"""第三次 and third week running count how often, and no option."""

_FORMAL = frozenset("壹贰叁肆伍")
"""Figures of a banknote: no word begins with one of them."""
_NUMBERING = re.compile(r"(?:序号|编号|#|prefer\b|would prefer\b|要不|不如)\s*")
_BETWEEN = re.compile(r"(?:[\s/+&,、~-]|或者|还是|以及|或|和|跟|与|同|至|到|and\b|or\b|to\b)*")


def places(words: str, parts: tuple[Part, ...], count: int) -> tuple[Candidate[int], ...]:
    """The places from 1 to `count` that a message names, NOWHERE for one that is not there."""
    found: dict[int, Candidate[int]] = {}
    for part in parts:
        start = skip_leads(words, part.start, part.end)
        if numbering := _NUMBERING.match(words, start, part.end):
            start = skip_leads(words, numbering.end(), part.end)
        for candidate in (
            *_numbered(words, part, start, count),
            *_worded(words, part, start, count),
        ):
            found.setdefault(candidate.start, candidate)
    inside = {start: one for start, one in found.items() if not is_long(words, one)} or found
    return tuple(inside[start] for start in sorted(inside))


def is_long(words: str, place: Candidate[int]) -> bool:
    """Whether a number is too long to be meant for a place: a room or a telephone."""
    return sum(character.isdigit() for character in words[place.start : place.end]) > DIGITS_MOST


def marks_of_all(words: str) -> tuple[Mark, ...]:
    """Where all options are meant, or all but some."""
    return _scanner_of_all().scan(words)


def _numbered(words: str, part: Part, start: int, count: int) -> list[Candidate[int]]:
    """A number at the head of a part, and those that follow it with nothing else between."""
    found: list[Candidate[int]] = []
    at = start
    while (numeral := _numeral_of_a_place(words, at, part.end)) is not None:
        whole = numeral.whole
        is_there = whole is not None and 1 <= whole <= count
        place = whole if is_there and whole is not None else NOWHERE
        found.append(Candidate(place, numeral.start, numeral.end, part))
        at = _BETWEEN.match(words, numeral.end, part.end).end()  # type: ignore[union-attr]
    return found


def _numeral_of_a_place(words: str, start: int, end: int) -> Numeral | None:
    """A number that counts nothing else, with its unit; or None."""
    at = start + words.startswith("第", start, end)
    numeral = numeral_at(words, at, end)
    if numeral is None or _COUNTED.match(words, numeral.end, end):
        return None
    if "点" in words[numeral.start : numeral.end]:
        return None  # 七点一到 is a time
    unit = _UNIT.match(words, numeral.end, end)
    behind = numeral.end if unit is None else unit.end()
    is_word = unit is not None and bool(unit[0].strip())
    is_digit = words[numeral.end - 1].isdigit() or words[numeral.end - 1] in _FORMAL
    if (is_word or not is_digit) and not _is_over(words, behind, end):
        return None
    return Numeral(numeral.value, start, behind)


def _is_over(words: str, start: int, end: int) -> bool:
    """Whether a numeral that is written as a word goes on as no other word: 一般 is no 一."""
    if start >= end or skip_tail(words, start, end) > start:
        return True
    return _BETWEEN.match(words, start, end).end() > start  # type: ignore[union-attr]


def _worded(words: str, part: Part, start: int, count: int) -> list[Candidate[int]]:
    mark = _scanner().mark_at(words, start, part.end) if start < part.end else None
    if mark is None or mark.heading == ALL or _TIMES.match(words, mark.end, part.end):
        return []
    return [Candidate(_place(mark, count), mark.start, mark.end, part)]


def _place(mark: Mark, count: int) -> int:
    if mark.heading in FROM_THE_START:
        place = FROM_THE_START.index(mark.heading) + 1
    elif mark.heading in FROM_THE_END:
        place = count - FROM_THE_END.index(mark.heading)
    else:
        place = (count + 1) // 2 if count % 2 else NOWHERE
    return place if 1 <= place <= count else NOWHERE


@cache
def _scanner() -> Scanner:
    phrases = lexicon("positions", HEADINGS)
    return Scanner({heading: phrases[heading] for heading in HEADINGS if heading != ALL_BUT})


@cache
def _scanner_of_all() -> Scanner:
    phrases = lexicon("positions", HEADINGS)
    return Scanner({heading: phrases[heading] for heading in (ALL, ALL_BUT)})

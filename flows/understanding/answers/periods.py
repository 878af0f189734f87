"""How often something is, in an option and in a message, as so many times in a year.

every other week is neither weekly nor monthly, 三个月一次 is as often as 每季度.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.positions import NOWHERE
from flows.understanding.answers.settling import Candidate
from flows.understanding.numbers import NUMERAL_CHARACTERS, either_digit, whole_number

OPTIONS_LEAST = 2
"""With fewer options that are periods a menu is one of other things."""
Often = tuple[float, float]
"""How many times a year at least and at most."""
Told = tuple[Often, int, int]
"""How often it is, and from where to where that stands."""

_IN_A_YEAR = {
    "天": 364.0, "日": 364.0, "晚": 364.0, "早": 364.0, "day": 364.0, "night": 364.0,
    "morning": 364.0, "evening": 364.0, "周": 52.0, "星期": 52.0, "礼拜": 52.0, "week": 52.0,
    "月": 12.0, "month": 12.0, "季度": 4.0, "季": 4.0, "quarter": 4.0,
    "年": 1.0, "year": 1.0,
}  # fmt: skip
_WORDS = {
    "daily": 364.0, "weekly": 52.0, "fortnightly": 26.0, "monthly": 12.0, "quarterly": 4.0,
    "yearly": 1.0, "annually": 1.0,
}  # fmt: skip
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "a": 1.0, "each": 1.0, "every": 1.0}
_SEVERAL = frozenset(("几", "several times", "a few times", "a couple of times", "few times"))
_LESS_OFTEN = 0.98
_SHARES = {"隔": 2.0, "半": 0.5, "half": 0.5, "semi": 0.5, "other": 2.0, "second": 2.0}
_UNKNOWN = (-1.0, -1.0)
"""bi-monthly is twice a month or every second one."""


def by_period(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """The options that are as often as a message says; NOWHERE for what none of them is.

    Nothing where the options are no periods, or the message tells how often in no such words.
    """
    often = menu_periods(options)
    if sum(one is not None for one in often) < OPTIONS_LEAST:
        return []
    return [
        Candidate(_place(told, often), start, end, part)
        for part in found
        for told, start, end in _told(words, part.opens, part.end)
        if not is_denied(words, part, start, end)
    ]


def _place(told: Often, often: Sequence[Often | None]) -> int:
    same = [place for place, one in enumerate(often, start=1) if one == told]
    holding = same or [
        place
        for place, one in enumerate(often, start=1)
        if one is not None and one[0] <= told[0] and told[1] <= one[1]
    ]
    return holding[0] if len(holding) == 1 else NOWHERE


@lru_cache(maxsize=MENUS_KEPT)
def menu_periods(options: tuple[str, ...]) -> tuple[Often | None, ...]:
    """How often each option is; empty where two are as often."""
    found = [list(_told(core, 0, len(core))) for core in map(core_of, options)]
    often = tuple(told[0][0] if len(told) == 1 else None for told in found)
    periods = [one for one in often if one is not None]
    return often if len(set(periods)) == len(periods) else ()


def _told(words: str, start: int, end: int) -> Iterator[Told]:
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(words, start, end):
            if all(match.end() <= first or last <= match.start() for first, last in taken):
                yield _often(match.groupdict()), *match.span()
                taken.append(match.span())


def _often(said: dict[str, str | None]) -> Often:
    if word := said.get("word"):
        length = _length(said.get("length"))
        times = _WORDS[word] / length if length else -1.0
        return times, times
    unit = said["unit"] or ""
    length = _length(said.get("length"))
    if length is None:
        return _UNKNOWN
    in_a_year = _IN_A_YEAR[unit] / length
    if said.get("count") in _SEVERAL:
        longer = (times for times in sorted(set(_IN_A_YEAR.values())) if times > in_a_year)
        return in_a_year, next(longer, in_a_year * 10) * _LESS_OFTEN
    low, high = _count(said.get("count"))
    return low * in_a_year, high * in_a_year


def _length(written: str | None) -> float | None:
    if not written:
        return 1.0
    if either_digit(written) is not None:
        return None
    number = whole_number(written) if written not in _SHARES else None
    return _SHARES.get(written) or (None if number is None else float(number))


def _count(written: str | None) -> Often:
    """How many times: 两三 is two or three."""
    if not written or written in _TIMES:
        return (_TIMES[written or "a"],) * 2
    said = written.removesuffix(" times")
    if (pair := either_digit(said)) is not None:
        return float(pair[0]), float(pair[1])
    number = float(whole_number(said) or 1)
    return number, number


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    han, number = rf"\d+|[{NUMERAL_CHARACTERS}]+", r"\d+|two|three|four|five|six"
    unit = "季度|星期|礼拜|天|日|周|月|季|年"
    english = "day|night|morning|evening|week|month|quarter|year"
    several = "|".join(sorted(one for one in _SEVERAL if one.isascii()))
    return (
        re.compile(
            rf"(?:每隔?|逢)?(?P<length>{han}|半)?个?(?P<unit>{unit})(?:里|内|来|去|要|做|搞|扫|清)?"
            rf"(?P<count>{han}|几)(?:[次回趟遍]|[交缴付结清扫]$)"
        ),
        re.compile(
            rf"(?:每隔?|逢|按)(?P<length>{han}|半)?个?(?P<unit>{unit}|晚|早)(?!末|(?<=[周期拜])[一二三四五六日天])"
        ),
        re.compile(r"(?P<length>隔)(?P<unit>[天日周月年])"),
        re.compile(r"(?P<unit>[天日周月年])(?P=unit)"),
        re.compile(
            rf"\b(?P<count>once|twice|thrice|{several}|(?:{number}) times)"
            rf" (?:a|an|per|each|every) (?:(?P<length>{number}) )?(?P<unit>{english})s?\b"
        ),
        re.compile(
            rf"\b(?:every|each) (?:single )?(?:(?P<length>{number}|other|second|half) )?"
            rf"(?P<unit>{english})s?\b"
        ),
        re.compile(rf"\b(?:(?P<length>{number}|bi|half|semi) )?(?P<word>{'|'.join(_WORDS)})\b"),
    )

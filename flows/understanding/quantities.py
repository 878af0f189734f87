"""Amounts with their units, picked out of a message; what is vague or bounded is marked as such."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.understanding.english_numbers import read_english_number
from flows.understanding.grammar import Word, stands_before
from flows.understanding.numbers import NUMERALS, chinese_numeral, read_amount
from flows.understanding.quantity_words import QUANTITY_WORDS
from flows.understanding.units import TIME, UNITS, Unit, in_unit

_BOUNDED_BEFORE = re.compile(
    r"(?:不到|不足|未到|不满|少于|低于|小于|不?超过|超|多于|高于|大于|至少|最少|起码|最[长短久快慢]|最多|至多|顶多"
    r"|less than|more than|over|under|at least|at most|up to|fewer than|within)\s?$"
)
_BOUNDED_BEHIND = re.compile(
    r"(?a)\s?(?:以上|以下|以内|之内|内(?![\w])|[都还也]?不到|[都还]?不止|有[余多]|出头|往上|起步|打底|起跳|起(?=$|[,。])|多[点吧]"
    r"|or (?:two|three|four|[0-9])\b|or more|or less|\+|and (?:a bit|something|change|counting)"
    r"|,? (?:max|maximum|at (?:the )?most|at least|minimum|tops)\b"
    r"|,? ?(?:maybe|if not|possibly|perhaps) (?:less|more|longer)"
    r"|plus\b|(?:一|每|/|per )(?:平|个平))"
)
_DENIED_BEFORE = re.compile(r"(?a)(?:不是|没有?|无|唔系|冇|别|不要|\bnot|isnt|wasnt)\s?$")
_DENIED_BEHIND = re.compile(r"\s?(?:[也都]?(?:没|冇|未)|[也都]不(?=[要办用需养]))")
_LACKED_BEHIND = re.compile(
    r"\s?[也都]?(?:没|冇)有?(?:[水电气网光灯]|热水|暖|信号|空调|冷气|电梯|[法得]|[用睡洗合出]|信号)"
)
"""两天没水 is how long there was no water."""
_AND = re.compile(r"\s?and\s")
_JOINT = re.compile(r"\s?(?:零|又|and|,)?\s?")
_KIN_BEFORE = re.compile("[我俺咱们哋爷娘母父婆媳妻妇哥兄弟姐妹口孙老]$")
_KIN_NUMBERS = frozenset("俩仨")
"""我们俩 are two people; 俩 alone may be two of anything."""
_OFTEN = {
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
}
_QUARTERS = {"a quarter": 0.25, "three quarters": 0.75}
_PARTS = {"半": 0.5, "个半": 1.5, "粒半": 1.5, "half": 0.5}
MINUTES_TAIL = 2
"""1小时30 is an hour and thirty minutes: so many digits are minutes."""


@dataclass(frozen=True)
class Quantity:
    """An amount, what its unit may mean (nothing where none is named), and where it stands.

    `is_vague`: a range, a bound, about so many (三十多), below nothing. `is_denied`: 不是3个.
    """

    amount: float
    units: tuple[Unit, ...]
    start: int
    end: int
    is_vague: bool = False
    is_denied: bool = False


def quantities(words: str) -> tuple[Quantity, ...]:
    """All amounts of plain words, in order; 1小时30分 is one."""
    joined: list[Quantity] = []
    for one in _single(words):
        last = joined[-1] if joined else None
        sum_of_both = None if last is None else _sum(words, last, one)
        if sum_of_both is None:
            joined.append(one)
        else:
            joined[-1] = sum_of_both
    return tuple(joined)


def _single(words: str) -> Iterator[Quantity]:
    for word in QUANTITY_WORDS.words(words):
        if word.kind == "vague":
            yield Quantity(0, (), word.start, word.end, is_vague=True)
        elif word.kind == "quantity":
            quantity = _quantity(words, word)
            if quantity is not None:
                yield quantity


def _quantity(words: str, word: Word) -> Quantity | None:
    amount = _amount(word)
    units = (
        UNITS["times"]
        if word.get("often")
        else UNITS.get(word.get("unit") or word.get("unit_behind"), ())
    )
    if stands_before(_KIN_BEFORE, words, word.start) and word.get("number") in _KIN_NUMBERS:
        units = units or UNITS["人"]
    is_vague = (
        amount is None
        or bool(word.get("more") or word.get("more_behind") or word.get("sign"))
        or _is_two_numbers(word.get("number"))
        or stands_before(_BOUNDED_BEFORE, words, word.start)
        or _BOUNDED_BEHIND.match(words, word.end) is not None
    )
    is_denied = stands_before(_DENIED_BEFORE, words, word.start) or (
        _DENIED_BEHIND.match(words, word.end) is not None
        and not (_lasts(units) and _LACKED_BEHIND.match(words, word.end))
    )
    return Quantity(amount or 0, units, word.start, word.end, is_vague, is_denied)


def _lasts(units: tuple[Unit, ...]) -> bool:
    return any(unit.dimension == TIME for unit in units)


def _amount(word: Word) -> float | None:
    if word.get("part"):
        return _PARTS[word["part"]]
    if word.get("often"):
        return _OFTEN[word["often"]]
    if word.get("share"):
        share = _share(word["share"])
        return None if share is None else share + int(word.get("whole") or 0)
    number = word.get("number") or "a"
    if number in {"a", "an"}:
        amount: float | None = 1
    elif number[0].isascii() and number[0].isalpha():
        amount = read_english_number(number)
    else:
        amount = read_amount(number)
    if amount is None:
        return None
    amount += _QUARTERS.get(word.get("quarters"), 0)
    amount += 0.5 if word.get("half") or word.get("half_behind") else 0
    tail = word.get("tail")
    if not tail:
        return amount
    digits = tail if tail.isdecimal() else str(chinese_numeral(tail) or 0)
    return float(f"{amount:g}.{digits}") if amount == int(amount) else None


def _share(written: str) -> float | None:
    if "分之" in written:
        below, above = (chinese_numeral(part) for part in written.split("分之"))
    else:
        above, below = (int(part) for part in re.split(r"\s?[/⁄]\s?", written))
    return above / below if above is not None and below else None


def _is_two_numbers(number: str) -> bool:
    """两三 is two or three, 三四十 thirty or forty; 三五一二 is read off a meter."""
    if len(number) > MINUTES_TAIL and all(one in NUMERALS for one in number):
        return False
    pairs = pairwise(number)
    return any(one in NUMERALS and two in NUMERALS and NUMERALS[one] for one, two in pairs) and (
        "零" not in number and "〇" not in number and "点" not in number
    )


def _sum(words: str, last: Quantity, one: Quantity) -> Quantity | None:
    """Both as one where a smaller unit follows a larger one: 1小时30分, 两块五毛, 1 hour 30.

    三个字，十五分钟 says the same twice.
    """
    if _JOINT.fullmatch(words, last.end, one.start) is None or last.is_vague or not last.units:
        return None
    larger = last.units[0]
    written = words[one.start : one.end]
    is_tail = (
        len(written) <= MINUTES_TAIL
        or read_english_number(written) is not None
        or _AND.fullmatch(words, last.end, one.start)
    )
    if not one.units and larger in UNITS["小时"] and is_tail:
        one = replace(one, units=UNITS["分钟"])
    smaller = next(
        (
            unit
            for unit in one.units
            if unit.dimension == larger.dimension and unit.size < larger.size
        ),
        None,
    )
    if smaller is None:
        return None
    if "," in words[last.end : one.start] and in_unit(last.amount, larger, smaller) == one.amount:
        return replace(last, start=one.start, amount=one.amount, units=(smaller,), end=one.end)
    amount = in_unit(last.amount, larger, smaller) + one.amount
    return replace(last, amount=amount, units=(smaller,), end=one.end, is_vague=one.is_vague)

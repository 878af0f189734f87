"""Amounts as spans of one measure: 十几年 lasts from 11 to 19 years, 两三次 is two or three."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.understanding.english_numbers import ENGLISH_NUMBER, read_english_number
from flows.understanding.numbers import NUMERAL_CHARACTERS, either_digit, read_amount
from flows.understanding.units import UNITS, Unit

NO_END = float("inf")
BARELY = 1e-6
TENS = 10
NEARLY = 0.85
"""快十年 is at least so much of ten years."""
A_LITTLE = 0.45
"""四十出头 is less than forty-five."""
A_FEW = (2.0, 9.0)

_ENGLISH = ENGLISH_NUMBER.replace(r"\ ", " ")
_NO_UNITS = frozenset(("字", "f", "/f", "m", "c", "h", "g", "units"))
"""Too short, or too often something else."""

_UNDER = frozenset(
    "不到 不满 不足 未满 小于 少于 低于 不超过 以下 以内 之内 内 及以下 或以下".split()
) | {"less than", "under", "below", "up to", "within", "or less", "or under", "and under"}
_NEARLY = frozenset("最多 顶多 至多 快 快要 将近 差不多 接近".split()) | {
    "at most", "nearly", "almost", "close to",
}  # fmt: skip
_OVER = frozenset("超过 大于 高于 至少 起码 以上 及以上 或以上 起 往上 开外".split()) | {
    "over", "more than", "at least", "or more", "and above", "and more", "plus", "or above", "+",
}  # fmt: skip
_INCLUDING = frozenset("以内 之内 内 及以下 或以下 不超过".split()) | {"up to", "within"}


@dataclass(frozen=True)
class Span:
    """From how much to how much, both included, in the first unit of each of its dimensions.

    `dimensions` is empty where no unit is named.
    """

    dimensions: frozenset[str]
    low: float
    high: float
    start: int
    end: int

    def within(self, other: "Span") -> bool:
        """Whether another span holds all of this one."""
        return other.low <= self.low and self.high <= other.high


def spans_in(words: str, start: int, end: int) -> Iterator[Span]:
    """Every amount that stands from `start` up to `end`, with a unit or without."""
    for found in _pattern().finditer(words, start, end):
        span = _span(found)
        if span is not None:
            yield span


def _span(found: re.Match[str]) -> Span | None:
    first, last = _amounts(found["first"]), _amounts(found["last"] or found["first"])
    if first is None or last is None:
        return None
    units = UNITS["%"] if found["share"] else _units(found["unit"])
    step = _size(units)
    first_step = _size(_units(found["first_unit"])) if found["first_unit"] else step
    low, high = first[0] * first_step, last[1] * step
    if found["half"] or found["half_behind"]:
        low, high = low + step / 2, high + step / 2
    if found["tens"] or found["more"] or found["more_behind"]:
        is_of_unit = units and (found["more"] or found["more_behind"])
        more = 1.0 if is_of_unit else _next_place(first[0])
        is_little = "出头" in (found["tens"], found["more_behind"])
        high = low + more * (A_LITTLE if is_little else 1.0) * step - BARELY
    low, high = _bounded(low, high, found["bound"], found["bound_behind"])
    dimensions = frozenset(unit.dimension for unit in units)
    return Span(dimensions, low, high, found.start(), found.end())


def _bounded(
    low: float, high: float, before: str | None, behind: str | None
) -> tuple[float, float]:
    bounds = {(before or "").strip(), (behind or "").strip()}
    if bounds & _UNDER:
        return 0.0, high if bounds & _INCLUDING else high - BARELY
    if bounds & _OVER:
        return low, NO_END
    if bounds & _NEARLY:
        return low * NEARLY, high
    return low, high


def _amounts(written: str) -> tuple[float, float] | None:
    """The least and the most that a numeral may be: 两三 is two or three, 十几 11 to 19."""
    if written.isascii() and not written[0].isdigit():
        number = read_english_number(written)
        return None if number is None else (float(number), float(number))
    if written == "几":
        return A_FEW
    if written == "半":
        return 0.5, 0.5
    if written == "几十":
        return 2.0 * TENS, TENS * TENS - 1.0
    if written.endswith("几"):
        tens = read_amount(written[:-1])
        return None if tens is None else (tens + 1, tens + TENS - 1)
    pair = _pair(written)
    if pair is not None:
        return pair
    amount = read_amount(written)
    return None if amount is None else (amount, amount)


def _pair(written: str) -> tuple[float, float] | None:
    """两三 and 三四十."""
    digits = written.removesuffix("十")
    scale = TENS if digits != written else 1
    pair = either_digit(digits)
    return None if pair is None else (float(pair[0] * scale), float(pair[1] * scale))


def _next_place(amount: float) -> float:
    """How much 三十多 and 一百多 may be more."""
    places = (place for place in (TENS * TENS, TENS) if amount and amount % place == 0)
    return float(next(places, 1))


def _units(written: str | None) -> tuple[Unit, ...]:
    if not written:
        return ()
    name = written.strip()
    return UNITS.get(name, ()) or UNITS.get(name.removeprefix("个"), ())


def _size(units: tuple[Unit, ...]) -> float:
    return units[0].size if units else 1.0


@cache
def _pattern() -> re.Pattern[str]:
    number = rf"\d+(?:\.\d+)?|[{NUMERAL_CHARACTERS}万]+几?|几十?|半|(?<![a-z])(?:{_ENGLISH})"
    unit = "|".join(map(_unit, sorted(UNITS.keys() - _NO_UNITS, key=len, reverse=True)))
    bound = "|".join(map(re.escape, sorted(_UNDER | _NEARLY | _OVER, key=len, reverse=True)))
    return re.compile(
        rf"(?:(?P<bound>{bound})\s?)?(?P<share>百分之)?(?P<first>{number})(?P<tens>[多来余]|出头)?"
        rf"(?:\s?(?:个?(?P<first_unit>{unit}))?\s?(?:[-~–—]|到|至|to)\s?(?P<last>{number}))?"
        rf"(?:个(?=[多半]|{unit})(?:(?P<half>半)|(?P<more>多))?)?\s?(?P<unit>{unit})?"
        rf"(?:(?P<more_behind>[多几]|出头|有余)|(?P<half_behind>半))?(?:\s?(?P<bound_behind>{bound}))?"
    )


def _unit(name: str) -> str:
    return rf"{re.escape(name)}(?![a-z])" if name[-1].isascii() else re.escape(name)

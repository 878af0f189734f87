"""Options that are amounts, and the one that an amount falls under: 一个 is 一位, 4次 is 3-5次."""

import re
from collections.abc import Iterator
from functools import lru_cache

from flows.understanding.answers.asides import skip_leads
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.numerals import numeral_at, numerals
from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import joined_words
from flows.understanding.answers.settling import Candidate

AMOUNTS_LEAST = 2
"""With fewer options that are amounts a menu is one of other things."""
FLOORS = frozenset("楼层")
NO_END = float("inf")
Range = tuple[float, float]

_MEASURE = re.compile(
    r"\s*(?:[个位次天年月人口条台辆只岁周趟遍元块平层]|楼(?!道|梯|下|上)|小时|分钟|(?:people|times?|days?|years?|months?|hours?|minutes?|cars?)\b)"
)
_OR_MORE = re.compile(r"\+|以上|及以上|或以上|起|多|or more|and above|and more|over|more than")
_OR_LESS = re.compile(r"以下|以内|之内|不到|or less|under|less than|below|up to")


def by_amount(words: str, part: Part, options: tuple[str, ...]) -> Iterator[Candidate[int]]:
    """The option whose amounts hold the one at the head of a part, in a menu of amounts."""
    ranges = _ranges(options)
    if sum(amounts is not None for amounts in ranges) < AMOUNTS_LEAST:
        return
    numeral = numeral_at(words, skip_leads(words, part.start, part.end), part.end)
    measure = None if numeral is None else _MEASURE.match(words, numeral.end, part.end)
    if numeral is None or numeral.value is None or measure is None:
        return
    if measure[0].strip() in FLOORS and not any("层" in option for option in options):
        return  # 3楼 is no third building
    value = numeral.value
    holding = [
        place
        for place, amounts in enumerate(ranges, start=1)
        if amounts is not None and amounts[0] <= value <= amounts[1]
    ]
    if len(holding) == 1:
        yield Candidate(holding[0], numeral.start, measure.end(), part)


@lru_cache(maxsize=MENUS_KEPT)
def _ranges(options: tuple[str, ...]) -> tuple[Range | None, ...]:
    return tuple(
        None if option.startswith("第") else _range(core_of(option)) or _floors(option)
        for option in options
    )


def _floors(option: str) -> Range | None:
    """低层（1-6层） holds the floors from one to six."""
    return _range(joined_words(option)) if "层" in option else None


def _range(option: str) -> Range | None:
    values = [one.value for one in numerals(option, 0, len(option)) if one.value is not None]
    if not values:
        return None
    if _OR_MORE.search(option):
        return values[0], NO_END
    if _OR_LESS.search(option):
        return 0.0, values[-1]
    return values[0], values[-1]

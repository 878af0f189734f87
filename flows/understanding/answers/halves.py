"""Menus of days and their parts, read one half after the other: 周六撂下午饭碗就来 is 周六下午."""

import re
from collections.abc import Callable
from functools import lru_cache

from flows.understanding.answers.menus import MENUS_KEPT, core_of

READ_MOST = 200
"""In so many plain characters a day and its part are looked for apart: each look reads them all."""

Reader = Callable[[tuple[str, ...]], str | None]
"""Which of some options a message means."""
NamesTwo = Callable[[tuple[str, ...]], bool]
"""Whether a message names two of some options."""

_DAY_AND_PART = re.compile(
    r"(?P<day>(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|平日|工作日|双休日|周末|今天|今日|明天|明日|后天"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|today|tomorrow)\s?"
    r"(?P<part>早上|上午|早晨|中午|下午|午后|傍晚|晚上|夜间|mornings?|afternoons?|evenings?)$"
)


def by_halves(options: tuple[str, ...], words: str, read: Reader) -> str | None:
    """The option whose day and whose part of the day are both read from a message.

    `read` is asked of short messages alone.
    """
    named = tuple(read(half) for half in _looked_for(options, words))
    both = zip(options, _halves(options), strict=False)
    return next((option for option, half in both if half == named), None)


def names_two(options: tuple[str, ...], words: str, named_two: NamesTwo) -> bool:
    """Whether a message names two days, or two parts of a day; `named_two` as `read` above."""
    return any(named_two(half) for half in _looked_for(options, words))


def _looked_for(options: tuple[str, ...], words: str) -> tuple[tuple[str, ...], ...]:
    return _halves_of(options) if len(words) <= READ_MOST else ()


@lru_cache(maxsize=MENUS_KEPT)
def _halves_of(options: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The days and the parts of a day that the options are made of; empty for other menus."""
    halves = _halves(options)
    if not halves or len(set(halves)) < len(options):
        return ()
    days, parts = (tuple(dict.fromkeys(some)) for some in zip(*halves, strict=True))
    return () if len(days) == 1 or len(parts) == 1 else (days, parts)


@lru_cache(maxsize=MENUS_KEPT)
def _halves(options: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The day and the part of it that each option is; empty for any other menu."""
    found = [_DAY_AND_PART.match(core_of(option)) for option in options]
    halves = tuple((one["day"], one["part"]) for one in found if one is not None)
    return halves if len(halves) == len(options) else ()

"""Menus of days and their parts, read one half after the other: 周六撂下午饭碗就来 is 周六下午."""

import re
from collections.abc import Callable
from functools import lru_cache

from flows.understanding.answers.menus import MENUS_KEPT, core_of

Reader = Callable[[tuple[str, ...]], str | None]
"""Which of some options a message means."""

_DAY_AND_PART = re.compile(
    r"(?P<day>(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|平日|工作日|双休日|周末|今天|今日|明天|明日|后天"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|today|tomorrow)\s?"
    r"(?P<part>早上|上午|早晨|中午|下午|午后|傍晚|晚上|夜间|mornings?|afternoons?|evenings?)$"
)


def by_halves(options: tuple[str, ...], read: Reader) -> str | None:
    """The option whose day and whose part of the day are both read from a message."""
    named = tuple(read(half) for half in halves_of(options))
    both = zip(options, _halves(options), strict=False)
    return next((option for option, half in both if half == named), None)


@lru_cache(maxsize=MENUS_KEPT)
def halves_of(options: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
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

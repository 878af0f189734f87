"""Options that are times of the day, and the one that an hour falls into: 九点多 is 上午."""

import re
from collections.abc import Iterator
from functools import lru_cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.numerals import numerals
from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import joined_words
from flows.understanding.answers.settling import Candidate

OPTIONS_LEAST = 2
"""With fewer options that are times a menu is one of other things."""
NOON, MIDNIGHT = 12, 24
LATE_FROM = 6
"""From this hour on an hour may be one of the evening."""
MORNING_FROM = 9
ABOUT = 2
"""So many numerals are an hour about: 两三点."""
_TENS = frozenset("0123456789十")
Hours = tuple[float, float]

_PARTS_OF_DAY: tuple[tuple[re.Pattern[str], Hours], ...] = (
    (re.compile(r"上午|早上|早晨|朝早|上昼|\bmornings?\b"), (6, 12)),
    (re.compile(r"下午|午后|下昼|晏昼|\bafternoons?\b"), (12, 18)),
    (re.compile(r"晚上|傍晚|夜晚|晚间|\b(?:evenings?|night)\b"), (18, 24)),
)
_RANGE = re.compile(
    r"(?P<first>\d{1,2})(?::\d\d|点)?\s*(?:-|–|—|~|到|至|to)\s*(?P<last>\d{1,2})(?::\d\d|点)"
)
_CLOCK = re.compile(
    r"(?:(?P<half>上午|早上|下午|晚上)|(?P<after>after|from|past) |(?P<near>around|about|at|by) )?"
    r"(?P<hours>[\d一二两三四五六七八九十]{1,3})"
    r"(?:点半?(?P<more>多|钟|左右)?|:(?P<minutes>\d\d)|\s*(?P<meridiem>am|pm)(?![a-z]))+"
    r"(?:钟|多|左右)?(?P<later>以后|之后|后|过后)?(?:都|就|来|再来|过来|打|有空|在家|在|可以|行|上门)*"
)


def by_hour(words: str, part: Part, options: tuple[str, ...]) -> Iterator[Candidate[int]]:
    """The option into which the hour falls that a part is made of, in a menu of times of the day.

    9点 is an hour of the morning and 3点 one of the afternoon; from six to eight it may be either.
    """
    times = _times(options)
    if sum(hours is not None for hours in times) < OPTIONS_LEAST:
        return
    start = skip_leads(words, part.opens, part.end)
    clock = _CLOCK.match(words, start, part.end)
    if clock is None or skip_tail(words, clock.end(), part.end) < part.end:
        return
    hours = _hours_meant(clock)
    holding = [
        place
        for place, time in enumerate(times, start=1)
        if time is not None and hours and all(time[0] <= hour < time[1] for hour in hours)
    ]
    if len(holding) == 1:
        yield Candidate(holding[0], clock.start(), clock.end(), part)


def _hours_meant(clock: re.Match[str]) -> tuple[float, ...]:
    said = clock["hours"]
    if len(said) == ABOUT and _TENS.isdisjoint(said):
        either = tuple(_hours_of(one, clock) for one in said)
        return tuple(hour for hours in either for hour in hours) if all(either) else ()
    return _hours_of(said, clock)


def _hours_of(said: str, clock: re.Match[str]) -> tuple[float, ...]:
    found = numerals(said, 0, len(said))
    hour = found[0].value if len(found) == 1 else None
    if hour is None or not 1 <= hour < MIDNIGHT:
        return ()
    is_later = bool(clock["later"] or clock["after"])
    match clock["half"] or clock["meridiem"]:
        case "上午" | "早上" | "am":
            return (hour,)
        case "下午" | "晚上" | "pm":
            return (hour if hour >= NOON else hour + NOON,)
    if hour > NOON:
        return (hour,)
    if is_later:
        return (hour + NOON,) if hour >= LATE_FROM else ()
    if hour < LATE_FROM:
        return (hour + NOON,)
    return (hour,) if hour >= MORNING_FROM else ()


@lru_cache(maxsize=MENUS_KEPT)
def _times(options: tuple[str, ...]) -> tuple[Hours | None, ...]:
    return tuple(_time(option) for option in options)


def _time(option: str) -> Hours | None:
    spelt = _RANGE.search(joined_words(option))
    if spelt is not None:
        return float(spelt["first"]), float(spelt["last"])
    for pattern, hours in _PARTS_OF_DAY:
        if pattern.search(core_of(option)):
            return hours
    return None

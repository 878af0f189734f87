"""Options that are times of the day, and the one that an hour falls into: 九点多 is 上午.

An hour may stand anywhere: 三点钟醒，那阵来. Who comes home at half past six is there from then on.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.numerals import numeral_at, numerals
from flows.understanding.answers.parts import Part
from flows.understanding.answers.positions import NOWHERE
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.windows import MOMENT, NOON, Hours, windows
from flows.understanding.clocks import clock
from flows.understanding.grammar import Word, stands_before
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.time_words import words_of_time

OPTIONS_LEAST = 2
"""With fewer options that are times a menu is one of other things."""
MIDNIGHT = 24
LATE_FROM = 6
"""From this hour on an hour may be one of the evening."""
MORNING_FROM = 9
ABOUT = 2
"""So many numerals are an hour about: 两三点."""
TEXTS_KEPT = 32
_TENS = frozenset("0123456789十")

_CLOCK = re.compile(
    r"(?:(?P<half>上午|早上|下午|晚上)|(?P<after>after|from|past) |(?P<near>around|about|at|by) )?"
    r"(?P<hours>[\d一二两三四五六七八九十]{1,3})"
    r"(?:点半?(?P<more>多|钟|左右)?|:(?P<minutes>\d\d)|\s*(?P<meridiem>am|pm)(?![a-z]))+"
    r"(?:钟|多|左右)?(?P<later>以后|之后|后|过后)?(?:都|就|来|再来|过来|打|有空|在家|在|可以|行|上门)*"
)
_FROM = re.compile(
    r"[^,]{0,3}?(?:[之以过]?后|下班|放工|收工|放学|才|到家|回来|回到|返到|返嚟|结束|打烊"
    r"|onwards?|or later)"
)
_FROM_BEFORE = re.compile(r"(?:过了?|从|\b(?:after|past|from|home (?:at|by)|finish (?:at|by)))\s?$")
_UNTIL = re.compile(
    r"[^,]{0,2}?[之以]?前(?!台)|[^,]{0,3}(?:出门|要走|得走|有事|要去|得去|要接|要出)"
)
_UNTIL_BEFORE = re.compile(r"(?:\b(?:before|until|till|by)|赶在)\s?$")
_COUNTS = re.compile(r"\s*(?:[个位次天年月日人块元岁层楼号]|minutes?|hours?|people|floors?)")
_BUSY = re.compile(
    r"[^,]{0,4}?(?:上班|返工|开会|上课|不行|没空|唔得|不在|午睡|睡觉|瞓|太早|太晚"
    r"|\b(?:work|busy|meeting|class|too|is out|no good)\b)"
)


def by_hour(words: str, part: Part, options: tuple[str, ...]) -> Iterator[Candidate[int]]:
    """The option into which an hour falls that a part names, in a menu of times of the day.

    9点 is an hour of the morning and 3点 one of the afternoon; from six to eight it may be either.
    """
    times = windows(options)
    if sum(hours is not None for hours in times) < OPTIONS_LEAST:
        return
    bare = _bare(words, part, times)
    if bare is not None:
        yield bare
        return
    at_head = _at_head(words, part)
    if at_head is not None:
        hours = _hours_meant(at_head)
        holding = _holding(times, hours) if hours else ()
        if len(holding) == 1:
            yield Candidate(holding[0], at_head.start(), at_head.end(), part)
            return
    for word in _words_of_time(words):
        if part.opens <= word.start < part.end:
            place = _place(words, part, word, times)
            if place is not None:
                start = word.start - len(_half_before(words, part, word))
                yield Candidate(place, start, word.end, part)


def _bare(words: str, part: Part, times: Sequence[Hours | None]) -> Candidate[int] | None:
    """The moment of a menu of moments that a bare number means: 10 please."""
    start = skip_leads(words, part.opens, part.end)
    number = numeral_at(words, start, part.end)
    if number is None or number.whole is None or number.whole <= len(times):
        return None
    if _COUNTS.match(words, number.end, part.end):
        return None
    holding = [
        place
        for place, time in enumerate(times, start=1)
        if time and time[1] - time[0] <= MOMENT and time[0] % NOON == number.whole % NOON
    ]
    return Candidate(holding[0], number.start, number.end, part) if len(holding) == 1 else None


def _at_head(words: str, part: Part) -> re.Match[str] | None:
    """The hour that a part is made of."""
    start = skip_leads(words, part.opens, part.end)
    found = _CLOCK.match(words, start, part.end)
    is_all = found is not None and skip_tail(words, found.end(), part.end) >= part.end
    return found if is_all else None


def _holding(times: Sequence[Hours | None], hours: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(
        place
        for place, time in enumerate(times, start=1)
        if time is not None and all(time[0] <= hour < time[1] for hour in hours)
    )


def _place(words: str, part: Part, word: Word, times: Sequence[Hours | None]) -> int | None:
    """The one option into which an hour of the day falls, or what it begins or ends.

    NOWHERE for an hour that falls into none, None where it cannot be told.
    """
    if word.kind != "hour" or _BUSY.match(words, word.end, part.end):
        return None
    hours = _possible(word, _half_before(words, part, word), times)
    near = {place for hour in hours for place in _holding(times, (hour,))}
    is_from = _FROM.match(words, word.end, part.end) or stands_before(
        _FROM_BEFORE, words, word.start
    )
    is_until = _UNTIL.match(words, word.end, part.end) or stands_before(
        _UNTIL_BEFORE, words, word.start
    )
    if is_from or is_until:
        hour = max(hours, default=0)
        near |= {
            place
            for place, time in enumerate(times, start=1)
            if hours and time is not None and (time[0] < hour if is_until else time[1] > hour)
        }
    if not near and hours and not (is_from or is_until):
        return NOWHERE
    return near.pop() if len(near) == 1 else None


def _half_before(words: str, part: Part, word: Word) -> str:
    """The part of the day that stands before an hour in the same part of the message."""
    told = [
        one.text
        for one in _words_of_time(words)
        if one.kind == "part" and part.opens <= one.start and one.end == word.start
    ]
    return told[-1] if told else ""


def _possible(word: Word, half: str, times: Sequence[Hours | None]) -> tuple[float, ...]:
    """The hours from midnight that may be meant: 七点 is one of two."""
    try:
        hour = clock(word, half) / 60
    except UnreadableTime:
        return ()
    is_told = bool(half or word.get("half_day"))
    if not is_told and LATE_FROM <= _written(word) < MORNING_FROM:
        return hour % NOON, hour % NOON + NOON
    if (
        is_told
        or hour >= NOON
        or hour < LATE_FROM
        or (hour >= MORNING_FROM and _holding(times, (hour,)))
    ):
        return (hour,)
    return hour, hour + NOON


def _written(word: Word) -> float:
    """The hour as it is written: six of 六点半; less than any where it has no numeral."""
    found = numerals(word.text, 0, len(word.text))
    return found[0].value or -1.0 if found else -1.0


@lru_cache(maxsize=TEXTS_KEPT)
def _words_of_time(words: str) -> tuple[Word, ...]:
    return tuple(words_of_time(words))


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

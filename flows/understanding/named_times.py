"""What a few words of time name together: the day, the hour of the clock, the part of the day."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flows.understanding.english_numbers import read_english_number
from flows.understanding.grammar import Word
from flows.understanding.numbers import SCALES, TENS, chinese_numeral
from flows.understanding.time_words import (
    AFTERNOON,
    DAY_WORDS,
    FEASTS,
    MIDDAY,
    MINUTES,
    MONTHS,
    NIGHT,
    NOON,
    PART_ENDS,
    WEEKDAYS,
)

HOURS_OF_DAY = 24
EARLY_HOUR_MAX = 6
"""3点 alone is in the afternoon: nobody has a visit at three in the morning."""

NIGHT_HOUR_MIN = 4
"""晚上5点 is the earliest: 晚上2点 is the night before or after."""

NOON_HOURS = frozenset({11, 12, 1, 2, 3})
NOON_HOUR_MAX = 3
"""中午1点 is 13:00, 中午11点 is 11:00."""

DAYS_AHEAD_MAX = 3660
NEXT_YEAR_DAYS_MAX = 183
"""In December 1月5日 is next year's; on 4 March 3月1日 is over and not eleven months ahead."""

MONTHS_TRIED = 3
_EARLY = frozenset({"am", "a.m.", "a.m", "am.", "凌晨"})
_LATE = frozenset({"pm", "p.m.", "p.m", "pm."}) | AFTERNOON


@dataclass(frozen=True)
class UnreadableTime(Exception):
    """Why a text names no moment to come.

    `reason`: `unclear`, `past` (it lies behind us), or `no_hour` (a day without a time of it).
    """

    reason: str


@dataclass(frozen=True)
class NamedTime:
    """What is named, and nothing else is guessed.

    `clock` counts minutes from the midnight that begins the day; `part` is the word for a part of
    the day; `later` is so long from now; `is_within`: at some time up to then (3天内).
    """

    day: date | None = None
    clock: int | None = None
    part: str = ""
    later: timedelta | None = None
    is_within: bool = False


def named_time(words: Iterable[Word], today: date) -> NamedTime:
    """What these words name together. Raises UnreadableTime where it is not one thing."""
    listed = list(words)
    found = {word.kind: word for word in listed}
    if not listed or len(found) < len(listed) or "vague" in found:
        raise UnreadableTime("unclear")
    if "gone" in found:
        raise UnreadableTime("past")
    part = _part(found["part"]) if "part" in found else ""
    clock = _clock(found["hour"], part) if "hour" in found else None
    relative = found.get("relative")
    if relative is None:
        return NamedTime(_day(found, today), clock, part)
    if set(_READERS) & set(found):
        raise UnreadableTime("unclear")
    later = timedelta(minutes=_minutes_later(relative))
    is_whole = later.seconds == 0
    if not is_whole and (part or clock is not None):
        raise UnreadableTime("unclear")
    day = today + later if is_whole else None
    return NamedTime(day, clock, part, later, is_within=bool(relative.get("within")))


def _part(word: Word) -> str:
    return word.get("part") or word.text


def _minutes_later(word: Word) -> float:
    written = word.get("count")
    if word.get("extra"):
        count = 1.5
    elif written == "半" or word.get("half_of"):
        count = 0.5
    else:
        count = float(written) if "." in written else float(_figure(written))
    count += 0.5 if word.get("half") or word.get("half_behind") else 0
    unit = next(size for name, size in MINUTES.items() if word["unit"].startswith(name))
    minutes = count * unit + (_figure(word["more"]) if word.get("more") else 0)
    if not 0 < minutes <= DAYS_AHEAD_MAX * MINUTES["天"]:
        raise UnreadableTime("unclear")
    return minutes


def _day(found: dict[str, Word], today: date) -> date | None:
    days = {_READERS[kind](found[kind], today) for kind in _READERS if kind in found}
    if len(days) > 1:
        raise UnreadableTime("unclear")
    return days.pop() if days else None


def _named_day(word: Word, today: date) -> date:
    return today + timedelta(days=DAY_WORDS[word.text])


def _weekday(word: Word, today: date) -> date:
    wanted = WEEKDAYS[word["weekday"]]
    monday = today - timedelta(days=today.weekday())
    if word.get("next"):
        weeks = max(word["next"].count("下"), 1)
        return monday + timedelta(weeks=weeks, days=wanted)
    if word.get("this"):
        return monday + timedelta(days=wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _date(word: Word, today: date) -> date:
    day = _figure(word["day"])
    if word.get("month") or word.get("month_name"):
        month = _month(word)
        if month > len(MONTHS) >= day and "/" in word.text:  # 25/12 is written the English way
            month, day = day, month
        if word.get("next_year"):
            return _calendar_day(today.year + 1, month, day)
        return _date_of_year(word.get("year"), month, day, today)
    if word.get("this_month"):
        return _calendar_day(today.year, today.month, day)
    if word.get("next_month"):
        year, month = divmod(today.year * 12 + today.month, 12)
        return _calendar_day(year, month + 1, day)
    return _next_such_day(day, today)


def _month(word: Word) -> int:
    if word.get("month_name"):
        return MONTHS[word["month_name"][:3]]
    return _figure(word["month"])


def _date_of_year(year: str, month: int, day: int, today: date) -> date:
    if year:
        return _calendar_day(_year(year), month, day)
    if (month, day) >= (today.month, today.day):
        return _calendar_day(today.year, month, day)
    next_year = _calendar_day(today.year + 1, month, day)
    if (next_year - today).days > NEXT_YEAR_DAYS_MAX:
        raise UnreadableTime("past")
    return next_year


def _feast(word: Word, today: date) -> date:
    month, day = FEASTS[word.get("feast") or word["feast_day"]]
    if word.get("next_year"):
        return _calendar_day(today.year + 1, month, day)
    return _date_of_year("", month, day, today)


def _year(written: str) -> int:
    """2026, or its figures read out: 二零二六."""
    if written.isdecimal():
        return int(written)
    figures = "零一二三四五六七八九"
    read = written.replace("〇", "零").replace("两", "二")
    return int("".join(str(figures.index(one)) for one in read))


def _next_such_day(day: int, today: date) -> date:
    """The 31st named in November is the one of December."""
    for months_on in range(MONTHS_TRIED):
        year, month = divmod(today.year * 12 + today.month - 1 + months_on, 12)
        is_over = months_on == 0 and day < today.day
        if not is_over and 1 <= day <= monthrange(year, month + 1)[1]:
            return date(year, month + 1, day)
    raise UnreadableTime("unclear")


def _calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= len(MONTHS) or not 1 <= day <= monthrange(year, month)[1]:
        raise UnreadableTime("unclear")
    return date(year, month, day)


_READERS = {"day": _named_day, "weekday": _weekday, "date": _date, "feast": _feast}


def _clock(word: Word, part: str) -> int:
    hours = _of_the_day(_figure(word["hour"]), word.get("half_day") or part, word["hour"])
    minutes = _minutes(word)
    if hours > HOURS_OF_DAY or minutes >= MINUTES["小时"]:
        raise UnreadableTime("unclear")
    return hours * MINUTES["小时"] + minutes


def _of_the_day(hours: int, half_day: str, written: str) -> int:
    """An hour of the clock as one of twenty-four."""
    if not half_day:
        return hours + NOON if 1 <= hours <= EARLY_HOUR_MAX and written[0] != "0" else hours
    is_early = half_day in _EARLY or PART_ENDS.get(half_day, HOURS_OF_DAY) <= NOON
    if (
        (half_day in NIGHT and hours <= NIGHT_HOUR_MIN)
        or (half_day in MIDDAY and hours not in NOON_HOURS)
        or (is_early and hours > NOON)
    ):
        raise UnreadableTime("unclear")
    if hours == NOON:
        return HOURS_OF_DAY if half_day in NIGHT else 0 if half_day in _EARLY else NOON
    is_late = half_day in _LATE | NIGHT or (half_day in MIDDAY and hours <= NOON_HOUR_MAX)
    return hours + NOON if is_late and hours < NOON else hours


def _minutes(word: Word) -> int:
    if word.get("to_minute"):
        before = word["to_minute"].removesuffix("分")
        return -(15 if before in {"一刻", "quarter"} else _figure(before))
    if word.get("half"):
        return 30
    if word.get("quarter"):
        return 15 if word["quarter"] == "quarter" else 15 * _figure(word["quarter"])
    return _figure(word.get("minute") or word.get("minute_word") or "0")


def _figure(written: str) -> int:
    word = written.strip()
    if word.isdecimal():
        return int(word)
    if word.isascii():
        number = 1 if word in {"a", "an"} else read_english_number(word)
    else:
        number = chinese_numeral(word)
        # 两三 is two or three, not twenty-three.
        if len(word) > 1 and not {*SCALES, *TENS, "零", "〇"} & set(word):
            number = None
    if number is None:
        raise UnreadableTime("unclear")
    return number

"""What a few words of time name together: the day, the hour of the clock, the part of the day."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from flows.understanding.clocks import clock
from flows.understanding.feasts import FEASTS
from flows.understanding.grammar import Word
from flows.understanding.parts_of_day import NOON, PART_ENDS
from flows.understanding.time_figures import UnreadableTime, figure
from flows.understanding.time_words import DAY_WORDS, MINUTES, MONTHS, WEEKDAYS

DAYS_AHEAD_MAX = 3660
NEXT_YEAR_DAYS_MAX = 183
"""In December 1月5日 is next year's; on 4 March 3月1日 is over and not eleven months ahead."""

MONTHS_TRIED = 3
DAYS_TOO = frozenset(("今朝", "明朝", "后朝"))
CENTURY = 2000
_DAY_ENDS = 18
_WEEKEND = frozenset((5, 6))
_T = TypeVar("_T")
_U = TypeVar("_U")


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
    """What these words name together. Raises UnreadableTime where it is not one thing.

    What is said twice counts once, and so does a day that is called by two names.
    """
    listed = _without_weekend(list(words))
    kinds = {word.kind for word in listed}
    has_day = bool(kinds & set(_READERS))
    if not kinds or "vague" in kinds or ("moon" in kinds and not has_day):
        raise UnreadableTime("unclear")
    if "gone" in kinds:
        raise UnreadableTime("past")
    part = _part_of_all([_part(word) for word in listed if word.kind == "part"])
    minutes = _only({clock(word, part) for word in listed if word.kind == "hour"}, None)
    later = _only({_minutes_later(word) for word in listed if word.kind == "relative"}, None)
    if later is None:
        return NamedTime(_day(listed, today), minutes, part)
    if has_day and not _agree(listed, timedelta(minutes=later), today):
        raise UnreadableTime("unclear")
    return _so_much_later(timedelta(minutes=later), listed, today, minutes, part)


def _agree(words: Iterable[Word], later: timedelta, today: date) -> bool:
    """Whether a weekday beside 过一个礼拜 is the one that it comes to."""
    days = [word for word in words if word.kind in _READERS]
    wanted = (today + later).weekday()
    return later.seconds == 0 and all(
        _is_mere_weekday(word) and WEEKDAYS[word["weekday"]] == wanted for word in days
    )


def _without_weekend(words: list[Word]) -> list[Word]:
    """周末吧，周六: the day says which day of the weekend is meant."""
    is_named = any(
        word.kind == "weekday" and WEEKDAYS[word["weekday"]] in _WEEKEND for word in words
    )
    return [word for word in words if not (is_named and word.text in {"周末", "weekend"})]


def _only(said: set[_T], unsaid: _U) -> _T | _U:
    """The one thing that was said, if any. Raises UnreadableTime where it was several."""
    if len(said) > 1:
        raise UnreadableTime("unclear")
    return next(iter(said), unsaid)


def _so_much_later(
    later: timedelta, words: Iterable[Word], today: date, minutes: int | None, part: str
) -> NamedTime:
    is_whole = later.seconds == 0
    if not is_whole and (part or minutes is not None):
        raise UnreadableTime("unclear")
    day = today + later if is_whole else None
    is_within = any(word.get("within") for word in words)
    return NamedTime(day, minutes, part, later, is_within)


def _part(word: Word) -> str:
    return word.get("part").replace("-", " ") or word.get("bare_part") or word.text


def _part_of_all(named: Sequence[str]) -> str:
    """一早上午 is a morning. Raises UnreadableTime where two parts of a day are named."""
    # In Shanghai 今朝 is all of today, and 今朝下半日 the afternoon.
    parts = [part for part in named if part not in DAYS_TOO] or named
    halves = {(PART_ENDS[part] > NOON) + (PART_ENDS[part] > _DAY_ENDS) for part in parts}
    _only(halves, 0)
    return max(parts, key=lambda part: PART_ENDS[part], default="")


def _minutes_later(word: Word) -> float:
    written = word.get("count")
    if word.get("extra"):
        count = 1.5
    elif written == "半" or word.get("half_of"):
        count = 0.5
    else:
        count = float(written) if "." in written else float(figure(written))
    count += 0.5 if word.get("half") or word.get("half_behind") else 0
    unit = next(size for name, size in MINUTES.items() if word["unit"].startswith(name))
    minutes = count * unit + (figure(word["more"]) if word.get("more") else 0)
    if not 0 < minutes <= DAYS_AHEAD_MAX * MINUTES["天"]:
        raise UnreadableTime("unclear")
    return minutes


def _day(words: Iterable[Word], today: date) -> date | None:
    """The day; a mere weekday beside a date only has to agree with it."""
    read = [(word, _READERS[word.kind](word, today)) for word in words if word.kind in _READERS]
    dated = {day for word, day in read if not _is_mere_weekday(word)}
    if len(dated) > 1:
        raise UnreadableTime("unclear")
    weekdays = {day for word, day in read if _is_mere_weekday(word)}
    if not dated:
        return _only(weekdays, None)
    day = dated.pop()
    if any(one.weekday() != day.weekday() for one in weekdays):
        raise UnreadableTime("unclear")
    return day


def _is_mere_weekday(word: Word) -> bool:
    return word.kind == "weekday" and not {"next", "this", "week_on"} & set(word.parts)


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
    ahead = (wanted - today.weekday()) % 7 + (7 if word.get("week_on") else 0)
    return today + timedelta(days=ahead)


def _date(word: Word, today: date) -> date:
    day = _edge_of_month(word, today) or figure(word["day"])
    if word.get("last_year"):
        return _date_before_year(day, figure(word["month"]), figure(word["last_year"]))
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


def _edge_of_month(word: Word, today: date) -> int | None:
    """The number of the day that is called the first or the last of a month; None for others."""
    if not word.get("last_day"):
        return 1 if word["day"].endswith("一天") else None
    months_on = 1 if word.get("next_month") else 0
    if word.get("month"):
        months_on = (figure(word["month"]) - today.month) % len(MONTHS)
    year, month = divmod(today.year * 12 + today.month - 1 + months_on, 12)
    return monthrange(year, month + 1)[1]


def _date_before_year(day: int, month: int, year: int) -> date:
    """27/11/2026 and 11/27/2026 are one day; 3/12/2026 may be two."""
    if month > len(MONTHS):
        day, month = month, day
    elif day <= len(MONTHS) and day != month:
        raise UnreadableTime("unclear")
    return _calendar_day(year, month, day)


def _month(word: Word) -> int:
    if word.get("month_name"):
        return MONTHS[word["month_name"][:3]]
    return figure(word["month"])


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
    month, day = FEASTS[word["feast"]]
    if word.get("next_year"):
        return _calendar_day(today.year + 1, month, day)
    return _date_of_year("", month, day, today)


def _year(written: str) -> int:
    """2026, 26, or its figures read out: 二零二六."""
    if written.isdecimal():
        return int(written) % 100 + CENTURY
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

"""Moments to come, as staff and residents write them: 明天下午3点, 11-25 15:00, 2小时后, 周五上午.

Words of time are picked out one by one and must make up exactly one moment: two days, two hours or
a span (3-4点) are not read. A part of the day without an hour means its end: what is promised for
the afternoon is due when the afternoon is over.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.understanding.numbers import SCALES, chinese_numeral
from flows.understanding.time_words import (
    AFTERNOON,
    DAY_WORDS,
    MINUTES,
    MONTHS,
    NIGHT,
    PART_ENDS,
    WEEKDAYS,
    Word,
    words_of_time,
)
from flows.understanding.words import half_width

NOON = 12
HOURS_OF_DAY = 24
EARLY_HOUR_MAX = 6
"""下午3点 is clear, 3点 is not: nobody promises anything for three in the morning."""

NIGHT_HOUR_MIN = 4
"""晚上5点 is the earliest: 晚上2点 is the night before or after."""

NOON_HOUR_MAX = 3
"""中午1点 is 13:00, 中午11点 is 11:00."""

DAYS_AHEAD_MAX = 3660

_FILLING = re.compile(r"[\s,，:：在于]*|\s+at\s+")
_BEFORE_THE_REST = re.compile(r"^\s*(?:[之以]?前|左右)?[\s,，。:：;；、]*")


@dataclass(frozen=True)
class UnreadableTime(Exception):
    """Why a text names no moment to come.

    `reason`: `unclear`, `past` (it lies behind us), `no_hour` (a day without a time of it), or
    `which_half` (an hour that may be meant before or after noon).
    """

    reason: str


def read_moment(text: str, now: datetime) -> datetime:
    """The one moment after `now` that a text names, in the zone of `now`. Raises UnreadableTime."""
    return _moment(words_of_time(text), now)


def read_moment_and_rest(text: str, now: datetime) -> tuple[datetime, str]:
    """The moment that a text begins with, and the words behind it. Raises UnreadableTime.

    Where the time stands further back the words around it are kept whole.
    """
    head: list[Word] = []
    written = half_width(text)
    for word in words_of_time(text):
        between = written[head[-1].end if head else 0 : word.start]
        if _FILLING.fullmatch(between) is None:
            break
        head.append(word)
    if not head:
        return read_moment(text, now), text.strip()
    rest = _BEFORE_THE_REST.sub("", text[head[-1].end :], count=1)
    return _moment(head, now), rest.strip()


def names_hour(text: str) -> bool:
    """Whether a text says an hour, or so long from now; 明天下午 says a part of a day."""
    return any(word.kind in {"hour", "relative"} for word in words_of_time(text))


def _moment(words: list[Word], now: datetime) -> datetime:
    kinds = [word.kind for word in words]
    if not kinds or len(set(kinds)) < len(kinds) or "vague" in kinds:
        raise UnreadableTime("unclear")
    found = {word.kind: word for word in words}
    if "gone" in found:
        raise UnreadableTime("past")
    relative = found.pop("relative", None)
    days = _days_later(relative) if relative is not None else None
    if relative is not None and not found:
        return now + timedelta(minutes=_minutes_later(relative))
    if relative is not None and (days is None or {"day", "weekday", "date"} & set(found)):
        raise UnreadableTime("unclear")
    day = _day(found, now.date()) if days is None else now.date() + timedelta(days=days)
    hour = _hour(found, has_day=day is not None)
    moment = datetime.combine(day or now.date(), time(), tzinfo=now.tzinfo) + hour
    if moment <= now:
        raise UnreadableTime("past")
    return moment


def _minutes_later(word: Word) -> float:
    count = 0.5 if word["count"] == "半" else float(_integer(word["count"]))
    minutes = (count + (0.5 if word.get("half") else 0)) * MINUTES[word["unit"]]
    if not 0 < minutes <= DAYS_AHEAD_MAX * MINUTES["天"]:
        raise UnreadableTime("unclear")
    return minutes


def _days_later(word: Word) -> int | None:
    """Whole days, behind which an hour may stand: 3天后下午3点."""
    days, rest = divmod(_minutes_later(word), MINUTES["天"])
    return int(days) if days and not rest else None


def _day(found: dict[str, Word], today: date) -> date | None:
    days = [_READERS[kind](found[kind], today) for kind in _READERS if kind in found]
    if len(set(days)) > 1:
        raise UnreadableTime("unclear")
    return days[0] if days else None


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
    day = _integer(word["day"])
    if word.get("year"):
        return _calendar_day(_integer(word["year"]), _month(word, today), day)
    month = _month(word, today)
    if word.get("month") or word.get("month_name"):
        year = today.year if (month, day) >= (today.month, today.day) else today.year + 1
        return _calendar_day(year, month, day)
    months_on = 1 if word.get("next_month") or day < today.day else 0
    year, month = divmod(today.year * 12 + today.month - 1 + months_on, 12)
    return _calendar_day(year, month + 1, day)


def _month(word: Word, today: date) -> int:
    if word.get("month_name"):
        return MONTHS[word["month_name"][:3]]
    return _integer(word["month"]) if word.get("month") else today.month


def _calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:  # noqa: PLR2004 - months
        raise UnreadableTime("unclear")
    return date(year, month, day)


_READERS = {"day": _named_day, "weekday": _weekday, "date": _date}


def _hour(found: dict[str, Word], *, has_day: bool) -> timedelta:
    part = found["part"].text if "part" in found else ""
    word = found.get("hour")
    if word is None:
        if part:
            return timedelta(hours=PART_ENDS[part])
        raise UnreadableTime("no_hour" if has_day else "unclear")
    hours, minutes = _integer(word["hour"]), _minutes(word)
    hours = _of_the_day(hours, word.get("half_day") or part, written=word["hour"])
    if hours > HOURS_OF_DAY or minutes >= MINUTES["小时"]:
        raise UnreadableTime("unclear")
    return timedelta(hours=hours, minutes=minutes)


def _of_the_day(hours: int, half_day: str, *, written: str) -> int:
    """An hour of the clock as one of twenty-four."""
    if not half_day:
        if 1 <= hours <= EARLY_HOUR_MAX and not written.startswith("0"):
            raise UnreadableTime("which_half")
        return hours
    if half_day in NIGHT and hours <= NIGHT_HOUR_MIN:
        raise UnreadableTime("unclear")
    if hours == NOON:
        return (
            HOURS_OF_DAY if half_day in NIGHT else 0 if half_day in {"am", "a.m.", "凌晨"} else NOON
        )
    is_late = half_day in AFTERNOON | NIGHT or (
        half_day in {"中午", "noon"} and hours <= NOON_HOUR_MAX
    )
    return hours + NOON if is_late and hours < NOON else hours


def _minutes(word: Word) -> int:
    if word.get("half"):
        return 30
    if word.get("quarter"):
        return 15 * _integer(word["quarter"])
    return _integer(word.get("minute") or "0")


def _integer(written: str) -> int:
    number = int(written) if written.isdecimal() else chinese_numeral(written)
    # 两三 is two or three, not twenty-three.
    is_vague = len(written) > 1 and not written.isdecimal() and not SCALES.keys() & set(written)
    if number is None or is_vague:
        raise UnreadableTime("unclear")
    return number

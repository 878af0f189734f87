"""Moments to come, as staff and residents write them: 明天下午3点, 11-25 15:00, 2小时后, 周五上午."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.understanding.numbers import NUMERALS, SCALES, chinese_numeral
from flows.understanding.words import normalised

_N = rf"(?:\d{{1,4}}|[{''.join(NUMERALS)}{''.join(SCALES)}]{{1,3}})"
RELATIVE = re.compile(
    rf"(?P<count>{_N}|半)\s*个?\s*(?P<unit>分钟|小时|钟头|天|日|周|星期|minutes?|hours?|days?)\s*(?:之?[后内]|later)?"
)
RELATIVE_ENGLISH = re.compile(r"in\s+(?P<count>\d+)\s+(?P<unit>minutes?|hours?|days?)")
ISO = re.compile(r"(?P<year>20\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?")
MONTH_DAY = re.compile(rf"(?P<month>{_N})\s*(?:月|-|/)\s*(?P<day>{_N})\s*[日号]?")
DAY = re.compile(rf"(?P<day>{_N})\s*[日号]")
WEEKDAY = re.compile(r"(?P<next>下个?)?(?:这个?|本)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天1-7])")
CLOCK = re.compile(r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})")
HOUR = re.compile(rf"(?P<hour>{_N})\s*[点时](?P<half>半)?(?:(?P<minute>{_N})\s*分?)?")
HOUR_ENGLISH = re.compile(r"(?P<hour>\d{1,2})\s*(?P<half_day>am|pm)")
DAYS = {"今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "听日": 1, "后天": 2,
        "后日": 2, "大后天": 3, "today": 0, "tonight": 0, "tomorrow": 1}  # fmt: skip
PARTS = {"早上": 9, "上午": 9, "明早": 9, "中午": 12, "下午": 15, "傍晚": 18, "晚上": 19, "今晚": 19,
         "明晚": 19, "morning": 9, "afternoon": 15, "evening": 19, "下班前": 18, "noon": 12}  # fmt: skip
AFTERNOON = ("下午", "傍晚", "晚上", "今晚", "明晚", "afternoon", "evening", "pm")
WEEKDAYS = {character: number for number, character in enumerate("一二三四五六日")} | {"天": 6}
MINUTES = {"分钟": 1, "minute": 1, "minutes": 1, "小时": 60, "钟头": 60, "hour": 60, "hours": 60,
           "天": 1440, "日": 1440, "day": 1440, "days": 1440, "周": 10080, "星期": 10080}  # fmt: skip
NOON = 12
MOMENT_WORDS_MAX = 5


@dataclass(frozen=True)
class UnreadableTime(Exception):
    """`reason`: `unclear`, `past` (it lies behind us), or `no_hour` (a day without a time of it)."""

    reason: str


def read_moment(text: str, now: datetime) -> datetime:
    """The one moment after `now` that a text names, in the zone of `now`. Raises UnreadableTime."""
    said = normalised(text).replace(" ", "") if not text.isascii() else normalised(text)
    relative = _relative(said, now)
    if relative is not None:
        return relative
    day, rest = _day(said, now.date())
    hour = _time_of_day(rest)
    if hour is None:
        raise UnreadableTime("no_hour" if day is not None else "unclear")
    moment = datetime.combine(day or now.date(), hour, tzinfo=now.tzinfo)
    if moment <= now:
        raise UnreadableTime("past")
    return moment


def read_moment_and_rest(text: str, now: datetime) -> tuple[datetime, str]:
    """The moment that a text begins with, and the words behind it. Raises UnreadableTime.

    Words run together with the time are kept with it: only what a space sets apart is the rest.
    """
    words = text.split()
    failure = UnreadableTime("unclear")
    for count in range(1, min(len(words), MOMENT_WORDS_MAX) + 1):
        try:
            moment = read_moment(" ".join(words[:count]), now)
        except UnreadableTime as error:
            failure = error if failure.reason == "unclear" else failure
            continue
        return moment, " ".join(words[count:])
    raise failure


def _relative(said: str, now: datetime) -> datetime | None:
    found = RELATIVE_ENGLISH.search(said) or RELATIVE.search(said)
    if found is None or ("后" not in said and "内" not in said and "later" not in said
                         and not said.startswith("in ")):  # fmt: skip
        return None
    minutes = MINUTES[found["unit"]]
    count = 0.5 if found["count"] == "半" else float(_integer(found["count"]))
    return now + timedelta(minutes=count * minutes)


def _day(said: str, today: date) -> tuple[date | None, str]:
    for pattern, read in ((ISO, _full), (MONTH_DAY, _month_day), (DAY, _month_day)):
        found = pattern.search(said)
        if found is not None:
            return read(found, today), said[: found.start()] + said[found.end() :]
    for word in sorted(DAYS, key=len, reverse=True):
        if word in said:
            return today + timedelta(days=DAYS[word]), said
    found = WEEKDAY.search(said)
    if found is not None:
        return _weekday(found, today), said
    return None, said


def _full(found: re.Match[str], today: date) -> date:
    return _date(int(found["year"]), int(found["month"]), int(found["day"]))


def _month_day(found: re.Match[str], today: date) -> date:
    parts = found.groupdict()
    day = _integer(parts["day"])
    month = _integer(parts["month"]) if "month" in parts else today.month
    coming = _date(today.year, month, day)
    if coming >= today:
        return coming
    if "month" in parts:
        return _date(today.year + 1, month, day)
    later = today.replace(day=1) + timedelta(days=32)
    return _date(later.year, later.month, day)


def _weekday(found: re.Match[str], today: date) -> date:
    written = found["weekday"]
    wanted = WEEKDAYS[written] if written in WEEKDAYS else int(written) - 1
    monday = today - timedelta(days=today.weekday())
    if found["next"]:
        return monday + timedelta(days=7 + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableTime("unclear") from error


def _time_of_day(said: str) -> time | None:
    clock = CLOCK.search(said)
    hour = HOUR.search(said) or HOUR_ENGLISH.search(said)
    if clock is not None:
        hours, minutes = int(clock["hour"]), int(clock["minute"])
    elif hour is not None:
        parts = hour.groupdict()
        hours = _integer(parts["hour"])
        minutes = 30 if parts.get("half") else _integer(parts.get("minute") or "0")
    else:
        return next((time(PARTS[word]) for word in PARTS if word in said), None)
    if hours < NOON and any(word in said for word in AFTERNOON):
        hours += NOON
    try:
        return time(hours, minutes)
    except ValueError as error:
        raise UnreadableTime("unclear") from error


def _integer(written: str) -> int:
    if written.isdigit():
        return int(written)
    numeral = chinese_numeral(written)
    if numeral is None:
        raise UnreadableTime("unclear")
    return numeral

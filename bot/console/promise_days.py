"""The days on which a reply can be promised: a calendar that knows holidays and make-up days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.rules.calendar import WorkingCalendar

WEEKS_SHOWN = 4
DAYS_A_WEEK = 7
MORNING = time(10)
WORKING_DAYS_OFFERED = 3


@dataclass(frozen=True)
class Day:
    """A day of the calendar; `moment` is what choosing it writes into the field, if it can be."""

    day: date
    is_working: bool
    is_today: bool
    is_past: bool
    moment: str


def weeks(calendar: WorkingCalendar, now: datetime, zone: ZoneInfo) -> list[list[Day]]:
    """The weeks to come, from Monday to Sunday, this one first."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=n) for n in range(WEEKS_SHOWN * DAYS_A_WEEK)]
    shown = [_day(calendar, one, today) for one in days]
    return [shown[n : n + DAYS_A_WEEK] for n in range(0, len(shown), DAYS_A_WEEK)]


def soonest(calendar: WorkingCalendar, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """The next working days' mornings: what is promised most."""
    day = now.astimezone(zone).date()
    found: list[datetime] = []
    while len(found) < WORKING_DAYS_OFFERED:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            found.append(datetime.combine(day, MORNING, zone))
    return found


def _day(calendar: WorkingCalendar, day: date, today: date) -> Day:
    moment = datetime.combine(day, MORNING).isoformat(timespec="minutes")
    return Day(day, calendar.is_working_day(day), day == today, day < today, moment)

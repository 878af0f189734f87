"""When a home visit can be agreed on, and when both sides are reminded of it (R56)."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from flows.rules.calendar import working_calendar
from flows.rules.policy import Policy
from flows.rules.quiet_hours import earliest_sending
from flows.rules.wall_clock import Span, instant, utc


class Slot(NamedTuple):
    """One part of a day in which a visit is offered; both ends in UTC."""

    begins: datetime
    ends: datetime


def visit_slots(policy: Policy, zone: tzinfo, now: datetime) -> tuple[Slot, ...]:
    """Return the next slots on working days, in order; none where a long holiday begins.

    Counted is from when the offer can be read: one of the night waits for the morning.
    """
    rules = policy.appointment
    calendar = working_calendar(policy.calendar, zone)
    quiet = policy.quiet_hours.residents
    read_at = earliest_sending(now, hours=quiet, zone=zone, passes=False)
    earliest = read_at + timedelta(hours=rules.notice_hours)
    today = utc(now).astimezone(zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(rules.days_ahead + 1)]
    slots = (
        Slot(instant(day, part.begins, zone), instant(day, part.ends, zone))
        for day in days
        if calendar.is_working_day(day)
        for part in rules.parts
    )
    return tuple(slot for slot in slots if slot.begins >= earliest)[: rules.slots_max]


def part_over_at(moment: datetime, parts: Iterable[Span]) -> tuple[datetime, datetime | None]:
    """Return when the part of the day begins and ends that is over at a moment of local time.

    Who says "tomorrow afternoon" expects a visit from when the afternoon's part begins. A moment
    before the first part is itself, without an end.
    """
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    said = (moment - midnight) / timedelta(minutes=1)
    begun = [part for part in parts if part.begins < said]
    if not begun:
        return moment, None
    part = max(begun)
    return midnight + timedelta(minutes=part.begins), midnight + timedelta(minutes=part.ends)


def latest_visit(policy: Policy, now: datetime) -> datetime:
    """Return until when a visit at another time may be wished for."""
    return utc(now) + timedelta(days=policy.appointment.days_ahead_max)


def visit_reminders(
    policy: Policy, zone: tzinfo, *, begins: datetime, quiet: Span, now: datetime
) -> tuple[datetime, ...]:
    """Return when somebody with these quiet hours is reminded of a visit.

    A reminder whose time is gone, or that would come no sooner than the visit, is left out.
    """
    rules = policy.appointment
    wished = (
        utc(begins) - timedelta(hours=hours) for hours in (rules.remind_hours, rules.again_hours)
    )
    times = (earliest_sending(at, hours=quiet, zone=zone, passes=False) for at in wished)
    return tuple(at for at in times if utc(now) < at < utc(begins))

"""When people are left in peace (R7): staff and residents have quiet hours of their own."""

from datetime import datetime, timedelta, tzinfo

from flows.rules.policy import Policy
from flows.rules.wall_clock import Span, instant, minute_of_day, utc


def earliest_sending(now: datetime, *, hours: Span, zone: tzinfo, passes: bool) -> datetime:
    """Return the first moment, in UTC, at which a message may go out under quiet hours.

    `passes` is for what no quiet hours hold back: emergencies, safety notices, receipts, codes, and
    a human's answer within the grace of `is_in_grace`.
    """
    at = utc(now)
    if passes or minute_of_day(at, zone) not in hours:
        return at
    day = at.astimezone(zone).date()
    # Clocks that are set back into the quiet hours end them twice; the first end may lie behind.
    ends = (
        instant(day + timedelta(days=days), hours.ends, zone, second_time=second_time)
        for days in (0, 1, 2)
        for second_time in (False, True)
    )
    return next(end for end in ends if end > at and minute_of_day(end, zone) not in hours)


def is_in_grace(policy: Policy, *, written_at: datetime, now: datetime) -> bool:
    """Tell whether a human may still answer a resident's message in spite of quiet hours (R38)."""
    grace = timedelta(minutes=policy.quiet_hours.grace_minutes)
    return timedelta() <= utc(now) - utc(written_at) <= grace


def in_residents_hours(at: datetime, *, policy: Policy, zone: tzinfo) -> bool:
    """Tell whether residents may be asked something at that moment (R48, R50)."""
    return minute_of_day(at, zone) not in policy.quiet_hours.residents

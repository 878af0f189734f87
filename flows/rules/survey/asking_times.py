"""When residents are asked to answer a survey: paced, in hours in which they are not busy (R7)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from itertools import count

from flows.rules.policy import Policy
from flows.rules.quiet_hours import in_residents_hours
from flows.rules.wall_clock import instant, minute_of_day, utc

MINUTE = timedelta(minutes=1)


def may_ask(at: datetime, *, policy: Policy, zone: tzinfo) -> bool:
    """Tell whether residents may be asked to answer a survey at that moment."""
    minute = minute_of_day(at, zone)
    is_time = any(minute in hours for hours in policy.survey_asking.hours)
    return is_time and in_residents_hours(at, policy=policy, zone=zone)


def paced(
    wanted: int,
    after: datetime,
    *,
    policy: Policy,
    zone: tzinfo,
    taken: Mapping[datetime, int] | None = None,
) -> Iterator[tuple[datetime, int]]:
    """Yield the minutes, in order, at which so many are asked, with how many at each.

    The first is the minute that `after` lies in, if it is one. `taken` tells how many are asked at
    a minute already.
    """
    for minute in _minutes(after, policy, zone):
        if wanted <= 0:
            return
        room = policy.survey_asking.per_minute - (taken or {}).get(minute, 0)
        if room > 0:
            yield minute, min(room, wanted)
            wanted -= room


def _minutes(after: datetime, policy: Policy, zone: tzinfo) -> Iterator[datetime]:
    """Every minute in which somebody may be asked, without end: each day has at least one."""
    first = utc(after).replace(second=0, microsecond=0)
    today = first.astimezone(zone).date()
    for days in count():
        for hours in policy.survey_asking.hours:
            for minute in range(hours.begins, hours.ends):
                at = instant(today + timedelta(days=days), minute, zone)
                if at >= first and may_ask(at, policy=policy, zone=zone):
                    yield at

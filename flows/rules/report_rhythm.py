"""When the figures of a month or a quarter are written out and told: after it has ended (R62)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from flows.rules.pacing import out_of_crowd
from flows.rules.policy import Policy
from flows.rules.public_figures import MONTHS_A_QUARTER, Period, months_from
from flows.rules.wall_clock import instant

LENGTHS = (1, MONTHS_A_QUARTER)
"""Of how many months there are reports."""
MINUTES_OF_HOUR = 60
Due = TypeVar("Due")
CATCH_UP_MAX = 6
"""After a long silence no more of a kind are written than this: older ones tell nobody anything."""


def due_at(policy: Policy, period: Period, zone: ZoneInfo) -> datetime | None:
    """When the report of a period is made; None where the estate wants none of this kind."""
    rhythm = policy.indicator_reports
    if not (rhythm.quarterly if period.is_quarter else rhythm.monthly):
        return None
    day = period.ends + timedelta(days=rhythm.days_after)
    return out_of_crowd(instant(day, rhythm.hour * MINUTES_OF_HOUR, zone))


def first_whole(founded: date, months: int) -> Period:
    """The first period that an estate has seen from its first day on."""
    begins = founded.replace(month=(founded.month - 1) // months * months + 1, day=1)
    period = months_from(begins, months)
    return period if begins == founded else following(period, months)


def following(period: Period, months: int) -> Period:
    """The period after."""
    return months_from(period.ends, months)


def still_told(due: Sequence[Due], *, is_first: bool) -> Sequence[Due]:
    """Of the reports that are due, in order, those that are still made.

    Where none has been made before, only the newest: nobody waited for the others.
    """
    return due[-1:] if is_first else due[-CATCH_UP_MAX:]

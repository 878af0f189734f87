"""What a survey does by itself, and when: it starts, reminds, warns its owner, and closes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from flows.rules.policy import Policy
from flows.rules.quiet_hours import earliest_sending
from flows.rules.wall_clock import instant

A_DAY = timedelta(days=1)


class Step(StrEnum):
    """What a survey does at a time that was planned."""

    START = "start"
    REMIND = "remind"
    ALARM = "alarm"
    CLOSE = "close"


@dataclass(frozen=True, order=True)
class PlannedStep:
    """A step and its moment, in UTC."""

    at: datetime
    step: Step


def starting_at(policy: Policy, starts_on: date, zone: tzinfo) -> datetime:
    """Return the moment at which residents are first asked: that day, in their hours (R7)."""
    return _morning(policy, starts_on, zone)


def planned_steps(
    policy: Policy, starts_on: date, last_day: date, zone: tzinfo
) -> tuple[PlannedStep, ...]:
    """Return all that a survey does by itself, in order; answers are taken through `last_day`.

    What would come before the start is left out: a survey of two days reminds nobody.
    """
    rules = policy.survey_reminders
    days = {
        (starts_on + timedelta(days=rules.after_days), Step.REMIND),
        (last_day - timedelta(days=rules.before_end_days), Step.REMIND),
        (last_day - timedelta(days=rules.alarm_before_end_days), Step.ALARM),
    }
    between = (
        PlannedStep(_morning(policy, day, zone), step)
        for day, step in days
        if starts_on < day <= last_day
    )
    return (
        PlannedStep(starting_at(policy, starts_on, zone), Step.START),
        *sorted(between),
        PlannedStep(instant(last_day + A_DAY, 0, zone), Step.CLOSE),
    )


def steps_due(
    steps: tuple[PlannedStep, ...], since: datetime, now: datetime
) -> tuple[frozenset[Step], datetime | None]:
    """Return what is due at a moment, of what was planned `since`, and when the next is planned.

    Several of a kind that were missed are one; where the time is over nobody is reminded any more.
    """
    due = frozenset(one.step for one in steps if since <= one.at <= now)
    following = min((one.at for one in steps if one.at > now), default=None)
    return (frozenset({Step.CLOSE}) if Step.CLOSE in due else due), following


def _morning(policy: Policy, day: date, zone: tzinfo) -> datetime:
    hours = policy.quiet_hours.residents
    return earliest_sending(instant(day, 0, zone), hours=hours, zone=zone, passes=False)

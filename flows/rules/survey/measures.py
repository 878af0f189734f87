"""What becomes of a measure, and when its owner hears of it again (R17, R19, R20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from flows.rules.pacing import out_of_crowd
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.words import MeasureState
from flows.rules.vocabulary import RUNGS, Role
from flows.rules.wall_clock import instant

LOWEST_ROLE = Role.LEAD
AFTER: Mapping[MeasureState, frozenset[MeasureState]] = {
    MeasureState.PROPOSED: frozenset({MeasureState.ADOPTED, MeasureState.NOT_ADOPTED}),
    MeasureState.ADOPTED: frozenset({MeasureState.DONE, MeasureState.NOT_ADOPTED}),
    MeasureState.NOT_ADOPTED: frozenset({MeasureState.ADOPTED}),
    MeasureState.DONE: frozenset(),
}
REMINDER, LATE = 0, 1
"""The steps of a measure that somebody has to do until a day, in order."""


@dataclass(frozen=True)
class Outlook:
    """A measure as it is to stand: what residents read of it, who has it, and until which day."""

    state: MeasureState
    decision: str
    result: str
    owner: str | None
    due_on: date | None


def check_measure(before: MeasureState, after: Outlook, role: Role, *, today: date) -> None:
    """Raise NotAllowed unless a member of that role may leave a measure like this (R20).

    Whatever is decided says so in words that residents can read; what is adopted has an owner and a
    day; what is done says what was done.
    """
    if role not in RUNGS[RUNGS.index(LOWEST_ROLE) :]:
        raise NotAllowed(Why.ROLE, verb="measure", role=role, needed=LOWEST_ROLE)
    if before is MeasureState.DONE:
        raise NotAllowed(Why.MEASURE_DONE)
    if after.state is not before and after.state not in AFTER[before]:
        raise NotAllowed(Why.MEASURE_STATE, before=before, after=after.state)
    is_decided = after.state in {MeasureState.ADOPTED, MeasureState.NOT_ADOPTED}
    if after.state is not before and is_decided and not after.decision:
        raise NotAllowed(Why.MISSING, field="decision")
    if after.state is MeasureState.DONE and not after.result:
        raise NotAllowed(Why.MISSING, field="result")
    if after.state is MeasureState.ADOPTED:
        for field, value in (("owner", after.owner), ("due_on", after.due_on)):
            if value is None:
                raise NotAllowed(Why.MISSING, field=field)
        if after.due_on is not None and after.due_on < today:
            raise NotAllowed(Why.DAY_GONE, day=after.due_on.isoformat())


def next_step_at(policy: Policy, zone: tzinfo, due_on: date, position: int) -> datetime | None:
    """When the owner is reminded, and when the next rung hears that it is late; None after that.

    Both in the morning, as soon as the staff's quiet hours have ended.
    """
    days = {REMINDER: -policy.survey_results.reminder_days, LATE: 1}.get(position)
    if days is None:
        return None
    morning = instant(due_on + timedelta(days=days), policy.quiet_hours.staff.ends, zone)
    return out_of_crowd(morning)

"""Measures after a survey: owners are reminded, and the next rung hears what is late (R17)."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, func, or_, select

from flows.rules.survey.measures import LATE
from flows.rules.survey.words import MeasureState
from scheduler.due_rows import Due, one_by_one, pause_after
from scheduler.happenings import Happening
from storage.campaigns import Campaign
from storage.measure_news import next_time, tell_of
from storage.measures import Measure
from storage.prepared import prepared

KIND = "measure"
HOLD_AFTER_FAILURE = timedelta(hours=1)


_held, _next_at = col(Measure.held_until), col(Measure.next_at)
_EARLIEST = prepared(
    select(func.min(case((_held > _next_at, _held), else_=_next_at))).where(_next_at.is_not(None))
)
_DUE = prepared(
    select(Measure)
    .where(
        _next_at <= bindparam("now"),
        or_(_held.is_(None), _held <= bindparam("now")),
    )
    .order_by(_next_at, col(Measure.id))
    .limit(1)
    .with_for_update(skip_locked=True, key_share=True)
)


def earliest(session: Session) -> datetime | None:
    """When the next measure is to be told of; one that was put aside, not before it is back."""
    found: datetime | None = _EARLIEST.one(session)
    return found


def take_due(session: Session, now: datetime) -> Measure | None:
    """One measure of which somebody is to be told now; others skip it."""
    return _DUE.first(session, now=now)


def handle(session: Session, measure: Measure, now: datetime) -> list[Happening]:
    """Tell whom the step is for, and set the time of the next one."""
    campaign = session.get_one(Campaign, measure.campaign_id)
    due = measure.next_at or now
    step = measure.position
    measure.held_until, measure.failures = None, 0
    measure.next_at = None
    session.add(measure)
    if measure.state is not MeasureState.ADOPTED:
        return []
    measure.position = step + 1
    measure.next_at = next_time(session, campaign, measure)
    if measure.position == LATE and measure.next_at is not None and measure.next_at <= now:
        # After a downtime the reminder would come with the news that it is late.
        return handle(session, measure, now)
    tell_of(session, campaign, measure, step, now)
    return [Happening(KIND, campaign.number, "late" if step == LATE else "reminded", due)]


def put_aside(session: Session, measure_id: int, _error: Exception, now: datetime) -> None:
    """Try again later."""
    measure = session.get_one(Measure, measure_id)
    measure.held_until = now + pause_after(measure.failures, HOLD_AFTER_FAILURE)
    measure.failures += 1
    session.add(measure)


DUE = Due(earliest, one_by_one(KIND, take_due, handle, put_aside).sweep_some)

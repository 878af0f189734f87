"""A deadline's next step falls due: about a case, its revisit, or a call about a survey."""

from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind
from scheduler.due_rows import Due, DueRows, pause_after
from scheduler.escalation import escalate
from scheduler.happenings import Happening
from scheduler.revisit import revisit
from scheduler.survey_call import escalate_call
from storage.cases import Case
from storage.deadlines import Deadline, earliest_due, take_due

HOLD_AFTER_FAILURE = timedelta(minutes=1)


def deadlines_of(kind: DeadlineKind) -> Due:
    """The deadlines of a kind."""
    take = partial(_take, kind)
    rows = DueRows(kind.value, take, handle, put_aside)
    return Due(partial(_earliest, kind), rows.sweep_one)


def handle(session: Session, deadline: Deadline, now: datetime) -> list[Happening]:
    """Take the steps of a deadline whose time has come."""
    deadline.failures = 0
    deadline.held_until = None
    if deadline.campaign_id is not None:
        return escalate_call(session, deadline, now)
    # Held by take_due. Its reporter is not: nobody waits for a person while holding their case.
    case = session.get_one(Case, deadline.of_case)
    if deadline.kind is DeadlineKind.REVISIT:
        return revisit(session, case, deadline, now)
    return escalate(session, case, deadline, now)


def put_aside(session: Session, deadline_id: int, _error: Exception, now: datetime) -> None:
    """Try again later."""
    deadline = session.get_one(Deadline, deadline_id)
    deadline.held_until = now + pause_after(deadline.failures, HOLD_AFTER_FAILURE)
    deadline.failures += 1
    session.add(deadline)


def _earliest(kind: DeadlineKind, session: Session) -> datetime | None:
    return earliest_due(session, kind)


def _take(kind: DeadlineKind, session: Session, now: datetime) -> Deadline | None:
    return take_due(session, kind, now)

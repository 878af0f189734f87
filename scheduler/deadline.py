"""A deadline's next step falls due: about a case, its revisit, or a call about a survey."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind
from scheduler.due_rows import Due, DueRows, pause_after
from scheduler.escalation import escalate
from scheduler.happenings import Happening
from scheduler.revisit import revisit
from scheduler.survey_call import escalate_call
from storage.deadlines import Deadline
from storage.deadlines_due import DueDeadline, earliest_due, take_due

HOLD_AFTER_FAILURE = timedelta(minutes=1)
AT_ONCE = 50
"""Many share what is read; few enough that nobody waits long for a case among them."""


def deadlines_of(kind: DeadlineKind) -> Due:
    """The deadlines of a kind."""
    take = partial(_take, kind)
    # A revisit may hold its resident, for whom nobody should wait until many others are asked.
    at_once = 1 if kind is DeadlineKind.REVISIT else AT_ONCE
    rows = DueRows(kind.value, take, handle, put_aside, at_once)
    return Due(partial(_earliest, kind), rows.sweep_some)


def handle(session: Session, due: Sequence[DueDeadline], now: datetime) -> list[Happening]:
    """Take the steps of deadlines whose time has come."""
    done: list[Happening] = []
    escalated = []
    for one in due:
        deadline, case = one.deadline, one.case
        deadline.failures = 0
        deadline.held_until = None
        # Held by take_due. Its reporter is not: nobody waits for a person while holding their case.
        if case is None:
            done += escalate_call(session, deadline, now)
        elif deadline.kind is DeadlineKind.REVISIT:
            done += revisit(session, case, deadline, now)
        else:
            escalated.append((case, deadline))
    return done + escalate(session, escalated, now)


def put_aside(session: Session, deadline_id: int, _error: Exception, now: datetime) -> None:
    """Try again later."""
    deadline = session.get_one(Deadline, deadline_id)
    deadline.held_until = now + pause_after(deadline.failures, HOLD_AFTER_FAILURE)
    deadline.failures += 1
    session.add(deadline)


def _earliest(kind: DeadlineKind, session: Session) -> datetime | None:
    return earliest_due(session, kind)


def _take(kind: DeadlineKind, session: Session, now: datetime, most: int) -> Sequence[DueDeadline]:
    return take_due(session, kind, now, most)

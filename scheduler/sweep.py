"""Walk over what has fallen due: each row in its own transaction, all the rows, however late.

The rows are the truth. A sweep that is skipped, late or lost with its process loses nothing: the
next one finds the same rows.
"""

import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind
from scheduler import conversation
from scheduler.escalation import walk_step
from scheduler.happenings import Happening
from scheduler.revisit import LAST_STEP, give_up, is_talking, walk_revisit
from storage.cases import Case, lock_case
from storage.database import Database
from storage.deadlines import Deadline, earliest_due, take_due
from storage.estates import policy_of_version
from storage.promises import steps_due

KINDS = (*(kind.value for kind in DeadlineKind), conversation.KIND)
ROWS_PER_SWEEP = 1000
HOLD_AFTER_FAILURE = timedelta(minutes=1)

log = logging.getLogger(__name__)


def sweep(database: Database, kind: str, now: datetime) -> list[Happening]:
    """Handle everything of a kind that is due at `now`, at most ROWS_PER_SWEEP rows."""
    happenings: list[Happening] = []
    for _ in range(ROWS_PER_SWEEP):
        done = _sweep_one(database, kind, now)
        if done is None:
            break
        happenings.extend(done)
    return happenings


def earliest(session: Session, kind: str) -> datetime | None:
    """When the next row of a kind falls due."""
    if kind == conversation.KIND:
        return conversation.earliest(session)
    return earliest_due(session, DeadlineKind(kind))


def _sweep_one(database: Database, kind: str, now: datetime) -> list[Happening] | None:
    if kind == conversation.KIND:
        with database.transaction() as session:
            happening = conversation.sweep_one(session, now)
        return None if happening is None else [happening]
    taken: int | None = None
    try:
        with database.transaction() as session:
            deadline = take_due(session, DeadlineKind(kind), now)
            if deadline is None:
                return None
            taken = deadline.id
            return _handle(session, deadline, now)
    except Exception:
        # Whatever is wrong with one row must not keep the others waiting: it is put aside, and said.
        if taken is None:
            raise
        log.exception("deadline %s could not be handled and is put aside", taken)
        _put_aside(database, taken, now)
        return []


def _handle(session: Session, deadline: Deadline, now: datetime) -> list[Happening]:
    case = lock_case(session, deadline.case_id)
    if deadline.kind is DeadlineKind.REVISIT:
        return _handle_revisit(session, case, deadline, now)
    due = steps_due(session, deadline, case, now)
    for step in due.steps:
        walk_step(session, case, deadline, step, now)
    deadline.position = due.position
    deadline.next_at = due.next_at
    session.add(deadline)
    return [Happening(deadline.kind, case.number, step.action, step.at) for step in due.steps]


def _handle_revisit(
    session: Session, case: Case, deadline: Deadline, now: datetime
) -> list[Happening]:
    if deadline.position > LAST_STEP:
        give_up(session, case, deadline, now)
        return [Happening(deadline.kind, case.number, "unconfirmed", now)]
    policy = policy_of_version(session, deadline.policy_version_id)
    busy_until = is_talking(session, case, policy, now)
    if busy_until is not None and busy_until < deadline.due_at:
        deadline.next_at = busy_until
        session.add(deadline)
        return []
    due = steps_due(session, deadline, case, now)
    deadline.next_at = due.next_at
    for step in due.steps:
        walk_revisit(session, case, deadline, step, now)
    deadline.position = due.position
    session.add(deadline)
    return [Happening(deadline.kind, case.number, step.action, step.at) for step in due.steps]


def _put_aside(database: Database, deadline_id: int, now: datetime) -> None:
    with database.transaction() as session:
        deadline = session.get_one(Deadline, deadline_id)
        deadline.failures += 1
        deadline.held_until = now + HOLD_AFTER_FAILURE * 2 ** min(deadline.failures - 1, 6)
        session.add(deadline)

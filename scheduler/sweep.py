"""Walk over what has fallen due: each row in its own transaction, all the rows, however late.

The rows are the truth. A sweep that is skipped, late or lost with its process loses nothing: the
next one finds the same rows.
"""

import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind
from scheduler import campaign, conversation, invitation, measure, retention
from scheduler.escalation import escalate
from scheduler.happenings import Happening
from scheduler.revisit import revisit
from scheduler.survey_call import escalate_call
from storage.cases import Case
from storage.conversations import Conversation
from storage.database import Database
from storage.deadlines import Deadline, earliest_due, take_due
from storage.forgetting import Forgetting
from storage.measures import Measure

Row = Deadline | Conversation | Forgetting | Measure
KINDS = (
    *(kind.value for kind in DeadlineKind),
    conversation.KIND,
    campaign.KIND,
    invitation.KIND,
    measure.KIND,
    retention.KIND,
)
ROWS_PER_SWEEP = 1000
HOLD_AFTER_FAILURE = timedelta(minutes=1)
DOUBLINGS_MAX = 6
"""The pause after each further failure of a row is twice as long, up to about an hour."""

log = logging.getLogger(__name__)


def sweep(database: Database, kind: str, now: datetime) -> list[Happening]:
    """Handle everything of a kind that is due at `now`, at most ROWS_PER_SWEEP rows, or chunks."""
    happenings: list[Happening] = []
    for _ in range(ROWS_PER_SWEEP):
        if kind == invitation.KIND:
            done = invitation.sweep_chunk(database, now)
        elif kind == campaign.KIND:
            done = campaign.sweep_one(database, now)
        else:
            done = _sweep_one(database, kind, now)
        if done is None:
            break
        happenings.extend(done)
    return happenings


def earliest(session: Session, kind: str) -> datetime | None:
    """When the next row of a kind falls due."""
    if kind == conversation.KIND:
        return conversation.earliest(session)
    if kind == invitation.KIND:
        return invitation.earliest(session)
    if kind == measure.KIND:
        return measure.earliest(session)
    if kind == campaign.KIND:
        return campaign.earliest(session)
    if kind == retention.KIND:
        return retention.earliest(session)
    return earliest_due(session, DeadlineKind(kind))


def _sweep_one(database: Database, kind: str, now: datetime) -> list[Happening] | None:
    """What was done with one row; None when no row is due."""
    taken: int | None = None
    try:
        with database.transaction() as session:
            row = _take(session, kind, now)
            if row is None:
                return None
            taken = row.id
            return _handle(session, row, now)
    except Exception as error:
        # Whatever is wrong with one row must not keep the others waiting: it is put aside.
        if taken is None:
            raise
        log.exception("%s %s could not be handled and is put aside", kind, taken)
        _put_aside(database, kind, taken, error, now)
        return []


def _take(session: Session, kind: str, now: datetime) -> Row | None:
    if kind == retention.KIND:
        return retention.take_due(session, now)
    if kind == measure.KIND:
        return measure.take_due(session, now)
    if kind == conversation.KIND:
        return conversation.take_due(session, now)
    return take_due(session, DeadlineKind(kind), now)


def _handle(session: Session, row: Row, now: datetime) -> list[Happening]:
    if isinstance(row, Forgetting):
        return retention.handle(session, row, now)
    if isinstance(row, Measure):
        return measure.handle(session, row, now)
    if isinstance(row, Conversation):
        return [conversation.handle(session, row, now)]
    row.failures = 0
    row.held_until = None
    if row.campaign_id is not None:
        return escalate_call(session, row, now)
    # Held by take_due. Its reporter is not: nobody waits for a person while holding their case.
    case = session.get_one(Case, row.of_case)
    if row.kind is DeadlineKind.REVISIT:
        return revisit(session, case, row, now)
    return escalate(session, case, row, now)


def _put_aside(database: Database, kind: str, row_id: int, error: Exception, now: datetime) -> None:
    with database.transaction() as session:
        if kind == conversation.KIND:
            conversation.put_aside(session, row_id, error, now)
            return
        if kind == retention.KIND:
            retention.put_aside(session, row_id, now)
            return
        if kind == measure.KIND:
            measure.put_aside(session, row_id, now)
            return
        deadline = session.get_one(Deadline, row_id)
        doublings = min(deadline.failures, DOUBLINGS_MAX)
        deadline.failures += 1
        deadline.held_until = now + HOLD_AFTER_FAILURE * 2**doublings
        session.add(deadline)

"""Walk over what has fallen due, some rows in a transaction, until all are done, however late.

The rows are the truth. A sweep that is skipped, late or lost with its process loses nothing: the
next one finds the same rows.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind
from scheduler import campaign, conversation, indicator_report, invitation, measure, retention
from scheduler.deadline import deadlines_of
from scheduler.due_rows import Due
from scheduler.happenings import Happening
from storage.database import Database
from storage.deadlines_due import earliest_of_each

DUE: Mapping[str, Due] = MappingProxyType(
    {
        **{kind.value: deadlines_of(kind) for kind in DeadlineKind},
        conversation.KIND: conversation.DUE,
        campaign.KIND: campaign.DUE,
        invitation.KIND: invitation.DUE,
        measure.KIND: measure.DUE,
        indicator_report.KIND: indicator_report.DUE,
        retention.KIND: retention.DUE,
    }
)
"""What each job looks for, by its kind."""

KINDS = tuple(DUE)
ROWS_PER_SWEEP = 1000


def sweep(database: Database, kind: str, now: datetime) -> list[Happening]:
    """Handle everything of a kind that is due at `now`, at most ROWS_PER_SWEEP rows, or chunks."""
    happenings: list[Happening] = []
    for _ in range(ROWS_PER_SWEEP):
        done = DUE[kind].sweep_some(database, now)
        if done is None:
            break
        happenings.extend(done)
    return happenings


def earliest(session: Session, kind: str) -> datetime | None:
    """When the next row of a kind falls due."""
    return DUE[kind].earliest(session)


def earliest_of_all(session: Session) -> Mapping[str, datetime | None]:
    """When the next row of each kind falls due, the deadlines of all kinds asked at once."""
    deadlines = {kind.value: at for kind, at in earliest_of_each(session).items()}
    return {
        kind: deadlines[kind] if kind in deadlines else due.earliest(session)
        for kind, due in DUE.items()
    }

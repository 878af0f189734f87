"""Forgetting what is kept long enough: a due row at a time, at night (P7)."""

import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from scheduler.due_rows import Due, one_by_one, pause_after
from scheduler.happenings import Happening
from storage.forgetting import Forgetting, earliest_forgetting, take_forgetting
from storage.retention import forget

KIND = "retention"
HOLD_AFTER_FAILURE = timedelta(hours=1)

log = logging.getLogger(__name__)


def handle(session: Session, row: Forgetting, now: datetime) -> list[Happening]:
    """Forget what the row is about, or a part of it where that is much."""
    due = row.due_at
    if not forget(session, row, now):
        return []
    log.info("%s: %s of %s was kept long enough", KIND, row.kind.value, row.about)
    return [Happening(KIND, f"{row.kind.value} {row.about}", "forgotten", due)]


def put_aside(session: Session, row_id: int, _error: Exception, now: datetime) -> None:
    """Try again later, up to some days."""
    row = session.get_one(Forgetting, row_id)
    row.next_at = now + pause_after(row.failures, HOLD_AFTER_FAILURE)
    row.failures += 1
    session.add(row)


DUE = Due(earliest_forgetting, one_by_one(KIND, take_forgetting, handle, put_aside).sweep_some)

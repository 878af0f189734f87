"""Forgetting what is kept long enough: a due row at a time, at night (P7)."""

import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from scheduler.happenings import Happening
from storage.forgetting import Forgetting, earliest_forgetting, take_forgetting
from storage.retention import forget

KIND = "retention"
HOLD_AFTER_FAILURE = timedelta(hours=1)
DOUBLINGS_MAX = 5

log = logging.getLogger(__name__)

earliest = earliest_forgetting
take_due = take_forgetting


def handle(session: Session, row: Forgetting, now: datetime) -> list[Happening]:
    """Forget what the row is about, or a part of it where that is much."""
    due = row.due_at
    if not forget(session, row, now):
        return []
    log.info("%s: %s of %s was kept long enough", KIND, row.kind.value, row.about)
    return [Happening(KIND, f"{row.kind.value} {row.about}", "forgotten", due)]


def put_aside(session: Session, row_id: int, now: datetime) -> None:
    """Try again later, each time twice as long, up to a day or so."""
    row = session.get_one(Forgetting, row_id)
    row.next_at = now + HOLD_AFTER_FAILURE * 2 ** min(row.failures, DOUBLINGS_MAX)
    row.failures += 1
    session.add(row)

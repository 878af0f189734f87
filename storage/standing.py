"""How far behind the house is: what waits to be sent, what is in doubt, which promises are late."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from flows.rules.vocabulary import MessageState
from storage.deadlines import Deadline
from storage.outgoing import Outgoing


@dataclass(frozen=True)
class Standing:
    """Since when the oldest of each kind waits; None where none does. `overdue` counts them."""

    queued_since: datetime | None
    unknown_since: datetime | None
    overdue_since: datetime | None
    overdue: int


def standing(session: Session, now: datetime) -> Standing:
    """How it stands at `now`; a message that waits for its time does not count."""
    queued = select(func.min(Outgoing.not_before)).where(
        Outgoing.state == MessageState.QUEUED, col(Outgoing.not_before) <= now
    )
    unknown = select(func.min(Outgoing.created_at)).where(Outgoing.state == MessageState.UNKNOWN)
    overdue = select(func.min(Deadline.next_at), func.count()).where(col(Deadline.next_at) < now)
    late_since, late = session.exec(overdue).one()
    return Standing(session.exec(queued).one(), session.exec(unknown).one(), late_since, late)

"""Claiming (领取): which queued messages go next, so that each reader gets theirs in order."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, update
from sqlmodel import Session, SQLModel, col, or_, select

from flows.rules.vocabulary import MessageState
from storage.outgoing import Outgoing
from storage.prepared import Prepared, prepared

READERS = ("resident_id", "staff_id", "room")
"""Whose queue a message may stand in."""
ORDER_WINDOW = timedelta(seconds=5)
"""A message that may go so soon is waited for by those after it, which could go at once."""


def claim(
    session: Session, owner: str, now: datetime, until: datetime, limit: int
) -> list[Outgoing]:
    """Take over due messages for sending: of each reader's one only, so that order is kept.

    What is urgent goes first, then the oldest. A message that waits for another try holds back
    those after it that may wait. One statement on both databases; others skip what is locked.
    """
    values = {"at": now, "soon": now + ORDER_WINDOW, "most": limit, "by": owner, "lease": until}
    taken = _claiming().all(session, **values)
    if not taken:
        return []
    return _TAKEN.all(session, ids=taken)


_TAKEN = prepared(
    select(Outgoing)
    .where(col(Outgoing.id).in_(bindparam("ids", expanding=True)))
    .order_by(col(Outgoing.id))
)


@cache
def _claiming() -> Prepared[int]:
    # It is done at every look at the queue: to put it together takes longer than to do it.
    table = SQLModel.metadata.tables["outgoing"]
    due = (
        select(table.c.id)
        .where(table.c.state == MessageState.QUEUED, table.c.not_before <= bindparam("at"))
        .where(_is_first(table), *map(_may_go, READERS))
        .order_by(table.c.urgent.desc(), table.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        # PostgreSQL may evaluate a plain subquery more than once, and then lock more than it takes.
        .cte("due")
    )
    lease: dict[str, Any] = {"claimed_by": bindparam("by"), "claimed_until": bindparam("lease")}
    return prepared(
        update(table)
        .where(table.c.id.in_(select(due.c.id)), table.c.state == MessageState.QUEUED)
        .values(state=MessageState.CLAIMED, **lease)
        .returning(table.c.id)
    )


def _is_first(table: Any) -> Any:  # noqa: ANN401 - as below
    """Whether it is the first that is due to its readers, urgent or not; of no readers, any.

    No other may go. To ask of each of thousands for one reader what stands before it took seconds.
    """
    other = table.alias("first_due")
    readers = [other.c[reader] for reader in READERS]
    firsts = (
        select(func.min(other.c.id))
        .where(other.c.state == MessageState.QUEUED, other.c.not_before <= bindparam("at"))
        .group_by(*readers, other.c.urgent)
    )
    is_of_nobody = and_(*(table.c[reader].is_(None) for reader in READERS))
    return or_(table.c.id.in_(firsts), is_of_nobody)


def _may_go(reader: str) -> Any:  # noqa: ANN401 - SQLAlchemy's own types differ between its two styles
    table = SQLModel.metadata.tables["outgoing"]
    other = table.alias(f"other_{reader}")
    # Said like this because PostgreSQL, while it knows little of a queue that has just become long,
    # would rather look through all of it for each message than through those of its reader.
    state = (
        other.c.state if reader == "room" else func.coalesce(other.c.state, MessageState.CANCELLED)
    )
    precedes = or_(
        and_(other.c.urgent, ~table.c.urgent),
        and_(other.c.urgent == table.c.urgent, other.c.id < table.c.id),
    )
    goes_first = and_(
        state == MessageState.QUEUED,
        precedes,
        or_(
            other.c.not_before <= bindparam("soon"),
            and_(other.c.attempts > 0, ~table.c.urgent, ~table.c.passes_quiet_hours),
        ),
    )
    is_held_back = (
        select(other.c.id)
        .where(
            other.c[reader] == table.c[reader],
            state.in_((MessageState.CLAIMED, MessageState.QUEUED)),
            other.c.id != table.c.id,
            or_(state == MessageState.CLAIMED, goes_first),
        )
        .exists()
    )
    # Else a database looks through the whole queue for the others of a reader who is nobody; and
    # PostgreSQL, for each message anew, unless it is said like this.
    return or_(table.c[reader].is_(None), ~is_held_back)

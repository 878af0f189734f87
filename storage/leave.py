"""Leave of staff: who is away from when until when, who said so, and who is on duty meanwhile."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, func, or_, select

from storage.columns import identifier, instant, reference
from storage.prepared import prepared
from storage.staff import Staff, read_staff_anew, staff_read


class Leave(SQLModel, table=True):
    """One stretch in which a member is away, `until` excluded; one that is ended ends then.

    Why they are away is nobody's business here.
    """

    id: int = identifier()
    staff_id: int = reference("staff.id")
    since: datetime = instant()
    until: datetime = instant(index=True)
    by: str
    said_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)
    ended_by: str | None = Field(default=None)


def enter_leave(
    session: Session, member: Staff, since: datetime, until: datetime, *, by: str, now: datetime
) -> Leave:
    """A member is away from a time until another."""
    leave = Leave(staff_id=member.id, since=since, until=until, by=by, said_at=now)
    session.add(leave)
    session.flush()
    read_staff_anew(session)
    return leave


def end_leave(session: Session, leave: Leave, *, by: str, now: datetime) -> None:
    """The member is back, or does not go: the row stays and says who said so."""
    leave.ended_at, leave.ended_by = now, by
    session.add(leave)
    session.flush()
    read_staff_anew(session)


_AWAY = prepared(
    select(Leave.staff_id, Leave.until)
    .where(
        col(Leave.since) <= bindparam("now"),
        col(Leave.until) > bindparam("now"),
        col(Leave.ended_at).is_(None),
    )
    .order_by(col(Leave.until))
)


def away(session: Session, now: datetime) -> dict[int, datetime]:
    """By the id of each member who is away now, until when."""
    known = staff_read(session)
    if (Leave, now) not in known:
        # Of several that overlap the last counts.
        known[Leave, now] = dict(_AWAY.all(session, now=now))
    return dict(known[Leave, now])


def on_duty(session: Session, members: Iterable[Staff], now: datetime) -> list[Staff]:
    """Those who are not away now."""
    gone = away(session, now)
    return [one for one in members if one.id not in gone]


_AWAY_SINCE = prepared(
    select(Leave.id).where(
        Leave.staff_id == bindparam("member"),
        col(Leave.since) < bindparam("now"),
        func.coalesce(Leave.ended_at, Leave.until) > bindparam("since"),
    )
)


def is_back(session: Session, member: Staff, since: datetime, now: datetime) -> bool:
    """Whether a member was away at some time since then, and is there now."""
    if not on_duty(session, [member], now):
        return False
    meant = {"member": member.id, "since": since, "now": now}
    return _AWAY_SINCE.first(session, **meant) is not None


def leaves_of(session: Session, members: Iterable[Staff], now: datetime) -> list[Leave]:
    """What goes on and what is coming, the first to begin first."""
    query = select(Leave).where(
        col(Leave.staff_id).in_([one.id for one in members]),
        col(Leave.until) > now,
        col(Leave.ended_at).is_(None),
    )
    return list(session.exec(query.order_by(col(Leave.since), col(Leave.id))))


def leaves_over(
    session: Session, members: Iterable[Staff], now: datetime, limit: int
) -> list[Leave]:
    """What is over, or was called off; the newest first."""
    query = select(Leave).where(
        col(Leave.staff_id).in_([one.id for one in members]),
        or_(col(Leave.until) <= now, col(Leave.ended_at).is_not(None)),
    )
    return list(session.exec(query.order_by(col(Leave.id).desc()).limit(limit)))

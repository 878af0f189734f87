"""Outgoing messages (待发消息): rows that the postman sends, and every attempt at sending them."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Field, Session, SQLModel, col, func, or_, select

from flows.rules.vocabulary import MessageState, Purpose
from storage.columns import document, identifier, instant, reference, word


class Outgoing(SQLModel, table=True):
    """One message to one reader (a resident, a member of staff, or a room).

    `unique_key` names what it is for, so that it is written once however often its cause is met.
    `urgent` passes quiet hours; `heard_at` is the resident's message that it answers: a human's
    answer soon after passes them too. `tried` are the channels that refused it.
    `answers_respond` marks a staff answer that is taken back when no channel can deliver it.
    """

    id: int = identifier()
    unique_key: str = Field(unique=True)
    resident_id: int | None = reference("resident.id", nullable=True)
    identity_id: int | None = reference("identity.id", nullable=True)
    staff_id: int | None = reference("staff.id", nullable=True)
    room: str | None = None
    estate_id: int | None = reference("estate.id", nullable=True)
    case_id: int | None = reference("report_case.id", nullable=True)
    purpose: Purpose = word(Purpose)
    text: str
    options: list[Any] = document(list)
    fields: dict[str, Any] = document(dict)
    urgent: bool = False
    passes_quiet_hours: bool = False
    answers_respond: bool = False
    channel: str | None = None
    address_sealed: bytes | None = None
    tried: list[Any] = document(list)
    state: MessageState = word(MessageState, index=True)
    attempts: int = 0
    not_before: datetime = instant(index=True)
    not_after: datetime | None = instant(nullable=True)
    claimed_by: str | None = None
    claimed_until: datetime | None = instant(nullable=True)
    provider_id: str | None = Field(default=None, index=True)
    provider_status: str | None = None
    error: str | None = None
    created_at: datetime = instant()
    sent_at: datetime | None = instant(nullable=True)


class Attempt(SQLModel, table=True):
    """One call at a provider, written before the call; without an outcome it was cut off."""

    id: int = identifier()
    outgoing_id: int = reference("outgoing.id")
    channel: str
    started_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)
    outcome: str | None = None
    error: str | None = None


class EarlyReport(SQLModel, table=True):
    """A status callback that came before its message's id was known (F11)."""

    __tablename__ = "early_report"

    id: int = identifier()
    provider_id: str = Field(index=True)
    status: str
    error: str = ""
    at: datetime = instant()


def post(session: Session, message: Outgoing) -> bool:
    """Queue a message; False when one with its key is there already."""
    known = select(Outgoing.id).where(Outgoing.unique_key == message.unique_key)
    if session.exec(known).first() is not None:
        return False
    session.add(message)
    session.flush()
    return True


def claim(
    session: Session, owner: str, now: datetime, until: datetime, limit: int
) -> list[Outgoing]:
    """Take over due messages for sending: each reader's oldest only, so that order is kept.

    One statement on both databases; other processes skip what is locked.
    """
    table = SQLModel.metadata.tables["outgoing"]
    earlier = table.alias("earlier")
    busy = (
        select(earlier.c.id)
        .where(
            earlier.c.id != table.c.id,
            or_(
                (earlier.c.resident_id == table.c.resident_id),
                (earlier.c.staff_id == table.c.staff_id),
            ),
            or_(
                earlier.c.state == MessageState.CLAIMED,
                (earlier.c.state == MessageState.QUEUED)
                & (earlier.c.not_before <= now)
                & (earlier.c.id < table.c.id),
            ),
        )
        .exists()
    )
    due = (
        select(table.c.id)
        .where(table.c.state == MessageState.QUEUED, table.c.not_before <= now, ~busy)
        .order_by(table.c.urgent.desc(), table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    statement = (
        update(table)
        .where(table.c.id.in_(due), table.c.state == MessageState.QUEUED)
        .values(state=MessageState.CLAIMED, claimed_by=owner, claimed_until=until)
        .returning(table.c.id)
    )
    taken = list(session.execute(statement).scalars())
    query = select(Outgoing).where(col(Outgoing.id).in_(taken)).order_by(col(Outgoing.id))
    return list(session.exec(query))


def abandoned(session: Session, now: datetime) -> list[Outgoing]:
    """Messages whose lease ran out: whoever claimed them died or hangs."""
    query = select(Outgoing).where(
        Outgoing.state == MessageState.CLAIMED, col(Outgoing.claimed_until) < now
    )
    return list(session.exec(query.with_for_update(skip_locked=True)))


def next_sending(session: Session) -> datetime | None:
    """When the next queued message may go."""
    query = select(func.min(Outgoing.not_before)).where(Outgoing.state == MessageState.QUEUED)
    return session.exec(query).one()

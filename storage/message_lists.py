"""Outgoing messages that have not arrived, as lists: what somebody may see, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select as select_several
from sqlmodel import Session, col, func, or_, select

from flows.rules.vocabulary import MessageState
from storage.cases import Case
from storage.estates import Estate, Home
from storage.invitations import Invitation
from storage.outgoing import Attempt, Outgoing
from storage.staff import Staff

PAGE_MESSAGES = 50


class MessageShelf(StrEnum):
    """Which messages: those that wait, those nobody knows of, or those that no way took."""

    QUEUED = "queued"
    UNKNOWN = "unknown"
    REFUSED = "refused"


STATES = {
    MessageShelf.QUEUED: (MessageState.QUEUED, MessageState.CLAIMED),
    MessageShelf.UNKNOWN: (MessageState.UNKNOWN,),
    MessageShelf.REFUSED: (MessageState.REFUSED, MessageState.EXPIRED),
}


@dataclass(frozen=True)
class MessageRow:
    """A message, the case it is about, the reader's home or userid, and its last attempt."""

    message: Outgoing
    number: str
    home: str
    userid: str
    estate: str
    last: Attempt | None


@dataclass(frozen=True)
class MessagePage:
    """Rows in order, and the id after which the next page begins; None after the last."""

    rows: tuple[MessageRow, ...]
    next: int | None


def list_messages(
    session: Session, member: Staff, shelf: MessageShelf, *, after: int | None = None
) -> MessagePage:
    """One page of the messages that the member may see, the newest first."""
    found: list[Any] = []
    for state in STATES[shelf]:
        # One state at a time: so the index gives them in order, however many there are.
        query = _seen(member).where(col(Outgoing.state) == state)
        if after is not None:
            query = query.where(col(Outgoing.id) < after)
        query = query.order_by(col(Outgoing.id).desc()).limit(PAGE_MESSAGES + 1)
        found += session.execute(query).all()
    found.sort(key=lambda row: -row[0].id)
    shown = found[:PAGE_MESSAGES]
    rows = _rows(session, shown)
    return MessagePage(rows, rows[-1].message.id if len(found) > PAGE_MESSAGES else None)


def find_message_row(session: Session, member: Staff, message_id: int) -> MessageRow | None:
    """The message of that id, if the member may see it."""
    found = session.execute(_seen(member).where(col(Outgoing.id) == message_id)).all()
    return next(iter(_rows(session, found)), None)


def count_messages(session: Session, member: Staff) -> dict[MessageShelf, int]:
    """How many messages are queued, and of how many nobody knows."""
    counts = {}
    for shelf in (MessageShelf.QUEUED, MessageShelf.UNKNOWN):
        listed = _seen(member).where(col(Outgoing.state).in_(STATES[shelf])).subquery()
        counts[shelf] = session.execute(select(func.count()).select_from(listed)).scalar_one()
    return counts


def _seen(member: Staff) -> Any:  # noqa: ANN401 - a select of five things, which SQLModel types by its own overloads
    """The messages of the member's estate, but for those about what is kept from them (R70)."""
    query = (
        select_several(
            Outgoing, col(Case.number), col(Home.code), col(Staff.userid), col(Estate.name)
        )
        .join(Case, col(Case.id) == col(Outgoing.case_id), isouter=True)
        .join(Invitation, col(Invitation.id) == col(Outgoing.invitation_id), isouter=True)
        .join(Home, col(Home.id) == func.coalesce(Case.home_id, Invitation.home_id), isouter=True)
        .join(Staff, col(Staff.id) == col(Outgoing.staff_id), isouter=True)
        .join(Estate, col(Estate.id) == col(Outgoing.estate_id), isouter=True)
        .where(or_(col(Case.not_for_id).is_(None), col(Case.not_for_id) != member.id))
    )
    if member.estate_id is not None:
        query = query.where(col(Outgoing.estate_id) == member.estate_id)
    return query


def _rows(session: Session, found: Sequence[Any]) -> tuple[MessageRow, ...]:
    last = _last_attempts(session, [row[0].id for row in found])
    return tuple(
        MessageRow(
            message, number or "", home or "", userid or "", estate or "", last.get(message.id)
        )
        for message, number, home, userid, estate in found
    )


def _last_attempts(session: Session, ids: list[int]) -> dict[int, Attempt]:
    newest = select(func.max(Attempt.id)).where(col(Attempt.outgoing_id).in_(ids))
    query = select(Attempt).where(col(Attempt.id).in_(newest.group_by(col(Attempt.outgoing_id))))
    return {one.outgoing_id: one for one in session.exec(query)}

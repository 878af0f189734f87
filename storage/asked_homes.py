"""The invitations that are due, many at a time: taken, and written down as asked or reminded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, insert, update
from sqlmodel import Session, SQLModel, col, func, select

from flows.rules.policy_privacy import Keeping
from flows.rules.survey.invitations import Known
from storage.conversations import Conversation, ConversationState, end_all
from storage.invitations import Invitation
from storage.keeping import keep_day
from storage.outgoing import Outgoing
from storage.prepared import prepared
from storage.residents import Resident

ROW = "of_the_row"


@dataclass(frozen=True)
class DueChunk:
    """Due invitations of one campaign, the earliest first; nobody else has them meanwhile."""

    campaign_id: int
    invitations: Sequence[Invitation]


def take_chunk(
    session: Session, now: datetime, most: int, *, only: int | None = None
) -> DueChunk | None:
    """Some of what is due, or the `only` one, that this transaction now holds; others skip it."""
    is_due = col(Invitation.next_at) <= now
    if only is not None:
        is_due = and_(is_due, col(Invitation.id) == only)
    in_order = (col(Invitation.next_at), col(Invitation.id))
    first = select(Invitation.campaign_id).where(is_due).order_by(*in_order).limit(1)
    campaign_id = session.exec(first).first()
    if campaign_id is None:
        return None
    query = (
        select(Invitation)
        .where(is_due, Invitation.campaign_id == campaign_id)
        .order_by(*in_order)
        .limit(most)
        .with_for_update(skip_locked=True, key_share=True)
    )
    taken = session.exec(query.execution_options(populate_existing=True)).all()
    return DueChunk(campaign_id, taken) if taken else None


_EARLIEST = prepared(select(func.min(Invitation.next_at)))


def earliest_due(session: Session) -> datetime | None:
    """When the next invitation or reminder is due."""
    found: datetime | None = _EARLIEST.one(session)
    return found


def asked_before(session: Session, ids: Collection[int]) -> Mapping[int, Mapping[int, int]]:
    """Who was asked before in the name of each home, by which message last."""
    query = (
        select(Outgoing.invitation_id, Outgoing.resident_id, func.max(Outgoing.id))
        .where(col(Outgoing.invitation_id).in_(ids), col(Outgoing.reminds_id).is_(None))
        .group_by(col(Outgoing.invitation_id), col(Outgoing.resident_id))
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for invitation_id, resident_id, message_id in session.exec(query):
        if invitation_id is not None and resident_id is not None:
            found[invitation_id][resident_id] = message_id
    return found


def held_residents(session: Session, ids: Collection[int]) -> frozenset[int]:
    """Those of them whom nobody is listening to at this moment: they are held from now on."""
    query = select(Resident.id).where(col(Resident.id).in_(ids)).order_by(col(Resident.id))
    return frozenset(session.exec(query.with_for_update(skip_locked=True, key_share=True)))


def open_talks(session: Session, ids: Collection[int]) -> Mapping[int, list[Conversation]]:
    """The open conversations of each of these residents."""
    query = select(Conversation).where(
        col(Conversation.resident_id).in_(ids), Conversation.state == ConversationState.OPEN
    )
    found: dict[int, list[Conversation]] = defaultdict(list)
    for one in session.exec(query):
        if one.resident_id is not None:
            found[one.resident_id].append(one)
    return found


def begin_talks(
    session: Session, rows: Sequence[Mapping[str, Any]], now: datetime
) -> Mapping[int, int]:
    """Open conversations, given by their columns, one a resident; returns their ids by resident."""
    if not rows:
        return {}
    table = SQLModel.metadata.tables["conversation"]
    keep_day(session, now, Keeping.CONVERSATION)
    # Without RETURNING, for which SQLite would be asked row by row.
    session.execute(insert(table), list(rows))
    newest = (
        select(Conversation.resident_id, func.max(Conversation.id))
        .where(col(Conversation.resident_id).in_([row["resident_id"] for row in rows]))
        .group_by(col(Conversation.resident_id))
    )
    return {one: talk for one, talk in session.exec(newest) if one is not None}


def end_talks(session: Session, ids: Collection[int], now: datetime) -> None:
    """Those who were asked before in the name of their homes are asked no more."""
    if ids:
        end_all(session, col(Conversation.id).in_(ids), now)


def post_all(session: Session, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Queue messages, given by their columns."""
    if rows:
        keep_day(session, now, Keeping.MESSAGE)
        session.execute(insert(SQLModel.metadata.tables["outgoing"]), list(rows))


def change_all(session: Session, table_name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Change rows of a table: each gives its `ROW` and the columns that change, all the same."""
    changes = list(rows)
    if not changes:
        return
    table = SQLModel.metadata.tables[table_name]
    names = [name for name in changes[0] if name != ROW]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(table).where(table.c.id == bindparam(ROW)).values(values)
    rows = [{ROW: one[ROW], **{f"new_{name}": one[name] for name in names}} for one in changes]
    # Through the connection: it sends one statement with all values, where a session would not.
    session.connection().execute(statement, rows)


def give_up_all(session: Session, ids: Collection[int], now: datetime) -> None:
    """Nobody of these homes can be asked; those of whom more is known only end their asking."""
    unreached = (col(Invitation.id).in_(ids), col(Invitation.known) < Known.UNREACHABLE)
    ended = {"known": Known.UNREACHABLE, "ended_at": now}
    session.execute(update(Invitation).where(*unreached).values(**ended))
    session.execute(update(Invitation).where(col(Invitation.id).in_(ids)).values(next_at=None))
    talks = select(Invitation.conversation_id).where(col(Invitation.id).in_(ids))
    left = [one for one in session.exec(talks) if one is not None]
    end_talks(session, left, now)

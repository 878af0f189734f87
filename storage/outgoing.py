"""Outgoing messages (待发消息): rows that the postman sends, and every attempt at sending them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    LargeBinary,
    bindparam,
    insert,
    union_all,
    update,
)
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, Session, SQLModel, col, func, or_, select

from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import MessageState, Purpose
from storage.columns import document, identifier, instant, reference, word
from storage.held_rows import all_held
from storage.inserting import Insert, prepared_insert, put_together_once, whole_row
from storage.keeping import keep_day
from storage.prepared import Prepared, prepared

EVER = datetime.min.replace(tzinfo=UTC)
NO_WAY_LEFT = "no way left"
ESCAPE = "/"
QUESTIONS_KEPT = 100
CODE = "code"
"""The field with the digits that prove a phone, in the message that brings them."""
TOKEN = "token"  # noqa: S105 - the name of a field
"""The field with what a link ends in, in the message that brings it and has no other point."""
ONE_WAY = "one_way"
"""The field with what a reader gets instead who cannot answer where they read it."""


class Outgoing(SQLModel, table=True):
    """One message to one reader (a resident, a member of staff, or a room).

    `unique_key` names what it is for, so that it is written once however often its cause is met.
    `urgent` passes quiet hours and overtakes; `passes_quiet_hours` is for receipts, codes and a
    human's answer to somebody who is awake. `address_sealed` is a phone number to which it goes and
    nowhere else: a code, or a reporter whom the directory does not know. `tried` are the ways of
    the reach ladder that are closed for it; `channel` is the one that it took, or takes now.
    `is_answer` marks a human's words: a template that leaves them out does not deliver it.
    `answers_respond` marks a staff answer that is taken back when no channel can deliver it.
    `invitation_id` is the home's part in a survey that it asks for.
    `reminds_id` is the question that it asks again, by another channel where there is one.
    `pressable`: a push about a case that may come with buttons.
    `look_up_at` is when the provider is asked what became of it, while that is unknown.
    """

    __table_args__ = (
        Index("ix_outgoing_state_id", "state", "id"),
        Index("ix_outgoing_estate_id_state_id", "estate_id", "state", "id"),
    )

    id: int = identifier()
    unique_key: str = Field(unique=True)
    resident_id: int | None = reference("resident.id", nullable=True)
    identity_id: int | None = reference("identity.id", nullable=True)
    staff_id: int | None = reference("staff.id", nullable=True)
    room: str | None = None
    estate_id: int | None = reference("estate.id", nullable=True, index=False)
    case_id: int | None = reference("report_case.id", nullable=True)
    invitation_id: int | None = reference("invitation.id", nullable=True)
    reminds_id: int | None = reference("outgoing.id", nullable=True)
    purpose: Purpose = word(Purpose)
    text: str
    options: list[Any] = document(list)
    fields: dict[str, Any] = document(dict)
    urgent: bool = False
    passes_quiet_hours: bool = False
    is_answer: bool = False
    answers_respond: bool = False
    pressable: bool = False
    channel: str | None = None
    address_sealed: bytes | None = None
    tried: list[Any] = document(list)
    state: MessageState = word(MessageState)
    attempts: int = 0
    lookups: int = 0
    look_up_at: datetime | None = instant(nullable=True, index=True)
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
    """One call at a provider, written before the call; without an outcome it was cut off.

    `channel` is the rung of the reach ladder; `identity_id` and `address_sealed` tell where to.
    `provider_status` is the furthest that the provider has reported so far, and `provider_error`
    the code that it gave.
    """

    id: int = identifier()
    outgoing_id: int = reference("outgoing.id")
    channel: str
    identity_id: int | None = reference("identity.id", nullable=True, index=False)
    address_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    started_at: datetime = instant(index=True)
    ended_at: datetime | None = instant(nullable=True)
    outcome: str | None = None
    error: str | None = None
    provider_id: str | None = Field(default=None, index=True)
    provider_status: str | None = None
    provider_error: str | None = None


class EarlyReport(SQLModel, table=True):
    """A status callback that came before its message's id was known (F11)."""

    __tablename__ = "early_report"

    id: int = identifier()
    provider_id: str = Field(index=True)
    status: str
    error: str = ""
    at: datetime = instant()


def post(session: Session, message: Outgoing) -> bool:
    """Queue a message; False when one with its key is there already.

    Where another transaction writes the same key this waits for its end.
    """
    values = message.model_dump(exclude={"id"})
    written = _POSTING.one_or_none(session, **values)
    if written is None:
        return False
    message.id = written
    make_transient_to_detached(message)
    session.add(message)
    keep_day(session, message.created_at, Keeping.MESSAGE)
    return True


def _once(insert: Insert) -> ReturningInsert[tuple[int]]:
    once = whole_row(insert, leaving_out=("id",)).on_conflict_do_nothing(
        index_elements=["unique_key"]
    )
    return once.returning(insert.table.c.id)


_POSTING = prepared_insert("outgoing", _once)


def post_new(session: Session, rows: Sequence[Mapping[str, Any]], now: datetime) -> set[str]:
    """Queue messages, given by their columns, all the same; returns the keys that were new."""
    if not rows:
        return set()
    keep_day(session, now, Keeping.MESSAGE)
    posting = put_together_once(session, "outgoing", _each_once)
    return set(session.execute(posting, list(rows)).scalars())


def _each_once(insert: Insert) -> ReturningInsert[tuple[str]]:
    table = SQLModel.metadata.tables["outgoing"]
    unless_known = insert.on_conflict_do_nothing(index_elements=["unique_key"])
    return unless_known.returning(table.c.unique_key)


_HELD = prepared(
    select(Outgoing)
    .where(Outgoing.id == bindparam("outgoing_id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


def hold(session: Session, outgoing_id: int) -> Outgoing:
    """The message as it is now, held against everyone else until the commit."""
    return _HELD.one(session, outgoing_id=outgoing_id)


_ALL_HELD = prepared(all_held(Outgoing))
_ALL_ATTEMPTS = prepared(
    select(Attempt)
    .where(col(Attempt.outgoing_id).in_(bindparam("ids", expanding=True)))
    .order_by(col(Attempt.id))
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True)
class HeldMessage:
    """A message that nobody else changes now, and every call made for it, in order."""

    message: Outgoing
    attempts: list[Attempt]


def hold_all(session: Session, ids: Collection[int]) -> dict[int, HeldMessage]:
    """Messages as they are now, held in the order of their ids, each with its attempts."""
    chosen = {"ids": list(ids)}
    held = {one.id: HeldMessage(one, []) for one in _ALL_HELD.all(session, **chosen)}
    for attempt in _ALL_ATTEMPTS.all(session, **chosen):
        held[attempt.outgoing_id].attempts.append(attempt)
    return held


_ABANDONED = prepared(
    select(Outgoing)
    .where(Outgoing.state == MessageState.CLAIMED, col(Outgoing.claimed_until) < bindparam("now"))
    .with_for_update(skip_locked=True)
)


def abandoned(session: Session, now: datetime) -> list[Outgoing]:
    """Messages whose lease ran out: whoever claimed them died or hangs."""
    return _ABANDONED.all(session, now=now)


_TO_LOOK_UP = prepared(
    select(Outgoing)
    .where(Outgoing.state == MessageState.UNKNOWN, col(Outgoing.look_up_at) <= bindparam("now"))
    .order_by(col(Outgoing.look_up_at), col(Outgoing.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def take_look_ups(session: Session, now: datetime, until: datetime, limit: int) -> list[Outgoing]:
    """Messages of unknown fate about which the provider is to be asked now.

    Nobody else takes them before `until`.
    """
    taken = _TO_LOOK_UP.all(session, now=now, most=limit)
    for message in taken:
        message.look_up_at = until
        session.add(message)
    return taken


_ATTEMPT = SQLModel.metadata.tables["attempt"]
_BEGINNING = insert(_ATTEMPT).returning(_ATTEMPT.c.outgoing_id, _ATTEMPT.c.id)


def begin_attempts(session: Session, attempts: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Write calls that are about to be made, by their columns; returns their ids by message."""
    if not attempts:
        return {}
    return {row.outgoing_id: row.id for row in session.execute(_BEGINNING, attempts)}


_ATTEMPTS = prepared(
    select(Attempt)
    .where(Attempt.outgoing_id == bindparam("outgoing_id"))
    .order_by(col(Attempt.id))
    .execution_options(populate_existing=True)
)


def attempts_of(session: Session, outgoing_id: int) -> list[Attempt]:
    """Every call made for a message, in order, as they are now."""
    return _ATTEMPTS.all(session, outgoing_id=outgoing_id)


def find_message(session: Session, unique_key: str) -> Outgoing | None:
    """The message of this key, if it was ever written."""
    return session.exec(select(Outgoing).where(Outgoing.unique_key == unique_key)).first()


def for_same_staff(message: Outgoing) -> Any:  # noqa: ANN401 - a clause of SQLAlchemy
    """The messages to the member, or to the group chat, that this one goes to."""
    if message.staff_id is not None:
        return Outgoing.staff_id == message.staff_id
    return Outgoing.room == message.room


_NEXT_SENDING = prepared(
    union_all(
        *(
            select(func.min(column)).where(Outgoing.state == state, column > bindparam("after"))
            for state, column in (
                (MessageState.QUEUED, col(Outgoing.not_before)),
                (MessageState.UNKNOWN, col(Outgoing.look_up_at)),
            )
        )
    )
)


def next_sending(session: Session, after: datetime = EVER) -> datetime | None:
    """When the postman next has something to do: the first such time past `after`."""
    found = _NEXT_SENDING.all(session, after=after)
    return min((at for at in found if at is not None), default=None)


def cancel_queued(session: Session, *beginnings: str, case_id: int | None = None) -> None:
    """Send no more what waits under keys that begin like these; of a case, where one is named.

    In one statement, so that a message that the postman takes at this moment stays his.
    """
    if beginnings:
        keys = {f"key{number}": key for number, key in enumerate(map(_pattern, beginnings))}
        about = {} if case_id is None else {"case": case_id}
        _cancelling(len(keys), of_case=case_id is not None).run(session, **keys, **about)


def _pattern(beginning: str) -> str:
    for special in (ESCAPE, "%", "_"):
        beginning = beginning.replace(special, ESCAPE + special)
    return f"{beginning}%"


@lru_cache(maxsize=QUESTIONS_KEPT)
def _cancelling(keys: int, *, of_case: bool) -> Prepared[Any]:
    sent = SQLModel.metadata.tables["outgoing"]
    begins = (
        sent.c.unique_key.like(bindparam(f"key{number}"), escape=ESCAPE) for number in range(keys)
    )
    waiting = [sent.c.state == MessageState.QUEUED, or_(*begins)]
    if of_case:
        waiting.append(sent.c.case_id == bindparam("case"))
    return prepared(update(sent).where(*waiting).values(state=MessageState.CANCELLED))

"""Conversations: flow, seed, answers and what was asked last; one stack per person."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, bindparam, update
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.policy_privacy import Keeping
from storage.columns import identifier, instant, optional_document, reference, word
from storage.forms import FormVersion
from storage.keeping import keep_day
from storage.keys import keyring
from storage.prepared import prepared

STACKS = "stacks of residents"
FORM, FORM_VERSION = "form", "form_version"
"""What a questionnaire's seed calls a form's content, and the published version that it is."""


class ConversationState(StrEnum):
    """The life of a conversation; what is not open is kept as history."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    FAILED = "failed"


class Starter(StrEnum):
    """Who began: what the house asked first is never idle."""

    RESIDENT = "resident"
    HOUSE = "house"


class Conversation(SQLModel, table=True):
    """One run of a flow with a resident or a member of staff.

    `(flow, seed, answers)` is the whole reproduction of it; seed and answers are sealed, because
    people type names and phone numbers (`seed_of`, `answers_of`). `position` orders the stack: the
    highest open one is what the person is talking about. `idle_at` and `expires_at` are due times
    that the scheduler looks for; a conversation that the house began has neither, but that a survey
    ends some days after its campaign.
    """

    id: int = identifier()
    resident_id: int | None = reference("resident.id", nullable=True)
    staff_id: int | None = reference("staff.id", nullable=True)
    identity_id: int | None = reference("identity.id", nullable=True)
    flow: str
    seed_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    answers_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    asked: dict[str, Any] | None = optional_document()
    state: ConversationState = word(ConversationState, index=True)
    starter: Starter = word(Starter)
    position: int = 0
    case_id: int | None = reference("report_case.id", nullable=True)
    opened_at: datetime = instant()
    touched_at: datetime = instant()
    idle_at: datetime | None = instant(nullable=True, index=True)
    expires_at: datetime | None = instant(nullable=True, index=True)
    closed_at: datetime | None = instant(nullable=True)
    failure: str | None = None


def seal_document(session: Session, content: Mapping[str, Any]) -> bytes:
    """A seed or answers as they lie in a row."""
    return keyring(session).seal(json.dumps(content, ensure_ascii=False))


def seal_seed(session: Session, seed: Mapping[str, Any]) -> bytes:
    """A seed as it lies in a row: of a published form only which version it is."""
    if seed.get(FORM_VERSION) is None:
        return seal_document(session, seed)
    return seal_document(session, {name: one for name, one in seed.items() if name != FORM})


def seed_of(session: Session, conversation: Conversation) -> dict[str, Any]:
    """What the conversation was begun with."""
    seed: dict[str, Any] = json.loads(keyring(session).open(conversation.seed_sealed))
    if FORM not in seed and seed.get(FORM_VERSION) is not None:
        seed[FORM] = session.get_one(FormVersion, seed[FORM_VERSION]).content
    return seed


def answers_of(session: Session, conversation: Conversation) -> dict[str, Any]:
    """The answers so far, by their keys."""
    answers: dict[str, Any] = json.loads(keyring(session).open(conversation.answers_sealed))
    return answers


def keep_answers(session: Session, conversation: Conversation, answers: Mapping[str, Any]) -> None:
    """Replace the answers."""
    conversation.answers_sealed = seal_document(session, answers)
    session.add(conversation)


_OPEN = (
    select(Conversation)
    .where(Conversation.state == ConversationState.OPEN)
    .order_by(col(Conversation.position), col(Conversation.id))
)
_OPEN_OF_RESIDENT = prepared(_OPEN.where(Conversation.resident_id == bindparam("resident_id")))
_OPEN_OF_STAFF = prepared(_OPEN.where(Conversation.staff_id == bindparam("staff_id")))


def stack_of_resident(session: Session, resident_id: int) -> list[Conversation]:
    """The open conversations of a resident, the one being talked about last.

    Read once in a transaction: whoever holds the resident changes them alone.
    """
    known: dict[int, list[Conversation]] = session.info.setdefault(STACKS, {})
    if resident_id not in known:
        # What is not written yet is no new row, and its state is asked of the object below.
        with session.no_autoflush:
            found = _OPEN_OF_RESIDENT.all(session, resident_id=resident_id)
            known[resident_id] = list(found)
    still_open = (one for one in known[resident_id] if one.state is ConversationState.OPEN)
    return sorted(still_open, key=lambda one: (one.position, one.id))


def begin(session: Session, conversation: Conversation) -> Conversation:
    """Write a new conversation down, and with it its place in the stack."""
    session.add(conversation)
    session.flush()
    known: dict[int, list[Conversation]] = session.info.get(STACKS, {})
    if conversation.resident_id in known:
        known[conversation.resident_id].append(conversation)
    return conversation


def read_stacks_again(session: Session) -> None:
    """Conversations were given to another resident."""
    session.info.pop(STACKS, None)


def stack_of_staff(session: Session, staff_id: int) -> list[Conversation]:
    """The open conversations of a member of staff, the one being talked about last."""
    return _OPEN_OF_STAFF.all(session, staff_id=staff_id)


_LAST = prepared(
    select(Conversation)
    .where(Conversation.resident_id == bindparam("resident_id"))
    .order_by(
        func.coalesce(col(Conversation.closed_at), col(Conversation.touched_at)).desc(),
        col(Conversation.id).desc(),
    )
    .limit(1)
)


def spoken_of_last(session: Session, resident_id: int) -> Conversation | None:
    """The conversation that a resident touched or ended last, open or not."""
    with session.no_autoflush:
        return _LAST.first(session, resident_id=resident_id)


def open_about(session: Session, case_id: int, flow: str) -> list[Conversation]:
    """The open conversations of one flow about a case."""
    query = select(Conversation).where(
        Conversation.case_id == case_id,
        Conversation.flow == flow,
        Conversation.state == ConversationState.OPEN,
    )
    return list(session.exec(query))


def close(
    session: Session, conversation: Conversation, state: ConversationState, now: datetime
) -> None:
    """End a conversation; it keeps its answers, for the policy's days."""
    conversation.state = state
    conversation.closed_at = now
    conversation.idle_at = None
    conversation.expires_at = None
    session.add(conversation)
    keep_day(session, now, Keeping.CONVERSATION)


def end_all(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    """End those of the open conversations, at once and unread."""
    ended = {"state": ConversationState.CANCELLED, "closed_at": now}
    quiet = {"idle_at": None, "expires_at": None}
    is_open = col(Conversation.state) == ConversationState.OPEN
    session.execute(update(Conversation).where(which, is_open).values(**ended, **quiet))
    keep_day(session, now, Keeping.CONVERSATION)

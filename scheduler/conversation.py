"""A conversation that the resident began falls silent: offered again once, then closed."""

from datetime import datetime

from sqlalchemy import bindparam, union_all
from sqlmodel import Session, col, func, or_, select

from flows.engine.replay import Waiting, advance
from flows.rules.vocabulary import CaseKind, MessageState, Purpose
from flows.talks.registry import UnknownTalk, flow_of, load_seed
from flows.talks.results import Talk
from flows.talks.small_talks import ASKED_FIRST, ESTATE, HandOverSeed
from flows.wording.catalogue import render
from flows.wording.say import say
from scheduler.due_rows import Due, one_by_one
from scheduler.happenings import Happening
from scheduler.unanswered_call import call_somebody
from storage.conversations import (
    Conversation,
    ConversationState,
    answers_of,
    close,
    seed_of,
)
from storage.database import zone_of
from storage.outgoing import ONE_WAY, Outgoing, post
from storage.own_wording import in_own_words
from storage.prepared import prepared
from storage.residents import Resident

KIND = "conversation"


_DUE = prepared(
    select(Conversation)
    .join(Resident, col(Resident.id) == col(Conversation.resident_id))
    .where(
        Conversation.state == ConversationState.OPEN,
        or_(
            col(Conversation.idle_at) <= bindparam("now"),
            col(Conversation.expires_at) <= bindparam("now"),
        ),
    )
    .order_by(col(Conversation.id))
    .limit(1)
    .with_for_update(skip_locked=True, of=(Conversation, Resident), key_share=True)
)


def take_due(session: Session, now: datetime) -> Conversation | None:
    """One silent conversation that this transaction now holds, and its resident with it.

    One whose resident is being listened to at this moment is skipped: it is not silent.
    """
    return _DUE.first(session, now=now)


def handle(session: Session, conversation: Conversation, now: datetime) -> list[Happening]:
    """Offer a silent conversation again, or close it when its time is up."""
    if conversation.expires_at is not None and conversation.expires_at <= now:
        due = conversation.expires_at
        close(session, conversation, ConversationState.EXPIRED, now)
        action = "expired"
    else:
        due = conversation.idle_at or now
        conversation.idle_at = None
        if _waits_for_a_person(session, conversation):
            call_somebody(session, conversation, now)
            action = "called"
        else:
            action = "offered" if _offer(session, conversation, now) else "left"
    session.add(conversation)
    session.flush()
    return [Happening(KIND, conversation.flow, action, due)]


def put_aside(session: Session, conversation_id: int, error: Exception, now: datetime) -> None:
    """Offer no more what cannot be offered; it ends in its time, as failed where it has none."""
    conversation = session.get_one(Conversation, conversation_id)
    conversation.idle_at = None
    conversation.failure = f"{type(error).__name__}: {error}"
    if conversation.expires_at is None or conversation.expires_at <= now:
        close(session, conversation, ConversationState.FAILED, now)


_EARLIEST = prepared(
    union_all(
        *(
            select(func.min(column)).where(
                Conversation.state == ConversationState.OPEN,
                col(Conversation.resident_id).is_not(None),
            )
            for column in (Conversation.idle_at, Conversation.expires_at)
        )
    )
)


def earliest(session: Session) -> datetime | None:
    """When the next conversation is to be offered or closed."""
    times = _EARLIEST.all(session)
    return min((time for time in times if time is not None), default=None)


def _waits_for_a_person(session: Session, conversation: Conversation) -> bool:
    """Whether somebody wanted a person and has not said from which estate."""
    if conversation.flow != Talk.HAND_OVER:
        return False
    seed = load_seed(HandOverSeed, seed_of(session, conversation))
    answers = answers_of(session, conversation)
    is_told = "details" in answers or CaseKind(seed.kind) not in ASKED_FIRST
    return len(seed.estates) > 1 and ESTATE not in answers and is_told


def _offer(session: Session, conversation: Conversation, now: datetime) -> bool:
    if conversation.resident_id is None or conversation.expires_at is None:
        return False
    try:
        flow = flow_of(conversation.flow, seed_of(session, conversation))
    except UnknownTalk:
        return False
    progress = advance(flow, answers_of(session, conversation))
    if not isinstance(progress.at, Waiting) or not progress.path:
        return False
    question = progress.at.question
    # A deploy may have reordered the options: a number counts them as they are shown now.
    conversation.asked = None if progress.asked is None else progress.asked.dump()
    resident = session.get_one(Resident, conversation.resident_id)
    zone = zone_of(session)
    sentence = say("conversation.offered_again", question=question.prompt)
    said = in_own_words(session, resident.estate_id, sentence)
    labels = [
        {
            "label": render(option.label, resident.language, zone),
            "token": f"{conversation.id}.{question.key}.{option.value}",
        }
        for option in question.options
    ]
    return post(
        session,
        Outgoing(
            unique_key=f"conversation {conversation.id} offer {now.isoformat()}",
            resident_id=resident.id,
            identity_id=conversation.identity_id,
            estate_id=resident.estate_id,
            purpose=Purpose.CASE,
            text=render(said, resident.language, zone),
            options=labels,
            fields={ONE_WAY: render(say("conversation.one_way"), resident.language, zone)},
            state=MessageState.QUEUED,
            not_before=now,
            not_after=conversation.expires_at,
            created_at=now,
        ),
    )


DUE = Due(earliest, one_by_one(KIND, take_due, handle, put_aside).sweep_some)

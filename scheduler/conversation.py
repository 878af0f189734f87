"""A conversation that the resident began falls silent: offered again once, then closed."""

from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from flows.engine.replay import Waiting, advance
from flows.rules.vocabulary import MessageState, Purpose
from flows.talks.registry import UnknownTalk, flow_of
from flows.wording.catalogue import render
from flows.wording.say import say
from scheduler.happenings import Happening
from storage.conversations import (
    Conversation,
    ConversationState,
    answers_of,
    close,
    seed_of,
)
from storage.database import zone_of
from storage.outgoing import Outgoing, post
from storage.residents import Resident

KIND = "conversation"


def sweep_one(session: Session, now: datetime) -> Happening | None:
    """Offer or close one silent conversation; None when there is none."""
    query = (
        select(Conversation)
        .where(
            Conversation.state == ConversationState.OPEN,
            or_(col(Conversation.idle_at) <= now, col(Conversation.expires_at) <= now),
        )
        .order_by(col(Conversation.id))
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    )
    conversation = session.exec(query).first()
    if conversation is None:
        return None
    if conversation.expires_at is not None and conversation.expires_at <= now:
        due = conversation.expires_at
        close(conversation, ConversationState.EXPIRED, now)
        action = "expired"
    else:
        due = conversation.idle_at or now
        conversation.idle_at = None
        action = "offered" if _offer(session, conversation, now) else "left"
    session.add(conversation)
    session.flush()
    return Happening(KIND, conversation.flow, action, due)


def earliest(session: Session) -> datetime | None:
    """When the next conversation is to be offered or closed."""
    is_open = Conversation.state == ConversationState.OPEN
    times = [
        session.exec(select(func.min(column)).where(is_open)).one()
        for column in (Conversation.idle_at, Conversation.expires_at)
    ]
    return min((time for time in times if time is not None), default=None)


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
    resident = session.get_one(Resident, conversation.resident_id)
    zone = zone_of(session)
    sentence = say("conversation.offered_again", question=question.prompt)
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
            text=render(sentence, resident.language, zone),
            options=labels,
            state=MessageState.QUEUED,
            not_before=now,
            not_after=conversation.expires_at,
            created_at=now,
        ),
    )

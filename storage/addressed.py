"""Whom the house is talking to at an address: a household may share one phone (F45)."""

from sqlalchemy import bindparam
from sqlmodel import Session, select

from storage.conversations import Conversation, ConversationState, Starter
from storage.prepared import prepared
from storage.residents import SMS, Identity, address_of, residents_with_phone


def addressed_resident(session: Session, identity: Identity) -> int:
    """The resident whom a message from this address answers.

    A question that the house sent to a shared number was for one of those who share it: the answer
    is theirs. Otherwise the address speaks for the resident it is filed under.
    """
    if identity.channel != SMS or _is_asked(session, identity.resident_id):
        return identity.resident_id
    for resident in residents_with_phone(session, address_of(session, identity)):
        if _is_asked(session, resident.id):
            return resident.id
    return identity.resident_id


_ASKED = prepared(
    select(Conversation.id).where(
        Conversation.resident_id == bindparam("resident_id"),
        Conversation.state == ConversationState.OPEN,
        Conversation.starter == Starter.HOUSE,
    )
)


def _is_asked(session: Session, resident_id: int) -> bool:
    return _ASKED.first(session, resident_id=resident_id) is not None

"""Who of a household is being talked with at a number that they share (F45)."""

from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from storage.conversations import Conversation, ConversationState, Starter, stack_of_resident
from storage.outgoing import Outgoing
from storage.prepared import prepared
from storage.residents import SMS, Identity, address_of, residents_with_phone


@dataclass(frozen=True)
class Asked:
    """One of a household, and what the house asked them."""

    resident_id: int
    conversation: Conversation


def asked_at(session: Session, identity: Identity) -> Asked | None:
    """Whoever else was asked last at the number of this identity; None where nobody was.

    Nobody was, either, where the writer has gone on with something of their own since then.
    """
    if identity.channel != SMS:
        return None
    sharing = [one.id for one in residents_with_phone(session, address_of(session, identity))]
    others = [one for one in sharing if one != identity.resident_id]
    if not others:
        return None
    own = stack_of_resident(session, identity.resident_id)
    for asked in _ASKED.all(session, resident_ids=others):
        if own and own[-1].touched_at >= asked.touched_at:
            return None
        if asked.resident_id is not None and _is_by_sms(session, asked):
            return Asked(asked.resident_id, asked)
    return None


_ASKED = prepared(
    select(Conversation)
    .where(
        col(Conversation.resident_id).in_(bindparam("resident_ids", expanding=True)),
        Conversation.state == ConversationState.OPEN,
        Conversation.starter == Starter.HOUSE,
    )
    .order_by(col(Conversation.touched_at).desc(), col(Conversation.id).desc())
)

_CHANNEL = prepared(
    select(Outgoing.channel)
    .where(
        Outgoing.resident_id == bindparam("resident_id"),
        Outgoing.created_at >= bindparam("since"),
        col(Outgoing.channel).is_not(None),
    )
    .order_by(col(Outgoing.id).desc())
    .limit(1)
)


def _is_by_sms(session: Session, asked: Conversation) -> bool:
    """Whether the question may stand on this phone: what went into WeChat is answered there."""
    channel = _CHANNEL.first(session, resident_id=asked.resident_id, since=asked.opened_at)
    return channel in {None, SMS}

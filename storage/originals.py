"""The originals behind a questionnaire (R16): what was written, word for word, in order of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, and_, col, or_, select

from flows.rules.vocabulary import Source
from storage.conversations import Conversation
from storage.inbound import Inbound
from storage.keys import keyring
from storage.residents import Identity
from storage.responses import FormResponse

MESSAGES_MAX = 200


@dataclass(frozen=True)
class Original:
    """One message as it came in."""

    at: datetime
    channel: str
    text: str


def original_of(session: Session, response: FormResponse) -> Sequence[Original]:
    """What came in while the questionnaire was being answered, from whoever answered it.

    Nothing where it was keyed in: then the paper in the office is the original. Messages whose days
    are over, or whose writer is erased, are empty.
    """
    if response.conversation_id is None or response.collector_id is not None:
        return []
    talk = session.get_one(Conversation, response.conversation_id)
    addresses = select(Identity.id).where(Identity.resident_id == response.resident_id)
    # Whoever never wrote has no address of their own: their page names the home that was asked.
    is_page = and_(Inbound.channel == Source.WEB, Inbound.invitation_id == response.invitation_id)
    query = (
        select(Inbound)
        .where(
            or_(col(Inbound.identity_id).in_(addresses), is_page),
            Inbound.received_at >= talk.opened_at,
            Inbound.received_at <= response.handed_in_at,
        )
        .order_by(col(Inbound.received_at), col(Inbound.id))
        .limit(MESSAGES_MAX)
    )
    opened = keyring(session).open
    return [
        Original(one.received_at, one.channel, opened(one.text_sealed))
        for one in session.exec(query)
    ]

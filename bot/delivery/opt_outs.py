"""Readers who have left, as a provider tells it: nothing goes to that address any more (W24)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.reach import SMS
from flows.rules.vocabulary import Language
from storage.keys import keyring
from storage.outgoing import Attempt, Outgoing
from storage.residents import SMS_ACCOUNT, Identity, meet


def remember_opt_out(session: Session, message: Outgoing, attempt: Attempt, now: datetime) -> None:
    """Close the address that an attempt went to; of staff's the provider alone keeps count."""
    identity = _identity(session, message, attempt, now)
    if identity is not None and identity.opted_out_at is None:
        identity.opted_out_at = now
        session.add(identity)
        session.flush()


def _identity(
    session: Session, message: Outgoing, attempt: Attempt, now: datetime
) -> Identity | None:
    """The identity behind the address; a number that never wrote to us gets one by this."""
    if attempt.identity_id is not None:
        return session.get_one(Identity, attempt.identity_id)
    if attempt.channel != SMS or message.staff_id is not None:
        return None
    phone = keyring(session).open(attempt.address_sealed)
    return meet(session, SMS, SMS_ACCOUNT, phone, Language.SIMPLIFIED, now)

"""Enrolment: codes sent to the directory's number, and requests that wait for a person."""

import hmac
from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.policy_privacy import Keeping
from flows.talks.results import Talk
from storage.columns import identifier, instant, reference
from storage.conversations import Conversation, ConversationState
from storage.keeping import keep_day
from storage.keys import keyring
from storage.residents import Resident


class EnrolmentCode(SQLModel, table=True):
    """A code on its way to the directory's number of a resident; only its keyed digest is kept."""

    __tablename__ = "enrolment_code"

    id: int = identifier()
    identity_id: int = reference("identity.id")
    resident_id: int = reference("resident.id")
    home_id: int = reference("home.id")
    digest: str
    made_at: datetime = instant()
    expires_at: datetime = instant()
    tries_left: int
    used_at: datetime | None = instant(nullable=True)


class EnrolmentRequest(SQLModel, table=True):
    """A wish to be tied to a home, which a member of staff approves (同意) or returns."""

    __tablename__ = "enrolment_request"

    id: int = identifier()
    identity_id: int = reference("identity.id")
    home_id: int = reference("home.id")
    case_id: int = reference("report_case.id")
    role: str
    name_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime = instant()
    decided_at: datetime | None = instant(nullable=True)
    decided_by: str | None = None
    granted: bool | None = None


def make_code(
    session: Session,
    *,
    identity_id: int,
    resident_id: int,
    home_id: int,
    code: str,
    tries: int,
    now: datetime,
    expires_at: datetime,
) -> EnrolmentCode:
    """Remember a code; an older one of the same address is worth nothing from now on."""
    for old in _live_codes(session, identity_id):
        old.tries_left = 0
        session.add(old)
    row = EnrolmentCode(
        identity_id=identity_id,
        resident_id=resident_id,
        home_id=home_id,
        digest=keyring(session).index(f"enrolment {identity_id} {code}"),
        made_at=now,
        expires_at=expires_at,
        tries_left=tries,
    )
    session.add(row)
    keep_day(session, now, Keeping.CODE)
    session.flush()
    return row


def spend_code(
    session: Session, identity_id: int, code: str, now: datetime
) -> EnrolmentCode | None:
    """The row of a right code, spent by this; None, and one try less, for any other."""
    right = keyring(session).indexes(f"enrolment {identity_id} {code}")
    for row in _live_codes(session, identity_id):
        if row.expires_at <= now or row.tries_left <= 0:
            continue
        if any(hmac.compare_digest(row.digest, digest) for digest in right):
            row.used_at = now
            session.add(row)
            return row
        row.tries_left -= 1
        session.add(row)
    return None


def is_code_good(session: Session, identity_id: int, home_id: int, now: datetime) -> bool:
    """Whether a code for this home is on its way to this address and can still be spent."""
    return any(
        row.home_id == home_id and row.expires_at > now and row.tries_left > 0
        for row in _live_codes(session, identity_id)
    )


def codes_sent(session: Session, phone: str, since: datetime) -> int:
    """How many codes went to this number, whoever asked for them."""
    query = (
        select(func.count())
        .select_from(EnrolmentCode)
        .join(Resident, col(Resident.id) == EnrolmentCode.resident_id)
        .where(
            col(Resident.phone_index).in_(keyring(session).indexes(phone)),
            EnrolmentCode.made_at > since,
        )
    )
    return session.exec(query).one()


def times_asked(session: Session, identity_id: int, since: datetime) -> int:
    """How many enrolments an address has asked for to the end, a code or none coming of it."""
    query = select(func.count()).where(
        Conversation.identity_id == identity_id,
        Conversation.flow == Talk.ENROLMENT,
        Conversation.state == ConversationState.DONE,
        col(Conversation.closed_at) > since,
    )
    return session.exec(query).one()


def _live_codes(session: Session, identity_id: int) -> list[EnrolmentCode]:
    query = select(EnrolmentCode).where(
        EnrolmentCode.identity_id == identity_id, col(EnrolmentCode.used_at).is_(None)
    )
    return list(session.exec(query.with_for_update()))


def request_about(session: Session, case_id: int) -> EnrolmentRequest | None:
    """The undecided request that a help case carries."""
    query = select(EnrolmentRequest).where(
        EnrolmentRequest.case_id == case_id, col(EnrolmentRequest.decided_at).is_(None)
    )
    return session.exec(query).first()

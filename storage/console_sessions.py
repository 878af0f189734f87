"""Sessions of the console as rows: ended at once by logout, dismissal, or time (F52)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, delete, select

from storage.columns import identifier, instant, reference, word
from storage.console_accounts import ConsoleAccount
from storage.staff import Staff

LONGEST = timedelta(hours=12)
IDLE_LONGEST = timedelta(minutes=30)
SEEN_AGAIN_AFTER = timedelta(minutes=1)
"""`seen_at` is written no more often than this: not every look is worth a write."""


class Stage(StrEnum):
    """How far somebody has come in: only `entered` opens a page of the desk."""

    CODE_WANTED = "code_wanted"
    ENTERED = "entered"


class ConsoleSession(SQLModel, table=True):
    """One browser of one member. Only the hash of its token is kept.

    `by_wecom`: WeCom vouches for them, so neither password nor one-time code is asked for.
    """

    __tablename__ = "console_session"

    id: int = identifier()
    account_id: int = reference("console_account.id")
    token_hash: str = Field(unique=True)
    stage: Stage = word(Stage)
    by_wecom: bool = False
    created_at: datetime = instant(index=True)
    seen_at: datetime = instant()


@dataclass(frozen=True)
class Entrant:
    """Who a token belongs to, and how far they have come."""

    session: ConsoleSession
    account: ConsoleAccount
    member: Staff


def begin_session(
    session: Session,
    account: ConsoleAccount,
    token: str,
    stage: Stage,
    now: datetime,
    *,
    by_wecom: bool = False,
) -> ConsoleSession:
    """A new session under a token of at least 128 random bits; those whose time is over go."""
    session.execute(delete(ConsoleSession).where(col(ConsoleSession.created_at) < now - LONGEST))
    begun = ConsoleSession(
        account_id=account.id,
        token_hash=_hash(token),
        stage=stage,
        by_wecom=by_wecom,
        created_at=now,
        seen_at=now,
    )
    session.add(begun)
    session.flush()
    return begun


def find_entrant(session: Session, token: str, now: datetime) -> Entrant | None:
    """Whoever a token lets in, if its time is not over and they are still of the staff."""
    query = (
        select(ConsoleSession, ConsoleAccount, Staff)
        .join(ConsoleAccount, col(ConsoleAccount.id) == col(ConsoleSession.account_id))
        .join(Staff, col(Staff.id) == col(ConsoleAccount.staff_id))
        .where(
            ConsoleSession.token_hash == _hash(token),
            col(ConsoleSession.created_at) > now - LONGEST,
            col(ConsoleSession.seen_at) > now - IDLE_LONGEST,
            col(ConsoleAccount.disabled_at).is_(None),
            col(Staff.active).is_(True),
        )
    )
    found = session.exec(query).first()
    return None if found is None else Entrant(*found)


def is_worth_seeing(entered: ConsoleSession, now: datetime) -> bool:
    """Whether it is long enough ago that the row was told of a visit."""
    return now - entered.seen_at >= SEEN_AGAIN_AFTER


def seen(session: Session, session_id: int, now: datetime) -> None:
    """The browser has asked for something in its member's hand; an ended session stays ended."""
    row = session.get(ConsoleSession, session_id)
    if row is not None:
        row.seen_at = now
        session.add(row)
        session.flush()


def end_session(session: Session, token: str) -> None:
    """The token opens nothing any more."""
    session.execute(delete(ConsoleSession).where(col(ConsoleSession.token_hash) == _hash(token)))


def end_sessions(session: Session, account_id: int) -> None:
    """Every browser of an account is out."""
    session.execute(delete(ConsoleSession).where(col(ConsoleSession.account_id) == account_id))


def sessions_of(session: Session, account_id: int) -> list[ConsoleSession]:
    """The sessions of an account, the newest first."""
    query = select(ConsoleSession).where(ConsoleSession.account_id == account_id)
    return list(session.exec(query.order_by(col(ConsoleSession.id).desc())))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

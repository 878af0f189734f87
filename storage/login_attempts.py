"""Tries to enter the console, by account and by address: whoever guesses waits longer (F51)."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, delete, func, select

from flows.rules.login_delays import (
    FAILURES_COUNT_FOR,
    OF_ACCOUNT,
    OF_ADDRESS,
    next_try,
)
from storage.columns import identifier, instant
from storage.keys import keyring

FAILURES_READ_MAX = 100
"""The delay has long been the longest by then."""
LOCK_DIGITS = 15
"""Hexadecimal digits of an index that fit into a lock's number."""


class LoginAttempt(SQLModel, table=True):
    """One try that has not succeeded: written before the password is looked at.

    Names are kept as keyed digests alone: people type passwords into the field of the name.
    """

    __tablename__ = "login_attempt"

    id: int = identifier()
    account_index: str = Field(index=True)
    address_index: str = Field(index=True)
    at: datetime = instant(index=True)


def begin_attempt(
    session: Session, userid: str, address: str, now: datetime
) -> LoginAttempt | datetime:
    """A try that counts as failed until it is taken back; a time where it is not heard before.

    For a name that nobody has it is the same: the answer does not tell who works here. Of tries
    at the same moment each is counted before the next is judged.
    """
    keys = keyring(session)
    account_index = keys.index(f"login {userid.strip().lower()}")
    address_index = keys.index(f"login from {address}")
    _one_after_another(session, account_index, address_index)
    session.execute(delete(LoginAttempt).where(col(LoginAttempt.at) < now - FAILURES_COUNT_FOR))
    waits = (
        next_try(_failures(session, LoginAttempt.account_index == account_index), OF_ACCOUNT),
        next_try(_failures(session, LoginAttempt.address_index == address_index), OF_ADDRESS),
    )
    until = max((one for one in waits if one is not None), default=now)
    if until > now:
        return until
    attempt = LoginAttempt(account_index=account_index, address_index=address_index, at=now)
    session.add(attempt)
    session.flush()
    return attempt


def succeed(session: Session, attempt: LoginAttempt) -> None:
    """It was the right one: what its account has failed before is forgotten, not the address."""
    own = col(LoginAttempt.account_index) == attempt.account_index
    session.execute(delete(LoginAttempt).where(own))


def _one_after_another(session: Session, *indexes: str) -> None:
    """Wait for whoever tries the same account, or from the same address, at this moment.

    SQLite has one writer at a time anyway. The locks are taken in one order, so that no two wait
    for each other, and end with the transaction.
    """
    if session.get_bind().dialect.name == "postgresql":
        for key in sorted(int(index[:LOCK_DIGITS], 16) for index in indexes):
            session.execute(select(func.pg_advisory_xact_lock(key)))


def _failures(session: Session, which: object) -> list[datetime]:
    query = select(LoginAttempt.at).where(which)  # type: ignore[arg-type]  # SQLModel's comparisons
    newest = query.order_by(col(LoginAttempt.id).desc()).limit(FAILURES_READ_MAX)
    return sorted(session.exec(newest))

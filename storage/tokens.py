"""Providers' access tokens as rows, shared by all processes (W12)."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, Session, SQLModel, select

from storage.columns import instant
from storage.keys import keyring


class ProviderToken(SQLModel, table=True):
    """The token of one account; `renewing_until` is a lease on asking for a new one."""

    __tablename__ = "provider_token"

    account: str = Field(primary_key=True)
    token_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    expires_at: datetime | None = instant(nullable=True)
    renewing_until: datetime | None = instant(nullable=True)


def read_token(session: Session, account: str, now: datetime) -> str:
    """The token, or an empty text when there is none that still holds."""
    row = session.get(ProviderToken, account)
    if row is None or row.expires_at is None or row.expires_at <= now:
        return ""
    return keyring(session).open(row.token_sealed)


def lease_renewal(session: Session, account: str, bad: str, now: datetime, until: datetime) -> bool:
    """Whether this caller is the one to fetch a token other than `bad`."""
    query = select(ProviderToken).where(ProviderToken.account == account).with_for_update()
    row = session.exec(query).first()
    if row is None:
        row = ProviderToken(account=account)
    elif read_token(session, account, now) not in ("", bad):
        return False
    elif row.renewing_until is not None and row.renewing_until > now:
        return False
    row.renewing_until = until
    session.add(row)
    session.flush()
    return True


def write_token(session: Session, account: str, token: str, expires_at: datetime) -> None:
    """Keep a fetched token and give the lease back."""
    row = session.get(ProviderToken, account) or ProviderToken(account=account)
    row.token_sealed = keyring(session).seal(token)
    row.expires_at = expires_at
    row.renewing_until = None
    session.add(row)
    session.flush()


def give_up_renewal(session: Session, account: str) -> None:
    """The fetch failed: let the next one try."""
    row = session.get(ProviderToken, account)
    if row is not None:
        row.renewing_until = None
        session.add(row)

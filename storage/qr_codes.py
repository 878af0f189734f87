"""The WeChat QR code of each home: asked for once, because an account has only so many."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, SQLModel, select

from storage.columns import identifier, instant, reference


class HomeQr(SQLModel, table=True):
    """The address that WeChat gave for a home's code at one account.

    Without `expires_at` it is good for ever. Whoever scans it may join the home: it is for those
    who live there.
    """

    __tablename__ = "home_qr"
    __table_args__ = (UniqueConstraint("home_id", "account"),)

    id: int = identifier()
    home_id: int = reference("home.id")
    account: str
    url: str
    made_at: datetime = instant()
    expires_at: datetime | None = instant(nullable=True)


def known_qr(session: Session, home_id: int, account: str, now: datetime) -> HomeQr | None:
    """The home's code, if there is one that is still good."""
    found = _row(session, home_id, account)
    if found is None or (found.expires_at is not None and found.expires_at <= now):
        return None
    return found


def keep_qr(
    session: Session,
    home_id: int,
    account: str,
    url: str,
    now: datetime,
    expires_at: datetime | None,
) -> None:
    """Keep a code that WeChat has just given, in place of an older one."""
    row = _row(session, home_id, account) or HomeQr(
        home_id=home_id, account=account, url=url, made_at=now
    )
    row.url, row.made_at, row.expires_at = url, now, expires_at
    session.add(row)
    session.flush()


def _row(session: Session, home_id: int, account: str) -> HomeQr | None:
    query = select(HomeQr).where(HomeQr.home_id == home_id, HomeQr.account == account)
    return session.exec(query).first()

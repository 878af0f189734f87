"""Providers' access tokens as rows, shared by all processes (W12)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, select

from storage.columns import instant
from storage.keys import keyring


class ProviderToken(SQLModel, table=True):
    """The token of one account; `renewing_until` is a lease on asking for a new one.

    `failures` counts refusals in a row and `failure` is the last one's code; until `paused_until`
    nobody asks again.
    """

    __tablename__ = "provider_token"

    account: str = Field(primary_key=True)
    token_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    expires_at: datetime | None = instant(nullable=True)
    renewing_until: datetime | None = instant(nullable=True)
    failures: int = 0
    failure: str = ""
    paused_until: datetime | None = instant(nullable=True)


@dataclass(frozen=True)
class Renewal:
    """What whoever wants another token finds.

    Either a `token` that is there already, or that it is `theirs` to fetch one, or the code of a
    failure for which nobody may ask now; or nothing of these: somebody else is asking.
    """

    token: str = ""
    theirs: bool = False
    paused_by: str = ""


def read_token(session: Session, account: str, now: datetime) -> str:
    """The token, or an empty text when there is none that still holds."""
    row = session.get(ProviderToken, account)
    if row is None or row.expires_at is None or row.expires_at <= now:
        return ""
    return keyring(session).open(row.token_sealed)


def lease_renewal(
    session: Session, account: str, bad: str, now: datetime, until: datetime
) -> Renewal:
    """Ask for a token other than `bad`; until `until` only one caller finds that it is theirs."""
    row = _held(session, account)
    known = read_token(session, account, now)
    if known not in {"", bad}:
        return Renewal(token=known)
    if row.paused_until is not None and row.paused_until > now:
        return Renewal(paused_by=row.failure)
    if row.renewing_until is not None and row.renewing_until > now:
        return Renewal()
    row.renewing_until = until
    session.add(row)
    session.flush()
    return Renewal(theirs=True)


def write_token(session: Session, account: str, token: str, expires_at: datetime) -> None:
    """Keep a fetched token and give the lease back."""
    row = _held(session, account)
    row.token_sealed = keyring(session).seal(token)
    row.expires_at = expires_at
    row.renewing_until = row.paused_until = None
    row.failures, row.failure = 0, ""
    session.add(row)
    session.flush()


def give_up_renewal(session: Session, account: str) -> None:
    """The provider could not be reached: whoever comes next may try."""
    row = _held(session, account)
    row.renewing_until = None
    session.add(row)
    session.flush()


def note_refusal(
    session: Session, account: str, code: str, *, failures_max: int, pause_until: datetime
) -> int:
    """The provider refused a token: after so many times in a row nobody asks before `pause_until`.

    Returns how often in a row it has refused.
    """
    row = _held(session, account)
    row.renewing_until = None
    row.failures += 1
    row.failure = code
    if row.failures >= failures_max:
        row.paused_until = pause_until
    session.add(row)
    session.flush()
    return row.failures


def _held(session: Session, account: str) -> ProviderToken:
    """The account's row, made where it is missing, held until the commit."""
    table = SQLModel.metadata.tables["provider_token"]
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    empty = insert(table).values(account=account, failures=0, failure="")
    session.execute(empty.on_conflict_do_nothing(index_elements=["account"]))
    query = select(ProviderToken).where(ProviderToken.account == account).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()

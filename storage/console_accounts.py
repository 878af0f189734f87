"""Accounts of the console: which members of staff may enter it, and how they prove who they are."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from flows.rules.vocabulary import Language
from storage.columns import identifier, instant, sealed, word
from storage.keys import keyring
from storage.staff import Staff


class ConsoleAccount(SQLModel, table=True):
    """One member's way in. `password_hash` is argon2id's own text, with its cost and salt.

    `must_change`: the password was printed for somebody else to hand over. `secret_sealed` is what
    one-time codes are counted from; it holds once `codes_since` says that a code has been shown.
    `last_step` is the newest step whose code was used: no code opens twice.
    """

    __tablename__ = "console_account"

    id: int = identifier()
    staff_id: int = Field(foreign_key="staff.id", unique=True)
    password_hash: str
    must_change: bool = True
    secret_sealed: bytes | None = sealed()
    codes_since: datetime | None = instant(nullable=True)
    last_step: int | None = None
    language: Language = word(Language)
    rings: bool = True
    disabled_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


def account_of(session: Session, staff_id: int) -> ConsoleAccount | None:
    """The account of a member of staff, also a disabled one."""
    query = select(ConsoleAccount).where(ConsoleAccount.staff_id == staff_id)
    return session.exec(query).first()


def account_named(session: Session, userid: str) -> tuple[ConsoleAccount, Staff] | None:
    """The account under a userid, whatever its case, and whose it is: only if both are active."""
    query = (
        select(ConsoleAccount, Staff)
        .join(Staff, col(Staff.id) == col(ConsoleAccount.staff_id))
        .where(
            Staff.userid == userid.strip().lower(),
            col(Staff.active).is_(True),
            col(ConsoleAccount.disabled_at).is_(None),
        )
    )
    return session.exec(query).first()


def give_account(
    session: Session, member: Staff, password_hash: str, now: datetime
) -> ConsoleAccount:
    """Give a member an account, or the one that they have a new beginning.

    The password is to be changed at the first login; one-time codes are set up anew.
    """
    account = account_of(session, member.id)
    if account is None:
        account = ConsoleAccount(
            staff_id=member.id,
            password_hash=password_hash,
            language=Language.SIMPLIFIED,
            created_at=now,
        )
    account.password_hash = password_hash
    account.must_change = True
    account.secret_sealed = account.codes_since = account.last_step = account.disabled_at = None
    session.add(account)
    session.flush()
    return account


def set_password(session: Session, account: ConsoleAccount, password_hash: str) -> None:
    """The member has chosen a password."""
    account.password_hash = password_hash
    account.must_change = False
    session.add(account)
    session.flush()


def disable(session: Session, account: ConsoleAccount, now: datetime) -> None:
    """The account opens nothing until it is given anew."""
    account.disabled_at = now
    session.add(account)
    session.flush()


def propose_secret(session: Session, account: ConsoleAccount, secret: str) -> None:
    """Keep a secret for one-time codes until a code shows that it has arrived."""
    account.secret_sealed = keyring(session).seal(secret)
    account.codes_since = account.last_step = None
    session.add(account)
    session.flush()


def secret_of(session: Session, account: ConsoleAccount) -> str:
    """What the account's one-time codes are counted from; empty where there is none yet."""
    return keyring(session).open(account.secret_sealed)


def use_step(session: Session, account_id: int, step: int, now: datetime) -> bool:
    """Use up the code of a step; False where it, or a later one, has been used before."""
    query = select(ConsoleAccount).where(ConsoleAccount.id == account_id).with_for_update()
    account = session.exec(query.execution_options(populate_existing=True)).one()
    if account.last_step is not None and step <= account.last_step:
        return False
    account.last_step = step
    account.codes_since = account.codes_since or now
    session.add(account)
    session.flush()
    return True

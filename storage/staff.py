"""Staff: the people of the service office, their roles and who they report to."""

from collections.abc import Hashable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, bindparam
from sqlmodel import Field, Session, SQLModel, col, or_, select

from flows.rules.vocabulary import Role
from storage.columns import identifier, instant, reference, word
from storage.keys import keyring
from storage.prepared import prepared

READ = "staff as read"


class Staff(SQLModel, table=True):
    """A member of staff. `userid` is the WeCom userid, kept in lower case: WeCom ignores case.

    Without an estate (the company office) they belong to every estate's chain.
    """

    id: int = identifier()
    userid: str = Field(unique=True)
    name_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    role: Role = word(Role)
    department: str = ""
    phone_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    phone_index: str | None = Field(default=None, index=True)
    estate_id: int | None = reference("estate.id", nullable=True)
    reports_to: str | None = None
    active: bool = True
    created_at: datetime = instant()


_OF_USERID = select(Staff).where(Staff.userid == bindparam("userid"))
_NAMED = prepared(_OF_USERID)


def find_staff(session: Session, userid: str) -> Staff | None:
    """The active member of this userid, whatever its case."""
    found = _NAMED.first(session, userid=userid.strip().lower())
    return found if found is not None and found.active else None


_HELD = prepared(
    _OF_USERID.with_for_update(key_share=True).execution_options(populate_existing=True)
)


def hold_staff(session: Session, userid: str) -> Staff | None:
    """The active member of this userid as they are now, held against each other line of theirs."""
    found = _HELD.first(session, userid=userid.strip().lower())
    return found if found is not None and found.active else None


_CHAIN = prepared(
    select(Staff)
    .where(
        col(Staff.active).is_(True),
        or_(Staff.estate_id == bindparam("estate_id"), col(Staff.estate_id).is_(None)),
    )
    .order_by(col(Staff.id))
)


def chain(session: Session, estate_id: int) -> list[Staff]:
    """Everyone who may act in an estate: its own staff, then the company office's."""
    known = staff_read(session)
    if (Staff, estate_id) not in known:
        members = _CHAIN.all(session, estate_id=estate_id)
        members.sort(key=lambda member: member.estate_id is None)
        known[Staff, estate_id] = members
    return list(known[Staff, estate_id])


def staff_read(session: Session) -> dict[Hashable, Any]:
    """What this transaction has read of who is who and who is away: it is read once."""
    known: dict[Hashable, Any] = session.info.setdefault(READ, {})
    return known


def read_staff_anew(session: Session) -> None:
    """Something of it has been changed here, or may have been changed while one waited."""
    session.info.pop(READ, None)


def staff_of_company(session: Session) -> list[Staff]:
    """Everyone active in all estates and the company office."""
    query = select(Staff).where(col(Staff.active).is_(True))
    return list(session.exec(query.order_by(col(Staff.id))))


def former_staff(session: Session, estate_id: int, limit: int) -> list[Staff]:
    """Who worked in an estate, or in the company office, and does no more; the newest first."""
    query = select(Staff).where(
        col(Staff.active).is_(False),
        or_(Staff.estate_id == estate_id, col(Staff.estate_id).is_(None)),
    )
    return list(session.exec(query.order_by(col(Staff.id).desc()).limit(limit)))


def with_role(session: Session, estate_id: int, role: Role) -> list[Staff]:
    """The members of an estate's chain with this role, the estate's own first."""
    return [member for member in chain(session, estate_id) if member.role is role]


def in_chain(member: Staff, estate_id: int) -> bool:
    """Whether a member may act in an estate."""
    return member.estate_id is None or member.estate_id == estate_id


def staff_name(session: Session, member: Staff) -> str:
    """The member's name, opened."""
    return keyring(session).open(member.name_sealed)


def staff_phone(session: Session, member: Staff) -> str:
    """The member's number in E.164, opened; empty if none is known."""
    return keyring(session).open(member.phone_sealed)

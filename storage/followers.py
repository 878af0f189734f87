"""Followers: others who reported the same, and hear with the reporter how it goes on."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Session, SQLModel, col, select

from storage.columns import identifier, instant, reference
from storage.prepared import prepared


class Follower(SQLModel, table=True):
    """我也是: who joined a case, from which home and message, and in which words.

    Without an identity it was told to staff, and what is heard goes wherever they can be reached.
    """

    __table_args__ = (UniqueConstraint("case_id", "identity_id"),)

    id: int = identifier()
    case_id: int = reference("report_case.id")
    resident_id: int = reference("resident.id")
    identity_id: int | None = reference("identity.id", nullable=True)
    home_id: int | None = reference("home.id", nullable=True)
    inbound_id: int | None = reference("inbound.id", nullable=True)
    text: str
    joined_at: datetime = instant()


_OF_CASE = prepared(
    select(Follower).where(Follower.case_id == bindparam("case_id")).order_by(col(Follower.id))
)


def followers_of(session: Session, case_id: int) -> list[Follower]:
    """Who joined a case, in order."""
    return _OF_CASE.all(session, case_id=case_id)


def words_of_follower(session: Session, case_id: int, resident_id: int) -> str | None:
    """What a resident said when they joined a case; None for who did not."""
    query = select(Follower.text).where(
        Follower.case_id == case_id, Follower.resident_id == resident_id
    )
    return session.exec(query.order_by(col(Follower.id))).first()

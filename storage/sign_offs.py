"""The resident's satisfied or unsatisfied on the handling form, with time and identity (R40)."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, SQLModel, col, select

from flows.rules.vocabulary import Satisfaction
from storage.columns import identifier, instant, reference, word


class SignedBy(StrEnum):
    """How a resident signed: by their answer in a conversation, or on paper."""

    CHAT = "chat"
    PAPER = "paper"


class SignOff(SQLModel, table=True):
    """One signature in a round of a case; the newest counts.

    `by` is the member of staff who took the paper, `resident` in a conversation, whose address is
    then `identity_id`.
    """

    __tablename__ = "sign_off"

    id: int = identifier()
    case_id: int = reference("report_case.id")
    round: int
    at: datetime = instant()
    via: SignedBy = word(SignedBy)
    satisfied: bool
    satisfaction: Satisfaction | None = word(Satisfaction, nullable=True)
    identity_id: int | None = reference("identity.id", nullable=True)
    by: str
    remark: str = ""


def newest_sign_off(session: Session, case_id: int) -> SignOff | None:
    """What the resident signed last."""
    query = select(SignOff).where(SignOff.case_id == case_id)
    return session.exec(query.order_by(col(SignOff.id).desc()).limit(1)).first()


def sign_in_chat(
    session: Session,
    case_id: int,
    case_round: int,
    *,
    identity_id: int,
    satisfied: bool,
    satisfaction: Satisfaction | None,
    now: datetime,
) -> None:
    """Keep an answer in a conversation as the resident's signature."""
    session.add(
        SignOff(
            case_id=case_id,
            round=case_round,
            at=now,
            via=SignedBy.CHAT,
            satisfied=satisfied,
            satisfaction=satisfaction,
            identity_id=identity_id,
            by="resident",
        )
    )
    session.flush()

"""Whether answers are true (R16): each response that is compared with its original, and how."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, SQLModel, col, func, select

from flows.rules.survey.truth import Mark
from storage.columns import identifier, instant, reference, word
from storage.inserting import insert_into
from storage.invitations import Invitation
from storage.responses import FormResponse


class ResponseCheck(SQLModel, table=True):
    """One response to be compared with its original; without a mark nobody has yet.

    `of_all`: it is looked at because a falsification opened the check of all responses.
    """

    __tablename__ = "response_check"
    __table_args__ = (UniqueConstraint("campaign_id", "response_id"),)

    id: int = identifier()
    campaign_id: int = reference("campaign.id", index=False)
    response_id: int = reference("form_response.id")
    of_all: bool = False
    mark: Mark | None = word(Mark, nullable=True)
    by_id: int | None = reference("staff.id", nullable=True)
    marked_at: datetime | None = instant(nullable=True)
    remark: str = ""


def checks_of(session: Session, campaign_id: int) -> list[ResponseCheck]:
    """The responses of a campaign that are compared, in the order they were drawn."""
    query = select(ResponseCheck).where(ResponseCheck.campaign_id == campaign_id)
    return list(session.exec(query.order_by(col(ResponseCheck.id))))


def unchecked(session: Session, campaign_id: int) -> int:
    """How many responses of a campaign still wait to be compared."""
    query = select(func.count()).select_from(ResponseCheck)
    waiting = (ResponseCheck.campaign_id == campaign_id, col(ResponseCheck.mark).is_(None))
    return session.exec(query.where(*waiting)).one()


def falsified_since(session: Session, campaign_id: int, moment: datetime) -> bool:
    """Whether a response of a campaign was found to be false after a moment."""
    query = select(ResponseCheck.id).where(
        ResponseCheck.campaign_id == campaign_id,
        ResponseCheck.mark == Mark.FALSIFIED,
        col(ResponseCheck.marked_at) > moment,
    )
    return session.exec(query).first() is not None


def look_into(session: Session, response_id: int) -> None:
    """Have a response of a campaign compared, drawn or not: somebody doubts that it is true (R22).

    One that belongs to no campaign has nobody who could.
    """
    invitation_id = session.get_one(FormResponse, response_id).invitation_id
    if invitation_id is None:
        return
    campaign_id = session.get_one(Invitation, invitation_id).campaign_id
    insert, _ = insert_into(session, "response_check")
    statement = insert.values(
        campaign_id=campaign_id, response_id=response_id, of_all=False, remark=""
    )
    index = ["campaign_id", "response_id"]
    session.execute(statement.on_conflict_do_nothing(index_elements=index))

"""Prizes (R23): which homes won one by lot, and when it was handed over."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, SQLModel, col, select

from storage.columns import identifier, instant, reference


class Prize(SQLModel, table=True):
    """One prize of a campaign; `place` 1 is the first."""

    __table_args__ = (UniqueConstraint("campaign_id", "place"),)

    id: int = identifier()
    campaign_id: int = reference("campaign.id", index=False)
    place: int
    invitation_id: int = reference("invitation.id")
    drawn_at: datetime = instant()
    handed_over_at: datetime | None = instant(nullable=True)
    handed_over_by_id: int | None = reference("staff.id", nullable=True)


def prizes_of(session: Session, campaign_id: int) -> list[Prize]:
    """The prizes of a campaign, the first one first."""
    query = select(Prize).where(Prize.campaign_id == campaign_id).order_by(col(Prize.place))
    return list(session.exec(query))

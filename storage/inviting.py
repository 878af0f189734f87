"""Which invitations of a survey are to be seen to, and when: asked, reminded, left alone."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from flows.rules.survey.invitations import Known, may_be_reminded
from storage.campaigns import Campaign
from storage.invitations import Invitation


def plan_invitations(session: Session, campaign: Campaign, now: datetime) -> None:
    """Let every home of a survey that has begun be asked from now on."""
    mine = col(Invitation.campaign_id) == campaign.id
    session.execute(update(Invitation).where(mine).values(next_at=now))


def plan_reminders(session: Session, campaign: Campaign, now: datetime) -> None:
    """Let every home be reminded that has been asked and has neither answered nor refused (R2)."""
    reminded = [known for known in Known if may_be_reminded(known)]
    query = update(Invitation).where(
        col(Invitation.campaign_id) == campaign.id,
        col(Invitation.known).in_(reminded),
        col(Invitation.issued_at).is_not(None),
    )
    session.execute(query.values(next_at=now))


def end_invitations(session: Session, campaign: Campaign, now: datetime) -> None:
    """Nothing more is done for the invitations of a survey that is closed; their links are over."""
    mine = col(Invitation.campaign_id) == campaign.id
    session.execute(update(Invitation).where(mine).values(next_at=None, expires_at=now))

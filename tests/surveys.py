"""A campaign that runs, made of rows: what its start leaves behind, for tests of what follows."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from flows.forms.built_in import built_in
from flows.rules.survey.words import CampaignKind, CampaignState
from storage.campaigns import Campaign, next_campaign_number, set_estates
from storage.database import zone_of
from storage.estates import Home
from storage.forms import publish_form
from storage.invitations import Invitation, token_hash
from storage.residents import Residence

TOKEN = "a-link-of-more-than-128-random-bits"
QUARTER = "quarter"
"""A short form: two satisfactions and an opinion."""


def running_campaign(
    session: Session,
    estate_id: int,
    codes: Sequence[str],
    now: datetime,
    *,
    last_day: date,
    form: str = QUARTER,
    prizes: int = 0,
) -> Campaign:
    """A campaign that has begun today, and an invitation to each of these homes, not planned."""
    version = publish_form(session, built_in(form), now)
    today = now.astimezone(zone_of(session)).date()
    campaign = Campaign(
        number=next_campaign_number(session, today),
        title="第四季度住户满意度调查",
        kind=CampaignKind.PERIODIC,
        state=CampaignState.RUNNING,
        form_content=version.content,
        form_version_id=version.id,
        size=len(codes),
        seed="a seed",
        prizes=prizes,
        starts_on=today,
        last_day=last_day,
        drafted_at=now,
        frozen_at=now,
        started_at=now,
    )
    session.add(campaign)
    session.flush()
    set_estates(session, campaign.id, [estate_id])
    homes = select(Home).where(Home.estate_id == estate_id, col(Home.code).in_(codes))
    for home in session.exec(homes.order_by(col(Home.code))):
        session.add(Invitation(campaign_id=campaign.id, home_id=home.id, cycle=1))
    session.flush()
    return campaign


def invitations(session: Session, campaign_id: int) -> list[Invitation]:
    """The invitations of a campaign, in order of the homes' names."""
    query = select(Invitation).where(Invitation.campaign_id == campaign_id)
    return list(session.exec(query.order_by(col(Invitation.id))))


def invite(session: Session, invitation: Invitation, token: str) -> None:
    """Give a home its link, and whoever lives there the invitation."""
    lives = select(Residence.resident_id).where(Residence.home_id == invitation.home_id)
    invitation.resident_id = session.exec(lives).first()
    invitation.token_hash = token_hash(token)
    session.add(invitation)

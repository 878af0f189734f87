"""The survey of a transcript: everybody of the directory has agreed, each home is asked."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import Purpose
from storage.campaign_running import close_campaign, start_campaign
from storage.campaigns import Campaign, campaign_policy
from storage.consents import Given, record_consent
from storage.estates import Home, estates
from storage.residents import Residence, Resident
from tests.surveys import running_campaign

OPEN_DAYS = 12


def start_survey(session: Session, form: str, now: datetime) -> None:
    """Let the homes be asked from now on."""
    for one in session.exec(select(Resident.id).where(col(Resident.in_directory).is_(True))):
        record_consent(session, one, Purpose.SURVEY, Given("test"), granted=True, now=now)
    homes = select(Home.code).join(Residence, col(Residence.home_id) == col(Home.id)).distinct()
    codes = session.exec(homes).all()
    last_day = now.date() + timedelta(days=OPEN_DAYS)
    estate = estates(session)[0]
    found = running_campaign(session, estate.id, codes, now, last_day=last_day, form=form, prizes=1)
    start_campaign(session, found, campaign_policy(session, found.id, now), now)


def the_survey(session: Session) -> Campaign:
    """The one survey that there is."""
    return session.exec(select(Campaign)).one()


def close_survey(session: Session, now: datetime) -> None:
    """No more answers are taken."""
    found = the_survey(session)
    found.state = CampaignState.CLOSED
    close_campaign(session, found, now)

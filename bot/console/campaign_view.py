"""One survey: how far it is, its return building by building, and what can be done (R2, R9)."""

from datetime import datetime
from hashlib import sha256

from sqlmodel import Session

from bot.console.asked import Answer, Asked, NoNews, Page, Route
from bot.console.campaign_next import what_next
from bot.console.campaign_offers import offers
from bot.console.campaign_tabs import (
    NOTHING_TRIED,
    Tab,
    Tried,
    campaign_of,
    name_of_member,
    tab_values,
)
from bot.console.permissions import may_open
from flows.forms.reading import load_form
from flows.rules.survey.words import CampaignState, CampaignVerb
from storage.campaign_watching import watch
from storage.campaigns import Campaign


def show_survey(session: Session, asked: Asked, now: datetime) -> Page:
    """The page of a survey."""
    return survey_page(session, asked, campaign_of(session, asked), now)


def show_return(session: Session, asked: Asked, now: datetime) -> Answer:
    """What came back alone, if it reads otherwise than the page knows."""
    values = _values(session, campaign_of(session, asked), now)
    if asked.query.get("version") == values["version"]:
        return NoNews()
    return Page("campaign_return.html", values, is_part=True)


def survey_page(
    session: Session,
    asked: Asked,
    campaign: Campaign,
    now: datetime,
    attempt: Tried = NOTHING_TRIED,
) -> Page:
    """The page, with a verb that was not done and what was typed for it."""
    may_run = may_open(asked.member.role, "campaign.do")
    values = {
        **tab_values(session, asked, campaign, Tab.SURVEY),
        **_values(session, campaign, now),
        "next": what_next(session, campaign, now),
        "form": load_form(campaign.form_content),
        "owner": name_of_member(session, campaign.owner_id),
        "offers": offers(session, asked, campaign, now) if may_run else [],
        "may_revise": may_run and CampaignState.DRAFT is campaign.state and not campaign.dropped_at,
        "primary": [CampaignVerb.FREEZE, CampaignVerb.START, CampaignVerb.REPORT],
        "tried": attempt,
    }
    return Page("campaign.html", values, attempt.status)


ROUTES = (
    Route("campaign", "GET", "/campaigns/{number}", show_survey),
    Route("campaign.return", "GET", "/campaigns/{number}/return", show_return, watches=True),
)


def _values(session: Session, campaign: Campaign, now: datetime) -> dict[str, object]:
    watched = watch(session, campaign, now)
    read = (campaign.state, watched.dispositions, watched.returns, watched.next)
    return {
        "campaign": campaign,
        "watched": watched,
        "found": watched.returns,
        "buildings": [one for one in watched.returns.buildings if one.asked.issued],
        "is_issued": campaign.started_at is not None,
        "is_live": campaign.state is CampaignState.RUNNING,
        "version": sha256(repr(read).encode()).hexdigest()[:16],
    }

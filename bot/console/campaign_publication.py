"""Publishing a survey: first what everybody is going to see, word for word, then the deed (R20)."""

from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Asked, Page, Route, known_word
from bot.console.campaign_next import what_next
from bot.console.campaign_offers import offer
from bot.console.campaign_tabs import NOTHING_TRIED, Tab, Tried, campaign_of, tab_values
from bot.console.permissions import may_open
from bot.pages.rendering import LANGUAGES
from bot.pages.survey_shown import shown_in_public, told_in_public
from flows.rules.survey.words import CampaignState, CampaignVerb
from flows.rules.vocabulary import Language
from storage.campaigns import Campaign
from storage.database import zone_of
from storage.response_checks import unchecked
from storage.survey_publication import public_preview, survey_link


def show_publication(session: Session, asked: Asked, now: datetime) -> Page:
    """What everybody sees, or is going to see."""
    return publication_page(session, asked, campaign_of(session, asked), now)


def publication_page(
    session: Session,
    asked: Asked,
    campaign: Campaign,
    now: datetime,
    attempt: Tried = NOTHING_TRIED,
) -> Page:
    """The page, with a publication that was refused and what was typed for it."""
    survey = public_preview(session, campaign, now)
    wanted = known_word(Language, asked.query.get("lang", "")) or asked.language
    shown = None
    if survey is not None:
        shown = shown_in_public(told_in_public(session, survey), wanted, zone_of(session))
    may_run = may_open(asked.member.role, "campaign.do")
    is_ready = may_run and campaign.state is CampaignState.REVIEWED
    values = {
        **tab_values(session, asked, campaign, Tab.PUBLICATION),
        "shown": shown,
        "wanted": wanted,
        "page_languages": LANGUAGES,
        "link": survey_link(session, campaign),
        "is_published": campaign.state is CampaignState.PUBLISHED,
        "next": what_next(session, campaign, now),
        "unchecked": unchecked(session, campaign.id),
        "offer": offer(session, asked, campaign, CampaignVerb.PUBLISH, now) if is_ready else None,
        "tried": attempt,
    }
    return Page("campaign_publication.html", values, attempt.status)


ROUTES = (
    Route("campaign.publication", "GET", "/campaigns/{number}/publication", show_publication),
)

"""The verbs of a survey at the desk, done through the one door that all ways lead to."""

from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Answer, Asked, Go, Missing, Page, Route, known_word
from bot.console.campaign_publication import publication_page
from bot.console.campaign_report import report_page
from bot.console.campaign_tabs import PATH, Tab, Tried, campaign_of, runner_of, tried
from bot.console.campaign_view import survey_page
from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import CampaignVerb, Reviewer
from storage.campaign_signing import Spoken
from storage.campaign_verbs import run_campaign
from storage.campaigns import Campaign, lock_campaign

TAB_OF = {
    CampaignVerb.REPORT: f"/{Tab.REPORT}",
    CampaignVerb.SIGN: f"/{Tab.REPORT}",
    CampaignVerb.PUBLISH: f"/{Tab.PUBLICATION}",
}
"""Where each verb leads, if not to the first page."""


def do_verb(session: Session, asked: Asked, now: datetime) -> Answer:
    """Do a verb; where it is refused, its form stands there again with all that was typed."""
    verb = known_word(CampaignVerb, asked.path["verb"])
    if verb is None or verb is CampaignVerb.REVISE:
        raise Missing
    campaign = lock_campaign(session, campaign_of(session, asked).id)
    spoken = Spoken(
        reason=asked.field("reason"),
        reviewer=known_word(Reviewer, asked.field("as")),
        remark=asked.field("remark"),
    )
    try:
        with session.begin_nested():
            run_campaign(session, verb, campaign, runner_of(asked), now, spoken=spoken)
    except NotAllowed as refusal:
        session.refresh(campaign)
        attempt = tried(session, asked, verb.value, refusal)
        return _again(session, asked, campaign, verb, attempt, now)
    to = f"{PATH}/{campaign.number}{TAB_OF.get(verb, '')}"
    return Go(to, f"campaigns.said_{verb.value}", campaign.number)


ROUTES = (Route("campaign.do", "POST", "/campaigns/{number}/do/{verb}", do_verb),)


def _again(
    session: Session,
    asked: Asked,
    campaign: Campaign,
    verb: CampaignVerb,
    attempt: Tried,
    now: datetime,
) -> Page:
    match verb:
        case CampaignVerb.SIGN:
            return report_page(session, asked, campaign, now, attempt)
        case CampaignVerb.PUBLISH:
            return publication_page(session, asked, campaign, now, attempt)
        case _:
            return survey_page(session, asked, campaign, now, attempt)

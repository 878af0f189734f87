"""Which verbs of a survey its reader may use now, and which need a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Asked
from bot.console.campaign_tabs import runner_of, sentence_of
from flows.rules.refusals import NotAllowed
from flows.rules.survey.campaign_life import (
    LOWEST_REVIEWER,
    STATES,
    check_campaign,
    check_signature,
)
from flows.rules.survey.words import CampaignVerb, Reviewer
from storage.campaigns import Campaign, campaign_facts, campaign_policy
from storage.database import zone_of

OF_THE_SURVEY = (
    CampaignVerb.FREEZE,
    CampaignVerb.START,
    CampaignVerb.REMIND,
    CampaignVerb.CLOSE,
    CampaignVerb.REPORT,
    CampaignVerb.DROP,
)
"""The verbs of the first page, in the order of a survey's life; others have pages of their own."""
ANY_REASON = "?"


@dataclass(frozen=True)
class Offer:
    """A verb that can be used now, perhaps only with a reason; or why it cannot."""

    verb: CampaignVerb
    needs_reason: bool = False
    refused: str = ""


@dataclass(frozen=True)
class Signing:
    """One of the three signatures: whether the reader can give it, or why not."""

    reviewer: Reviewer
    refused: str = ""


def offers(session: Session, asked: Asked, campaign: Campaign, now: datetime) -> list[Offer]:
    """The verbs of the first page that lead a survey on from its state, or give it up."""
    is_reported = campaign.reported_at is not None
    verbs = (one for one in OF_THE_SURVEY if campaign.state in STATES[one] and not is_reported)
    return [] if campaign.dropped_at else [offer(session, asked, campaign, one, now)
                                           for one in verbs]  # fmt: skip


def offer(
    session: Session, asked: Asked, campaign: Campaign, verb: CampaignVerb, now: datetime
) -> Offer:
    """Whether a verb can be used now by the reader."""
    policy, facts = campaign_policy(session, campaign.id, now), campaign_facts(session, campaign)
    today, actor = now.astimezone(zone_of(session)).date(), runner_of(asked).facts
    refusal = None
    for reason in ("", ANY_REASON):
        try:
            check_campaign(policy, verb, facts, actor, today=today, reason=reason)
        except NotAllowed as error:
            refusal = refusal or error
        else:
            return Offer(verb, needs_reason=bool(reason))
    if refusal is None:
        raise AssertionError(verb)
    return Offer(verb, refused=sentence_of(session, asked, refusal))


def signings(session: Session, asked: Asked, campaign: Campaign) -> list[Signing]:
    """The signatures that a report still lacks (R18)."""
    facts, actor = campaign_facts(session, campaign), runner_of(asked).facts
    found = []
    for one in LOWEST_REVIEWER:
        if actor is None or one in facts.signed:
            continue
        try:
            check_signature(facts, one, actor)
        except NotAllowed as refusal:
            found.append(Signing(one, sentence_of(session, asked, refusal)))
        else:
            found.append(Signing(one))
    return found

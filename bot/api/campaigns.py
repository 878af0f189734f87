"""Surveys: listed, shown, and every verb on them (issue of campaigns, R1-R18)."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import Asked
from bot.api.authority import actor_of
from bot.api.campaign_drafts import DRAFT_FIELDS, changes_asked, runner_of
from bot.api.errors import not_found
from bot.api.paging import newest_first
from bot.api.texts import is_case_number
from bot.campaign_showing import Shown, show_campaign, show_expected, show_proof, show_watched
from bot.delivery.reachable import forecast_of
from bot.delivery.routes import Routes
from flows.rules.survey.words import CampaignState, CampaignVerb, Reviewer
from storage.campaign_proof import NotDrawn, prove
from storage.campaign_revising import NO_CHANGES
from storage.campaign_signing import REMARK_CHARACTERS_MAX, Spoken
from storage.campaign_verbs import REASON_CHARACTERS_MAX, run_campaign
from storage.campaign_watching import watch
from storage.campaigns import Campaign, CampaignEstate, find_campaign, lock_campaign
from storage.database import zone_of

VERB_FIELDS = dict.fromkeys(CampaignVerb, ("by",)) | {
    CampaignVerb.REVISE: DRAFT_FIELDS,
    CampaignVerb.FREEZE: ("by", "reason"),
    CampaignVerb.START: ("by", "reason"),
    CampaignVerb.CLOSE: ("by", "reason"),
    CampaignVerb.SIGN: ("by", "as", "remark"),
    CampaignVerb.PUBLISH: ("by", "reason"),
    CampaignVerb.DROP: ("by", "reason"),
}


def list_campaigns(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Surveys of a state, the newest first; as `by` may see them: those of their estates.

    Those that were given up are among them only if `dropped` says so.
    """
    query = select(Campaign)
    if not asked.query.truth("dropped"):
        query = query.where(col(Campaign.dropped_at).is_(None))
    state = asked.query.word("state", CampaignState)
    if state is not None:
        query = query.where(Campaign.state == state)
    estate_id = _estate_of_reader(session, asked)
    if estate_id is not None:
        theirs = select(CampaignEstate.campaign_id).where(CampaignEstate.estate_id == estate_id)
        query = query.where(col(Campaign.id).in_(theirs))
    found, cursor = newest_first(session, query, Campaign.id, asked.query.page())
    return {"items": [show_campaign(session, one) for one in found], "next": cursor}


def show_one(session: Session, asked: Asked, _now: datetime) -> Shown:
    """One survey."""
    return show_campaign(session, campaign_asked(session, asked))


def show_status(session: Session, asked: Asked, now: datetime) -> Shown:
    """How far a survey is (R2, R9)."""
    campaign = campaign_asked(session, asked)
    return show_watched(campaign, watch(session, campaign, now), zone_of(session))


def show_forecast(ways: Routes, session: Session, asked: Asked, now: datetime) -> Shown:
    """What may be expected of it; Problem 404 before the homes were drawn."""
    campaign = campaign_asked(session, asked)
    if campaign.frozen_at is None:
        raise not_found(f"the homes of {campaign.number} have not been drawn yet")
    return show_expected(campaign, forecast_of(session, campaign, ways, now))


def show_draw(session: Session, asked: Asked, _now: datetime) -> Shown:
    """The proof of its draw, drawn again; Problem 404 before the homes were drawn."""
    campaign = campaign_asked(session, asked)
    try:
        return show_proof(campaign, prove(session, campaign))
    except NotDrawn as error:
        raise not_found(str(error)) from None


def do_verb(session: Session, asked: Asked, now: datetime) -> Shown:
    """Do a verb in the name of a member of staff; NotAllowed, and nothing changes."""
    try:
        verb = CampaignVerb(asked.path["verb"])
    except ValueError:
        raise not_found(f"there is no verb {asked.path['verb']}") from None
    return _done(session, asked, verb, now)


def report(session: Session, asked: Asked, now: datetime) -> Shown:
    """Reckon the figures of a survey and keep them (R14)."""
    return _done(session, asked, CampaignVerb.REPORT, now)


def campaign_asked(session: Session, asked: Asked) -> Campaign:
    """The survey that is asked about; Problem 404 also for a reader of another estate."""
    number = asked.path["number"]
    campaign = find_campaign(session, number) if is_case_number(number) else None
    if campaign is None:
        raise not_found(f"there is no survey {number}")
    estate_id = _estate_of_reader(session, asked)
    if estate_id is not None:
        key = {"campaign_id": campaign.id, "estate_id": estate_id}
        if session.get(CampaignEstate, key) is None:
            raise not_found(f"there is no survey {number}")
    return campaign


def _done(session: Session, asked: Asked, verb: CampaignVerb, now: datetime) -> Shown:
    fields = asked.fields
    fields.refuse_others(*VERB_FIELDS[verb])
    campaign = lock_campaign(session, campaign_asked(session, asked).id)
    spoken = Spoken(
        reason=fields.text("reason", REASON_CHARACTERS_MAX),
        reviewer=fields.needed_word("as", Reviewer) if verb is CampaignVerb.SIGN else None,
        remark=fields.text("remark", REMARK_CHARACTERS_MAX),
        changes=changes_asked(session, fields) if verb is CampaignVerb.REVISE else NO_CHANGES,
    )
    run_campaign(session, verb, campaign, runner_of(session, asked), now, spoken=spoken)
    return show_campaign(session, campaign)


def _estate_of_reader(session: Session, asked: Asked) -> int | None:
    """The one estate of whoever a program reads for; None where they may see all."""
    userid = asked.query.text("by")
    return None if userid is None else actor_of(session, asked.caller, userid).member.estate_id

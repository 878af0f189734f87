"""Measures after a survey: proposed, decided on, handed to somebody, done (R17, R19, R20)."""

from datetime import date, datetime

from sqlmodel import Session

from bot.api.authority import USERID_LONGEST
from bot.api.campaign_measures import TEXT_LONGEST
from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Go, Missing, Page, Route, known_word
from bot.console.campaign_responses import Comparing
from bot.console.campaign_results import results_page
from bot.console.campaign_tabs import PATH, Tab, Tried, campaign_of, tried
from bot.console.service import VIA
from bot.console.verb_forms import typed_in
from bot.survey_records import change, propose
from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import MeasureState
from storage.campaigns import Campaign, lock_campaign
from storage.measures import Measure
from storage.survey_measures import Change, held_measure

PROPOSE = "propose"
TEXTS = ("text", "decision", "result")


def propose_one(session: Session, asked: Asked, now: datetime) -> Answer:
    """Write down something to be improved."""
    campaign = lock_campaign(session, campaign_of(session, asked).id)
    text, about = asked.field("text"), asked.field("about")
    key = "campaigns.text_needed" if not text else _too_long(asked)
    if key:
        return _again(session, asked, campaign, PROPOSE, key, now)
    try:
        with session.begin_nested():
            propose(session, campaign, asked.member, text, about, via=VIA, now=now)
    except NotAllowed as refusal:
        attempt = tried(session, asked, PROPOSE, refusal)
        return results_page(session, asked, campaign, now, attempt)
    return _back(campaign, "campaigns.said_proposed")


def change_one(session: Session, asked: Asked, now: datetime) -> Answer:
    """Decide on a measure, hand it to somebody, or say that it is done."""
    campaign = lock_campaign(session, campaign_of(session, asked).id)
    measure = _measure(session, asked, campaign)
    form, due_on = f"measure{measure.id}", asked.field("due_on")
    key = _too_long(asked) or ("campaigns.bad_due" if due_on and not _day(due_on) else "")
    if key:
        return _again(session, asked, campaign, form, key, now)
    said = Change(
        state=known_word(MeasureState, asked.field("state")),
        decision=asked.field("decision") or None,
        result=asked.field("result") or None,
        owner=asked.field("owner")[:USERID_LONGEST] or None,
        due_on=_day(due_on),
    )
    who = Comparing(asked.member, asked.member.role)
    try:
        with session.begin_nested():
            change(session, measure, who, said, via=VIA, now=now)
    except NotAllowed as refusal:
        session.refresh(measure)
        return results_page(session, asked, campaign, now, tried(session, asked, form, refusal))
    return _back(campaign, "campaigns.said_measure")


ROUTES = (
    Route("campaign.propose", "POST", "/campaigns/{number}/measures", propose_one),
    Route("campaign.measure", "POST", "/campaigns/{number}/measures/{id:[0-9]+}", change_one),
)


def _measure(session: Session, asked: Asked, campaign: Campaign) -> Measure:
    measure_id = read_identifier(asked.path["id"])
    measure = None if measure_id is None else held_measure(session, measure_id)
    if measure is None or measure.campaign_id != campaign.id:
        raise Missing
    return measure


def _again(
    session: Session, asked: Asked, campaign: Campaign, form: str, key: str, now: datetime
) -> Page:
    attempt = Tried(form, asked.words(key), typed_in(asked))
    return results_page(session, asked, campaign, now, attempt)


def _back(campaign: Campaign, said: str) -> Go:
    return Go(f"{PATH}/{campaign.number}/{Tab.RESULTS}", said, campaign.number)


def _too_long(asked: Asked) -> str:
    is_too_long = any(len(asked.field(name)) > TEXT_LONGEST for name in TEXTS)
    return "campaigns.long_text" if is_too_long else ""


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None

"""Drafting a survey at the desk: the form, a look at whom it would ask, and keeping it (R1-R6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.console.asked import Answer, Asked, Go, Page, Route
from bot.console.campaign_draw import NAME_OF, DrawView, previewed
from bot.console.campaign_form import (
    KEPT_FORM,
    OWN_FORM,
    BadDraft,
    choices_of,
    draft_typed,
    empty_form,
    filled_form,
    typed_form,
)
from bot.console.campaign_tabs import PATH, campaign_of, runner_of, sentence_of
from bot.console.service import CONFLICT
from flows.forms.reading import load_form
from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import CampaignVerb
from storage.campaign_drafting import Draft, columns_of, draft_campaign
from storage.campaign_revising import Changes, draft_of
from storage.campaign_signing import Spoken
from storage.campaign_verbs import run_campaign
from storage.campaigns import Campaign, lock_campaign
from storage.database import zone_of
from storage.estates import policy_in_force

PREVIEW = "preview"
NO_HOMES = "campaigns.no_estate"


@dataclass(frozen=True)
class Told:
    """What stands beside a form: what is wrong with it, or whom it would ask."""

    sentence: str = ""
    mistakes: str = ""
    view: DrawView | None = None


NOTHING_TOLD = Told()


def show_new(session: Session, asked: Asked, now: datetime) -> Page:
    """A new form."""
    choices = choices_of(session, asked.member)
    if not choices.estates:
        return _page(session, asked, {}, None, Told(asked.words(NO_HOMES)))
    policy = policy_in_force(session, choices.estates[0].id, now)
    typed = empty_form(choices, asked.member, policy, _today(session, now))
    return _page(session, asked, typed, None)


def take_new(session: Session, asked: Asked, now: datetime) -> Answer:
    """Keep the draft, or show whom it would ask; whatever is wrong, all stands there again."""
    try:
        draft = draft_typed(session, asked)
        if asked.field("do") == PREVIEW:
            return _previewed(session, asked, draft, None, now)
        with session.begin_nested():
            campaign = draft_campaign(session, draft, runner_of(asked), now)
    except (BadDraft, NotAllowed) as error:
        return _page(session, asked, typed_form(asked), None, _told(session, asked, error))
    return Go(f"{PATH}/{campaign.number}", "campaigns.said_draft", campaign.number)


def show_revise(session: Session, asked: Asked, _now: datetime) -> Page:
    """The form of a draft."""
    campaign = campaign_of(session, asked)
    return _page(session, asked, filled_form(draft_of(session, campaign)), campaign)


def take_revise(session: Session, asked: Asked, now: datetime) -> Answer:
    """Correct the draft, or show whom it would ask."""
    campaign = lock_campaign(session, campaign_of(session, asked).id)
    kept = draft_of(session, campaign)
    try:
        draft = draft_typed(session, asked, kept)
        if asked.field("do") == PREVIEW:
            return _previewed(session, asked, draft, campaign, now)
        spoken = Spoken(changes=_changes(draft))
        runner = runner_of(asked)
        with session.begin_nested():
            run_campaign(session, CampaignVerb.REVISE, campaign, runner, now, spoken=spoken)
    except (BadDraft, NotAllowed) as error:
        session.refresh(campaign)
        return _page(session, asked, typed_form(asked), campaign, _told(session, asked, error))
    return Go(f"{PATH}/{campaign.number}", "campaigns.said_revise", campaign.number)


ROUTES = (
    Route("campaign.new", "GET", "/campaigns/new", show_new),
    Route("campaign.keep", "POST", "/campaigns/new", take_new),
    Route("campaign.revise", "GET", "/campaigns/{number}/draft", show_revise),
    Route("campaign.revise.take", "POST", "/campaigns/{number}/draft", take_revise),
)


def _previewed(
    session: Session, asked: Asked, draft: Draft, campaign: Campaign | None, now: datetime
) -> Page:
    """The form with whom it would ask; what keeping it checks is checked. Raises NotAllowed."""
    columns_of(session, draft, runner_of(asked), now)
    told = Told(view=previewed(session, draft, asked.ways, now))
    return _page(session, asked, typed_form(asked), campaign, told)


def _told(session: Session, asked: Asked, error: BadDraft | NotAllowed) -> Told:
    if isinstance(error, BadDraft):
        return Told(asked.words(error.key), error.mistakes)
    return Told(sentence_of(session, asked, error))


def _page(
    session: Session,
    asked: Asked,
    typed: Mapping[str, object],
    campaign: Campaign | None,
    told: Told = NOTHING_TOLD,
) -> Page:
    values = {
        "campaign": campaign,
        "typed": typed,
        "told": told,
        "view": told.view,
        "channel": NAME_OF,
        "choices": choices_of(session, asked.member),
        "kept_form": None if campaign is None else load_form(campaign.form_content),
        "kept": KEPT_FORM,
        "own": OWN_FORM,
    }
    return Page("campaign_form.html", values, CONFLICT if told.sentence else 200)


def _changes(draft: Draft) -> Changes:
    return Changes(
        title=draft.title,
        form=draft.form,
        estates=draft.estates,
        size=draft.size,
        seed=draft.seed,
        starts_on=draft.starts_on,
        last_day=draft.last_day,
        kind=draft.kind,
        prizes=draft.prizes,
        owner=draft.owner,
    )


def _today(session: Session, now: datetime) -> date:
    return now.astimezone(zone_of(session)).date()

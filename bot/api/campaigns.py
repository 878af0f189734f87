"""Surveys: listed, shown, drafted, and every verb on them (issue of campaigns, R1-R18)."""

from datetime import date, datetime
from secrets import token_hex

from sqlmodel import Session, col, select

from bot.api.asked import Asked, Fields
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import bad_value, missing, not_found
from bot.api.paging import newest_first
from bot.api.texts import is_case_number
from bot.campaign_showing import Shown, show_campaign, show_expected, show_proof, show_watched
from bot.delivery.reachable import forecast_of
from bot.delivery.routes import Routes
from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form
from flows.forms.reading import FormError, parse_form
from flows.rules.survey.drafting import TITLE_CHARACTERS_MAX
from flows.rules.survey.lots import SEED_CHARACTERS_MAX
from flows.rules.survey.words import CampaignKind, CampaignState, CampaignVerb, Reviewer
from storage.campaign_drafting import Draft, draft_campaign
from storage.campaign_proof import NotDrawn, prove
from storage.campaign_runner import Runner
from storage.campaign_signing import REMARK_CHARACTERS_MAX, Spoken
from storage.campaign_verbs import REASON_CHARACTERS_MAX, run_campaign
from storage.campaign_watching import watch
from storage.campaigns import Campaign, CampaignEstate, find_campaign, lock_campaign
from storage.database import zone_of
from storage.estates import Estate, estates
from storage.staff import find_staff

DRAFT_FIELDS = (
    "by", "title", "kind", "form", "estates", "size", "starts_on", "last_day", "prizes", "owner",
    "seed",
)  # fmt: skip
VERB_FIELDS = dict.fromkeys(CampaignVerb, ("by",)) | {
    CampaignVerb.FREEZE: ("by", "reason"),
    CampaignVerb.START: ("by", "reason"),
    CampaignVerb.CLOSE: ("by", "reason"),
    CampaignVerb.SIGN: ("by", "as", "remark"),
}
FORM_CHARACTERS_MAX = 60_000
ESTATES_CHARACTERS_MAX = 2_000
SEED_BYTES = 16


def list_campaigns(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Surveys of a state, the newest first; as `by` may see them: those of their estates."""
    query = select(Campaign)
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


def draft(session: Session, asked: Asked, now: datetime) -> Shown:
    """Keep a draft in the name of a member of staff."""
    fields = asked.fields
    fields.refuse_others(*DRAFT_FIELDS)
    runner = _runner(session, asked)
    owner = fields.text("owner", USERID_LONGEST)
    if owner and find_staff(session, owner) is None:
        raise bad_value(f"owner: there is no staff member {owner}")
    said = Draft(
        title=fields.needed_text("title", TITLE_CHARACTERS_MAX),
        kind=fields.word("kind", CampaignKind) or CampaignKind.PERIODIC,
        form=_form(fields.needed_text("form", FORM_CHARACTERS_MAX)),
        estates=_estates(session, fields.needed_text("estates", ESTATES_CHARACTERS_MAX)),
        size=_number(fields, "size"),
        starts_on=_day(fields, "starts_on"),
        last_day=_day(fields, "last_day") if fields.text("last_day", len("2026-12-05")) else None,
        prizes=_number(fields, "prizes") if "prizes" in fields.given else 0,
        owner=find_staff(session, owner) if owner else None,
        seed=fields.text("seed", SEED_CHARACTERS_MAX) or token_hex(SEED_BYTES),
    )
    return show_campaign(session, draft_campaign(session, said, runner, now))


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
    )
    run_campaign(session, verb, campaign, _runner(session, asked), now, spoken=spoken)
    return show_campaign(session, campaign)


def _runner(session: Session, asked: Asked) -> Runner:
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    return Runner(actor.member, via(asked), asked.caller.role)


def _estate_of_reader(session: Session, asked: Asked) -> int | None:
    """The one estate of whoever a program reads for; None where they may see all."""
    userid = asked.query.text("by")
    return None if userid is None else actor_of(session, asked.caller, userid).member.estate_id


def _form(given: str) -> Form:
    """A built-in form by its id, or a questionnaire as YAML; Problem 400 with every mistake."""
    if given in BUILT_IN:
        return built_in(given)
    if "\n" not in given:
        raise bad_value(f"form is none of {', '.join(BUILT_IN)}, nor a questionnaire as YAML")
    try:
        return parse_form(given)
    except FormError as error:
        raise bad_value(f"form: {error}") from None


def _estates(session: Session, names: str) -> list[Estate]:
    known = {one.name: one for one in estates(session)}
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            raise bad_value(f"estates: there is no estate {name}")
    return [known[name] for name in dict.fromkeys(wanted)]


def _number(fields: Fields, name: str) -> int:
    value = fields.given.get(name)
    if value is None:
        raise missing(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise bad_value(f"{name} is not a whole number")
    return value


def _day(fields: Fields, name: str) -> date:
    given = fields.needed_text(name, len("2026-12-05"))
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise bad_value(f"{name} is not a day, as 2026-12-05") from None

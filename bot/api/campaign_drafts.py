"""Drafts of surveys: kept, and what of one is to be otherwise (R1-R4)."""

from datetime import date, datetime

from sqlmodel import Session

from bot.api.asked import Asked, Fields
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import bad_value, missing
from bot.campaign_seeds import new_seed
from bot.campaign_showing import Shown, show_campaign
from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form
from flows.forms.reading import FormError, parse_form
from flows.rules.survey.drafting import TITLE_CHARACTERS_MAX
from flows.rules.survey.lots import SEED_CHARACTERS_MAX
from flows.rules.survey.words import CampaignKind
from storage.campaign_drafting import Draft, draft_campaign
from storage.campaign_revising import Changes
from storage.campaign_runner import Runner
from storage.estates import Estate, estates
from storage.forms import newest_published
from storage.staff import Staff, find_staff

DRAFT_FIELDS = (
    "by", "title", "kind", "form", "estates", "size", "starts_on", "last_day", "prizes", "owner",
    "seed",
)  # fmt: skip
FORM_CHARACTERS_MAX = 60_000
ESTATES_CHARACTERS_MAX = 2_000
DAY_CHARACTERS = len("2026-12-05")


def draft(session: Session, asked: Asked, now: datetime) -> Shown:
    """Keep a draft in the name of a member of staff."""
    fields = asked.fields
    fields.refuse_others(*DRAFT_FIELDS)
    runner = runner_of(session, asked)
    owner = fields.text("owner", USERID_LONGEST)
    said = Draft(
        title=fields.needed_text("title", TITLE_CHARACTERS_MAX),
        kind=fields.word("kind", CampaignKind) or CampaignKind.PERIODIC,
        form=_form(session, fields.needed_text("form", FORM_CHARACTERS_MAX)),
        estates=_estates(session, fields.needed_text("estates", ESTATES_CHARACTERS_MAX)),
        size=_number(fields, "size"),
        starts_on=_day(fields, "starts_on"),
        last_day=_day_or_none(fields, "last_day"),
        prizes=_number_or_none(fields, "prizes") or 0,
        owner=_owner(session, owner) if owner else None,
        seed=fields.text("seed", SEED_CHARACTERS_MAX) or new_seed(),
    )
    return show_campaign(session, draft_campaign(session, said, runner, now))


def changes_asked(session: Session, fields: Fields) -> Changes:
    """What a draft is to say otherwise; what is left out stays as it is. Problem 400."""
    title = fields.text("title", TITLE_CHARACTERS_MAX)
    form = fields.text("form", FORM_CHARACTERS_MAX)
    named = fields.text("estates", ESTATES_CHARACTERS_MAX)
    owner = fields.text("owner", USERID_LONGEST)
    return Changes(
        title=title or None,
        form=_form(session, form) if form else None,
        estates=_estates(session, named) if named else None,
        size=_number_or_none(fields, "size"),
        seed=fields.text("seed", SEED_CHARACTERS_MAX) or None,
        starts_on=_day_or_none(fields, "starts_on"),
        last_day=_day_or_none(fields, "last_day"),
        kind=fields.word("kind", CampaignKind),
        prizes=_number_or_none(fields, "prizes"),
        owner=_owner(session, owner) if owner else None,
    )


def runner_of(session: Session, asked: Asked) -> Runner:
    """The member of staff in whose name a program runs a survey. Raises Problem."""
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    return Runner(actor.member, via(asked), asked.caller.role)


def _owner(session: Session, userid: str) -> Staff:
    member = find_staff(session, userid)
    if member is None:
        raise bad_value(f"owner: there is no staff member {userid}")
    return member


def _form(session: Session, given: str) -> Form:
    """A form by its id, or a questionnaire as YAML; Problem 400 with every mistake."""
    if given in BUILT_IN:
        return built_in(given)
    if "\n" not in given:
        own = newest_published(session, given)
        if own is not None:
            return own
        raise bad_value(f"form is none of {', '.join(BUILT_IN)}, nor a published one, nor YAML")
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
    given = fields.needed_text(name, DAY_CHARACTERS)
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise bad_value(f"{name} is not a day, as 2026-12-05") from None


def _number_or_none(fields: Fields, name: str) -> int | None:
    return None if fields.given.get(name) is None else _number(fields, name)


def _day_or_none(fields: Fields, name: str) -> date | None:
    return _day(fields, name) if fields.text(name, DAY_CHARACTERS) else None

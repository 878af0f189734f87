"""What a draft of a survey must say before it is kept (R1-R6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.rules.case_life import StaffFacts
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.lots import SEED_CHARACTERS_MAX
from flows.rules.vocabulary import RUNGS, Role

TITLE_CHARACTERS_MAX = 60
HOMES_MAX = 1_000_000
AHEAD_DAYS_MAX = 366
OPEN_DAYS_MAX = 180
DRAFTING = Role.LEAD  # the lowest rung that plans a survey
DRAFT = "draft"


@dataclass(frozen=True)
class DraftFacts:
    """What a draft says; `estates` are those that it may ask, `owner` is who answers for it."""

    title: str
    estates: Sequence[str]
    size: int
    prizes: int
    seed: str
    starts_on: date
    last_day: date
    owner: StaffFacts | None


def last_day_of(policy: Policy, starts_on: date) -> date:
    """Return the last day for answers where a draft names none (R2)."""
    return starts_on + timedelta(days=policy.survey_calendar.open_days - 1)


def check_draft(draft: DraftFacts, actor: StaffFacts | None, *, today: date) -> None:
    """Raise NotAllowed, with what is wrong, unless that person may keep the draft on that day.

    `actor` is None for the service itself, which drafts by its calendar.
    """
    if actor is not None and not _leads(actor):
        raise NotAllowed(Why.ROLE, verb=DRAFT, role=actor.role, needed=DRAFTING)
    _check_text("title", draft.title, TITLE_CHARACTERS_MAX)
    _check_text("seed", draft.seed, SEED_CHARACTERS_MAX)
    if not draft.estates:
        raise NotAllowed(Why.MISSING, field="estates")
    _check_number("size", draft.size, 1, HOMES_MAX)
    _check_number("prizes", draft.prizes, 0, draft.size)
    _check_day("starts_on", draft.starts_on, today, today + timedelta(days=AHEAD_DAYS_MAX))
    latest = draft.starts_on + timedelta(days=OPEN_DAYS_MAX - 1)
    _check_day("last_day", draft.last_day, draft.starts_on, latest)
    if draft.owner is not None and not _leads(draft.owner):
        raise NotAllowed(Why.UNFIT_OWNER, owner=draft.owner.id)


def _leads(member: StaffFacts) -> bool:
    return member.role in RUNGS[RUNGS.index(DRAFTING) :]


def _check_text(field: str, text: str, most: int) -> None:
    if not text.strip():
        raise NotAllowed(Why.MISSING, field=field)
    if len(text) > most:
        raise NotAllowed(Why.TOO_LONG, field=field, most=most)


def _check_number(field: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise NotAllowed(Why.NOT_BETWEEN, field=field, least=least, most=most)


def _check_day(field: str, day: date, earliest: date, latest: date) -> None:
    if not earliest <= day <= latest:
        raise NotAllowed(Why.NOT_BETWEEN, field=field, least=str(earliest), most=str(latest))

"""The form of a draft: what was typed into it, read as what a survey is going to be (R1-R4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bot.campaign_seeds import new_seed
from bot.console.asked import Asked, known_word
from bot.console.verb_forms import typed_in
from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form
from flows.forms.reading import FormError, parse_form
from flows.rules.policy import Policy
from flows.rules.policy_reading import Problem
from flows.rules.survey.words import CampaignKind
from flows.rules.vocabulary import RUNGS
from flows.wording.mistake import mistake_in
from storage.campaign_drafting import Draft
from storage.estates import Estate, estates
from storage.forms import form_of, newest_own, newest_published
from storage.staff import Staff, chain, find_staff, in_chain, staff_name

OWN_FORM, KEPT_FORM = "own", "kept"
"""Instead of a built-in form: a questionnaire as YAML, or the one that a draft has already."""
KINDS = (CampaignKind.PERIODIC, CampaignKind.EVENT)
"""A follow-up is made of a measure, never by hand (R21)."""
NO_SURVEYS = frozenset({"open", "after_measure", "visit_topics"})
"""Built-in forms that are asked on other occasions."""
FORM_CHARACTERS_MAX = 60_000
DIGITS_MAX = 7
LEADING = RUNGS[1:]
SATURDAY = 5


class BadDraft(Exception):
    """What was typed is no draft: the key of the sentence, and every mistake in a questionnaire."""

    def __init__(self, key: str, mistakes: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.mistakes = mistakes


@dataclass(frozen=True)
class Choices:
    """What a member may choose from in the form."""

    estates: Sequence[Estate]
    owners: Sequence[tuple[str, str]]
    forms: Sequence[tuple[str, Form]]
    kinds: Sequence[CampaignKind] = KINDS


def choices_of(session: Session, member: Staff) -> Choices:
    """The estates of a member, and who of their staff may answer for a survey."""
    own = [one for one in estates(session) if in_chain(member, one.id)]
    people = {one.userid: one for estate in own for one in chain(session, estate.id)}
    owners = [(userid, staff_name(session, one)) for userid, one in people.items()
              if one.role in LEADING]  # fmt: skip
    forms = [(one, built_in(one)) for one in BUILT_IN if one not in NO_SURVEYS]
    forms += [(one.form, form_of(one)) for one in newest_own(session)]
    return Choices(own, owners, forms)


def empty_form(choices: Choices, member: Staff, policy: Policy, today: date) -> dict[str, object]:
    """What stands in a new form: a weekend with time to fix the list before it, a seed (R5, R7)."""
    earliest = today.toordinal() + policy.survey_calendar.frozen_days + 1
    weekend = earliest + (SATURDAY - date.fromordinal(earliest).weekday()) % 7
    return {
        "kind": CampaignKind.PERIODIC.value,
        "form": BUILT_IN[0],
        "starts_on": date.fromordinal(weekend).isoformat(),
        "prizes": "0",
        "seed": new_seed(),
        "owner": member.userid,
        "estate": [str(one.id) for one in choices.estates] if len(choices.estates) == 1 else [],
    }


def filled_form(draft: Draft) -> dict[str, object]:
    """What a draft says, as it stands in the form."""
    return {
        "title": draft.title,
        "kind": draft.kind.value,
        "form": KEPT_FORM,
        "starts_on": draft.starts_on.isoformat(),
        "last_day": "" if draft.last_day is None else draft.last_day.isoformat(),
        "size": str(draft.size),
        "prizes": str(draft.prizes),
        "seed": draft.seed,
        "owner": "" if draft.owner is None else draft.owner.userid,
        "estate": [str(one.id) for one in draft.estates],
    }


def typed_form(asked: Asked) -> Mapping[str, object]:
    """What was typed, to be shown again."""
    return {**typed_in(asked), "estate": list(asked.fields.get("estate", ()))}


def draft_typed(session: Session, asked: Asked, kept: Draft | None = None) -> Draft:
    """The draft that was typed; `kept` is what it was before. Raises BadDraft."""
    owner = asked.field("owner")
    last_day = asked.field("last_day")
    possible = [one for one in estates(session) if in_chain(asked.member, one.id)]
    return Draft(
        title=asked.field("title"),
        form=_form(session, asked, kept),
        estates=[one for one in possible if str(one.id) in asked.fields.get("estate", ())],
        size=_number(asked, "size"),
        seed=asked.field("seed"),
        starts_on=_day(asked.field("starts_on"), "campaigns.bad_start"),
        last_day=_day(last_day, "campaigns.bad_last_day") if last_day else None,
        kind=known_word(CampaignKind, asked.field("kind")) or CampaignKind.PERIODIC,
        prizes=_number(asked, "prizes") if asked.field("prizes") else 0,
        owner=_owner(session, owner) if owner else None,
    )


def _form(session: Session, asked: Asked, kept: Draft | None) -> Form:
    chosen, own = asked.field("form"), asked.field("yaml")
    if chosen == KEPT_FORM and kept is not None:
        return kept.form
    if chosen in BUILT_IN:
        return built_in(chosen)
    published = None if chosen == OWN_FORM else newest_published(session, chosen)
    if published is not None:
        return published
    if chosen != OWN_FORM or not own:
        raise BadDraft("campaigns.no_form")
    if len(own) > FORM_CHARACTERS_MAX:
        raise BadDraft("campaigns.long_form")
    try:
        return parse_form(own)
    except FormError as error:
        lines = (_in_words(asked, one) for one in error.problems)
        raise BadDraft("campaigns.bad_form", "\n".join(lines)) from None


def _in_words(asked: Asked, problem: Problem) -> str:
    line = asked.words("policy.line", line=problem.line) if problem.line else ""
    reason = mistake_in(problem.reason, asked.language)
    return " ".join(part for part in (line, problem.path, reason) if part)


def _number(asked: Asked, name: str) -> int:
    typed = asked.field(name)
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= DIGITS_MAX):
        raise BadDraft(f"campaigns.bad_{name}")
    return int(typed)


def _day(typed: str, key: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadDraft(key) from None


def _owner(session: Session, userid: str) -> Staff:
    member = find_staff(session, userid)
    if member is None:
        raise BadDraft("campaigns.no_owner")
    return member

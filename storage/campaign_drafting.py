"""Drafting a survey: what is to be asked of how many homes, from which day to which (R1, R3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlmodel import Session, col, select

from flows.forms.form import Form
from flows.forms.writing import form_content, form_digest
from flows.rules.case_life import StaffFacts
from flows.rules.pacing import out_of_crowd
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.campaign_calendar import part_of
from flows.rules.survey.drafting import DRAFT, DraftFacts, check_draft, last_day_of
from flows.rules.survey.words import CampaignKind, CampaignState
from flows.rules.wall_clock import instant
from storage.audit import audit
from storage.campaign_runner import Runner
from storage.campaigns import Campaign, next_campaign_number, set_estates
from storage.database import zone_of
from storage.estates import Estate, policy_in_force
from storage.forms import FormVersion
from storage.staff import Staff, in_chain


@dataclass(frozen=True)
class Draft:
    """What a survey is going to be.

    Without a `last_day` it takes answers for as long as the policy says. `part` is the part of the
    year that a periodic one is for.
    """

    title: str
    form: Form
    estates: Sequence[Estate]
    size: int
    seed: str
    starts_on: date
    last_day: date | None = None
    kind: CampaignKind = CampaignKind.PERIODIC
    prizes: int = 0
    owner: Staff | None = None
    part: str | None = None
    follows_id: int | None = None


def draft_campaign(session: Session, draft: Draft, runner: Runner, now: datetime) -> Campaign:
    """Keep a draft. Raises NotAllowed with what is wrong with it, and then nothing is kept.

    Without an owner whoever drafts it owns it. Somebody who drafts for an estate must be of it.
    """
    columns = columns_of(session, draft, runner, now)
    today = now.astimezone(zone_of(session)).date()
    campaign = Campaign(
        number=next_campaign_number(session, today),
        state=CampaignState.DRAFT,
        follows_id=draft.follows_id,
        drafted_at=now,
        **columns,
    )
    session.add(campaign)
    session.flush()
    set_estates(session, campaign.id, [one.id for one in draft.estates])
    audit(session, DRAFT, f"campaign {campaign.number}", by=runner.name, via=runner.via, now=now)
    return campaign


def columns_of(session: Session, draft: Draft, runner: Runner, now: datetime) -> dict[str, Any]:
    """What a draft puts into the columns of its campaign. Raises NotAllowed with what is wrong."""
    today = now.astimezone(zone_of(session)).date()
    owner = draft.owner or runner.member
    estates = sorted(draft.estates, key=lambda one: one.name)
    if not estates:
        raise NotAllowed(Why.MISSING, field="estates")
    policy = policy_in_force(session, estates[0].id, now)
    last_day = draft.last_day or last_day_of(policy, draft.starts_on)
    facts = DraftFacts(
        draft.title,
        tuple(one.name for one in estates),
        draft.size,
        draft.prizes,
        draft.seed,
        draft.starts_on,
        last_day,
        None if owner is None else StaffFacts(owner.userid, owner.role),
    )
    check_draft(facts, runner.facts, today=today)
    _check_people(estates, runner.member, owner)
    check_form(session, draft.form)
    return {
        "title": draft.title.strip(),
        "kind": draft.kind,
        "part": draft.part or _part(policy, draft),
        "owner_id": None if owner is None else owner.id,
        "form_content": form_content(draft.form),
        "size": draft.size,
        "seed": draft.seed,
        "prizes": draft.prizes,
        "starts_on": draft.starts_on,
        "last_day": last_day,
        "next_at": _freeze_due(policy, draft.starts_on, zone_of(session), now),
    }


def check_form(session: Session, form: Form) -> None:
    """Raise NotAllowed for a form whose version was published with other questions."""
    query = select(FormVersion.digest).where(
        FormVersion.form == form.id, col(FormVersion.version) == form.version
    )
    known = session.exec(query).first()
    if known is not None and known != form_digest(form):
        raise NotAllowed(Why.CHANGED_FORM, form=form.id, version=form.version)


def _part(policy: Policy, draft: Draft) -> str | None:
    """The part of the year that a periodic survey is for (R1)."""
    if draft.kind is not CampaignKind.PERIODIC:
        return None
    return part_of(policy, draft.starts_on).key


def _freeze_due(policy: Policy, starts_on: date, zone: tzinfo, now: datetime) -> datetime | None:
    """When whoever answers for a survey is told that its list is due; None if it is too late."""
    fixed = timedelta(days=policy.survey_calendar.frozen_days)
    due = out_of_crowd(instant(starts_on - fixed, policy.quiet_hours.staff.ends, zone))
    return due if due > now else None


def _check_people(estates: Sequence[Estate], drafter: Staff | None, owner: Staff | None) -> None:
    if drafter is not None and not all(in_chain(drafter, one.id) for one in estates):
        raise NotAllowed(Why.OTHER_ESTATES_SURVEY)
    if owner is not None and not any(in_chain(owner, one.id) for one in estates):
        raise NotAllowed(Why.UNFIT_OWNER, owner=owner.userid)

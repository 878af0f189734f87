"""Correcting a draft: what is otherwise is checked like a new draft, and written down (R1, R3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from flows.forms.form import Form
from flows.forms.reading import load_form
from flows.forms.writing import form_digest
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.words import CampaignKind
from storage.campaign_drafting import Draft, columns_of
from storage.campaign_runner import Runner
from storage.campaigns import Campaign, estates_of, set_estates
from storage.estates import Estate
from storage.staff import Staff


@dataclass(frozen=True)
class Changes:
    """What a draft is to say otherwise; None leaves it as it is.

    A new first day takes the last one along, unless that is named too.
    """

    title: str | None = None
    form: Form | None = None
    estates: Sequence[Estate] | None = None
    size: int | None = None
    seed: str | None = None
    starts_on: date | None = None
    last_day: date | None = None
    kind: CampaignKind | None = None
    prizes: int | None = None
    owner: Staff | None = None


NO_CHANGES = Changes()


def revise_campaign(
    session: Session, campaign: Campaign, changes: Changes, runner: Runner, now: datetime
) -> Mapping[str, list[object]]:
    """Correct a draft; returns what it said and says now, by field.

    Raises NotAllowed, as for a new draft or where nothing would change; the caller holds the
    campaign, and then undoes the transaction.
    """
    before = _said(session, campaign)
    revised = _revised(session, campaign, changes)
    for name, value in columns_of(session, revised, runner, now).items():
        setattr(campaign, name, value)
    session.add(campaign)
    session.flush()
    set_estates(session, campaign.id, [one.id for one in revised.estates])
    after = _said(session, campaign)
    changed = {name: [old, after[name]] for name, old in before.items() if old != after[name]}
    if not changed:
        raise NotAllowed(Why.NOTHING_REVISED)
    return changed


def _revised(session: Session, campaign: Campaign, changes: Changes) -> Draft:
    draft = draft_of(session, campaign)
    given = {name: value for name, value in vars(changes).items() if value is not None}
    if changes.starts_on is not None and changes.last_day is None:
        given["last_day"] = campaign.last_day + (changes.starts_on - campaign.starts_on)
    if {"starts_on", "kind", "estates"} & given.keys():
        given["part"] = None  # it is for the part of the year that it begins in now
    return replace(draft, **given)


def draft_of(session: Session, campaign: Campaign) -> Draft:
    """What a campaign was drafted as."""
    return Draft(
        title=campaign.title,
        form=load_form(campaign.form_content),
        estates=estates_of(session, campaign.id),
        size=campaign.size,
        seed=campaign.seed,
        starts_on=campaign.starts_on,
        last_day=campaign.last_day,
        kind=campaign.kind,
        prizes=campaign.prizes,
        owner=_owner(session, campaign),
        part=campaign.part,
    )


def _said(session: Session, campaign: Campaign) -> dict[str, object]:
    """What a draft says, as the audit log keeps it."""
    form, owner = load_form(campaign.form_content), _owner(session, campaign)
    return {
        "title": campaign.title,
        "form": f"{form.id} {form.version} {form_digest(form)}",
        "estates": [one.name for one in estates_of(session, campaign.id)],
        "size": campaign.size,
        "seed": campaign.seed,
        "starts_on": campaign.starts_on.isoformat(),
        "last_day": campaign.last_day.isoformat(),
        "kind": campaign.kind.value,
        "part": campaign.part,
        "prizes": campaign.prizes,
        "owner": None if owner is None else owner.userid,
    }


def _owner(session: Session, campaign: Campaign) -> Staff | None:
    return None if campaign.owner_id is None else session.get_one(Staff, campaign.owner_id)

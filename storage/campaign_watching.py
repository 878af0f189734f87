"""How far a survey is: what was asked and returned, building by building (R2, R9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from flows.rules.policy import Policy
from flows.rules.survey.campaign_clock import PlannedStep, Step
from flows.rules.survey.invitations import Known
from flows.rules.survey.returns import Asked, Returns, returns
from flows.rules.survey.tally import Place
from flows.rules.survey.words import CampaignState, Disposition
from storage.campaign_running import steps_of
from storage.campaigns import Campaign, CampaignEstate, campaign_policy
from storage.estates import Estate, Home
from storage.invitations import Invitation, dispositions

SelectOfPlaces: TypeAlias = Select[str, str, int]


@dataclass(frozen=True)
class Watched:
    """A survey at a moment; the dispositions add up to what was issued, at every moment."""

    returns: Returns
    target_percent: int
    dispositions: Mapping[Disposition, int]
    next: PlannedStep | None


def watch(session: Session, campaign: Campaign, now: datetime) -> Watched:
    """Look how far a survey is, by the policy that it goes by."""
    policy = campaign_policy(session, campaign.id, now)
    return Watched(
        returns_of(session, campaign, policy),
        policy.targets.returned_percent,
        dispositions(session, campaign.id),
        next_planned(session, campaign, policy),
    )


def returns_of(session: Session, campaign: Campaign, policy: Policy) -> Returns:
    """What a survey has had returned by building, of all homes that stand there."""
    homes = _by_place(session, _homes(campaign.id))
    issued = _by_place(session, _invited(campaign.id))
    returned = _by_place(
        session, _invited(campaign.id).where(col(Invitation.known) == Known.COMPLETED)
    )
    buildings = {
        place: Asked(count, issued.get(place, 0), returned.get(place, 0))
        for place, count in homes.items()
    }
    return returns(policy, buildings)


def next_planned(session: Session, campaign: Campaign, policy: Policy) -> PlannedStep | None:
    """What a survey does next by itself; None for a draft, and after its close."""
    at = campaign.next_at
    if at is None or campaign.state is CampaignState.DRAFT:
        return None
    if campaign.state is CampaignState.FROZEN:
        return PlannedStep(at, Step.START)
    return next((one for one in steps_of(session, campaign, policy) if one.at >= at), None)


def _homes(campaign_id: int) -> SelectOfPlaces:
    return (
        select(Estate.name, Home.building, func.count())
        .join(Home, col(Home.estate_id) == col(Estate.id))
        .join(CampaignEstate, col(CampaignEstate.estate_id) == col(Estate.id))
        .where(CampaignEstate.campaign_id == campaign_id)
        .group_by(col(Estate.name), col(Home.building))
    )


def _invited(campaign_id: int) -> SelectOfPlaces:
    return (
        select(Estate.name, Home.building, func.count())
        .join(Home, col(Home.estate_id) == col(Estate.id))
        .join(Invitation, col(Invitation.home_id) == col(Home.id))
        .where(Invitation.campaign_id == campaign_id)
        .group_by(col(Estate.name), col(Home.building))
    )


def _by_place(session: Session, query: SelectOfPlaces) -> dict[Place, int]:
    return {(estate, building): count for estate, building, count in session.exec(query)}

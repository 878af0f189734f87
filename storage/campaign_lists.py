"""Surveys as a list, the newest first: how many homes each asks, and how many have answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, func, select

from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState
from storage.campaigns import Campaign, CampaignEstate
from storage.estates import Estate
from storage.invitations import Invitation

PAGE_CAMPAIGNS = 20


class CampaignShelf(StrEnum):
    """Which surveys: those with something left to do, the published ones, those given up."""

    UNDER_WAY = "under_way"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True)
class CampaignRow:
    """A survey with the names of its estates; nobody is issued before its homes are drawn."""

    campaign: Campaign
    estates: tuple[str, ...]
    issued: int
    returned: int


@dataclass(frozen=True)
class CampaignPage:
    """Rows, and the id before which the next page begins, if there is one."""

    rows: tuple[CampaignRow, ...]
    next: int | None


def list_campaigns(
    session: Session, estate_id: int | None, shelf: CampaignShelf, *, before: int | None = None
) -> CampaignPage:
    """One page of the surveys of an estate, or of all estates."""
    query = select(Campaign).where(*_on(shelf))
    if estate_id is not None:
        theirs = select(CampaignEstate.campaign_id).where(CampaignEstate.estate_id == estate_id)
        query = query.where(col(Campaign.id).in_(theirs))
    if before is not None:
        query = query.where(col(Campaign.id) < before)
    found = session.exec(query.order_by(col(Campaign.id).desc()).limit(PAGE_CAMPAIGNS + 1)).all()
    shown = found[:PAGE_CAMPAIGNS]
    is_more = len(found) > PAGE_CAMPAIGNS
    return CampaignPage(_rows(session, shown), shown[-1].id if is_more else None)


def _on(shelf: CampaignShelf) -> tuple[ColumnElement[bool], ...]:
    is_dropped = col(Campaign.dropped_at).is_not(None)
    is_published = col(Campaign.state) == CampaignState.PUBLISHED
    match shelf:
        case CampaignShelf.UNDER_WAY:
            return ~is_dropped, ~is_published
        case CampaignShelf.PUBLISHED:
            return (is_published,)
        case CampaignShelf.DROPPED:
            return (is_dropped,)


def _rows(session: Session, campaigns: Sequence[Campaign]) -> tuple[CampaignRow, ...]:
    ids = [one.id for one in campaigns]
    is_returned = case((col(Invitation.known) == Known.COMPLETED, 1), else_=0)
    counted = session.exec(
        select(Invitation.campaign_id, func.count(), func.sum(is_returned))
        .where(col(Invitation.campaign_id).in_(ids))
        .group_by(col(Invitation.campaign_id))
    )
    counts = {number: (issued, int(returned)) for number, issued, returned in counted}
    named = session.exec(
        select(CampaignEstate.campaign_id, Estate.name)
        .join(Estate, col(Estate.id) == col(CampaignEstate.estate_id))
        .where(col(CampaignEstate.campaign_id).in_(ids))
        .order_by(col(Estate.name))
    ).all()
    return tuple(
        CampaignRow(
            one,
            tuple(name for campaign_id, name in named if campaign_id == one.id),
            *counts.get(one.id, (0, 0)),
        )
        for one in campaigns
    )

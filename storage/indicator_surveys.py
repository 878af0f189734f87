"""What the surveys that closed in a period have reported, item by item (R11, R14)."""

from datetime import datetime

from sqlmodel import Session, col, select

from flows.reports.indicator_facts import Surveyed
from storage.campaign_reports import read_report
from storage.campaigns import Campaign, CampaignEstate, newest_report


def surveys_within(
    session: Session, estate_id: int, span: tuple[datetime, datetime]
) -> tuple[Surveyed, ...]:
    """The newest report of each survey of the estate that closed; of one over several, theirs.

    A survey that has not been reported yet tells nothing.
    """
    query = (
        select(Campaign)
        .join(CampaignEstate, col(CampaignEstate.campaign_id) == col(Campaign.id))
        .where(
            CampaignEstate.estate_id == estate_id,
            col(Campaign.closed_at) >= span[0],
            col(Campaign.closed_at) < span[1],
        )
        .order_by(col(Campaign.closed_at), col(Campaign.id))
    )
    found = (_surveyed(session, campaign) for campaign in session.exec(query))
    return tuple(one for one in found if one is not None)


def _surveyed(session: Session, campaign: Campaign) -> Surveyed | None:
    row = newest_report(session, campaign.id)
    if row is None or row.content_sealed is None:
        return None
    told = read_report(session, row)
    return Surveyed(
        campaign.number,
        campaign.title,
        told.returns.rate,
        told.whole.total,
        told.questions,
        told.whole.satisfied(),
    )

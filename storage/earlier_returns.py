"""What earlier surveys of the same estates had returned, by the channel that asked (R2)."""

from collections import Counter
from collections.abc import Collection, Mapping

from sqlmodel import Session, col, func, select

from flows.rules.survey.forecast import Earlier
from flows.rules.survey.invitations import Known
from flows.rules.vocabulary import MessageState, Purpose
from storage.campaigns import Campaign, CampaignEstate
from storage.invitations import Invitation
from storage.outgoing import Outgoing

ARRIVED = (MessageState.ACCEPTED, MessageState.DELIVERED)


def earlier_returns(session: Session, estate_ids: Collection[int]) -> Mapping[str, Earlier]:
    """How many homes each channel asked in surveys that are closed, and how many answered."""
    theirs = select(CampaignEstate.campaign_id).where(col(CampaignEstate.estate_id).in_(estate_ids))
    query = (
        select(Outgoing.channel, Invitation.known, func.count())
        .join(Invitation, col(Invitation.id) == col(Outgoing.invitation_id))
        .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
        .where(
            col(Campaign.id).in_(theirs),
            col(Campaign.closed_at).is_not(None),
            Outgoing.purpose == Purpose.SURVEY,
            col(Outgoing.reminds_id).is_(None),
            # What is told after the close, of prizes and of the result, asks nobody.
            col(Outgoing.created_at) < col(Campaign.closed_at),
            col(Outgoing.state).in_(ARRIVED),
        )
        .group_by(col(Outgoing.channel), col(Invitation.known))
    )
    asked: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    for channel, known, count in session.exec(query):
        asked[channel or ""] += count
        returned[channel or ""] += count if known == Known.COMPLETED else 0
    return {channel: Earlier(count, returned[channel]) for channel, count in asked.items()}

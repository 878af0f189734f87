"""Giving up a survey before its start: its homes get back the turns that the draw took (R6)."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, func, select

from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.frame import NEVER, Frame
from flows.rules.survey.words import CampaignState
from storage.campaign_frame import hold_cycles, kept_frame
from storage.campaign_freezing import set_cycles
from storage.campaigns import Campaign, estates_of
from storage.estates import Estate, Home
from storage.invitations import Invitation, SurveyTurn
from storage.keys import keyring


def drop_campaign(session: Session, campaign: Campaign, now: datetime) -> None:
    """Give up a survey that has not started, for good; the caller holds it.

    What was drawn stays written down, with its proof, but asks nobody. Raises NotAllowed where
    homes of these estates were drawn since: their draw went by the turns that this one took.
    """
    if campaign.state is CampaignState.FROZEN:
        _give_back_turns(session, campaign)
    of_campaign = col(Invitation.campaign_id) == campaign.id
    session.execute(update(Invitation).where(of_campaign).values(ended_at=now, next_at=None))
    campaign.dropped_at, campaign.next_at, campaign.held_until = now, None, None
    session.add(campaign)
    session.flush()


def _give_back_turns(session: Session, campaign: Campaign) -> None:
    """Set turns and cycles to what they were in the frame that the homes were drawn from."""
    frame = kept_frame(campaign, keyring(session))
    if frame is None:
        raise AssertionError(f"{campaign.number} is frozen without a frame")
    estates = estates_of(session, campaign.id)
    hold_cycles(session, [one.id for one in estates])
    later = _drawn_later(session, campaign, [one.id for one in estates])
    if later is not None:
        raise NotAllowed(Why.DRAWN_LATER, number=later)
    drawn = select(Invitation.home_id).where(Invitation.campaign_id == campaign.id)
    turns = _turns_before(session, campaign, frame)
    session.execute(delete(SurveyTurn).where(col(SurveyTurn.home_id).in_(drawn)))
    if turns:
        set_cycles(session, "survey_turn", "home_id", turns)
    cycles = [{"estate_id": one.id, "cycle": frame.cycles[one.name]} for one in estates]
    set_cycles(session, "survey_cycle", "estate_id", cycles)


def _drawn_later(session: Session, campaign: Campaign, estate_ids: list[int]) -> str | None:
    """The survey that was the last to draw homes of the same estates after this one.

    The order of the draws is that of their invitations: whoever draws holds the cycles.
    """
    own = select(func.max(Invitation.id)).where(Invitation.campaign_id == campaign.id)
    query = (
        select(Campaign.number)
        .join(Invitation, col(Invitation.campaign_id) == col(Campaign.id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(
            col(Home.estate_id).in_(estate_ids),
            col(Invitation.id) > own.scalar_subquery(),
            col(Campaign.frame_digest).is_not(None),
            col(Campaign.dropped_at).is_(None),
        )
        .order_by(col(Invitation.id).desc())
        .limit(1)
    )
    return session.exec(query).first()


def _turns_before(session: Session, campaign: Campaign, frame: Frame) -> list[dict[str, int]]:
    asked_in = {home.key: home.asked_in for home in frame.homes}
    query = (
        select(Estate.name, Home.code, Home.id)
        .join(Home, col(Home.estate_id) == col(Estate.id))
        .join(Invitation, col(Invitation.home_id) == col(Home.id))
        .where(Invitation.campaign_id == campaign.id)
    )
    return [
        {"home_id": home_id, "cycle": asked_in[estate, code]}
        for estate, code, home_id in session.exec(query)
        if asked_in[estate, code] != NEVER
    ]

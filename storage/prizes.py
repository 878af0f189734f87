"""Prizes (R23): which homes won one by lot, and when it was handed over."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, SQLModel, col, select

from flows.rules.public_figures import masked_home
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.invitations import Known
from flows.rules.survey.prizes import prize_draw
from flows.wording.say import plain, say
from storage.campaigns import Campaign, estates_of
from storage.columns import identifier, instant, reference
from storage.estates import Home
from storage.invitations import Invitation, named_homes
from storage.staff import Staff, in_chain
from storage.survey_news import tell_home


class Prize(SQLModel, table=True):
    """One prize of a campaign; `place` 1 is the first."""

    __table_args__ = (UniqueConstraint("campaign_id", "place"),)

    id: int = identifier()
    campaign_id: int = reference("campaign.id", index=False)
    place: int
    invitation_id: int = reference("invitation.id")
    drawn_at: datetime = instant()
    handed_over_at: datetime | None = instant(nullable=True)
    handed_over_by_id: int | None = reference("staff.id", nullable=True)


def draw_prizes(session: Session, campaign: Campaign, now: datetime) -> None:
    """Draw the winners among the homes that completed the questionnaire, and tell them (R23)."""
    completed = named_homes(session, campaign.id, Known.COMPLETED)
    winners = prize_draw(campaign.seed, completed, campaign.prizes)
    for place, name in enumerate(winners, start=1):
        invitation = completed[name]
        prize = Prize(
            campaign_id=campaign.id, place=place, invitation_id=invitation.id, drawn_at=now
        )
        session.add(prize)
        sentence = say("survey.prize_won", title=plain(campaign.title), place=place)
        tell_home(session, invitation, sentence, key="prize", at=now, now=now)
    session.flush()


def hand_over(
    session: Session, campaign: Campaign, prize: Prize, member: Staff, now: datetime
) -> None:
    """A winner has the prize, from that member. Raises NotAllowed for the second time."""
    if not any(in_chain(member, one.id) for one in estates_of(session, campaign.id)):
        raise NotAllowed(Why.OTHER_ESTATE)
    if prize.handed_over_at is not None:
        raise NotAllowed(Why.HANDED_OVER, place=prize.place)
    prize.handed_over_at, prize.handed_over_by_id = now, member.id
    session.add(prize)
    session.flush()


def winners(session: Session, campaign_id: int) -> list[tuple[int, str]]:
    """Each prize with the home that won it, of which only a part is told; the first one first."""
    won = (
        select(Prize.place, Home.code)
        .join(Invitation, col(Invitation.id) == col(Prize.invitation_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(Prize.campaign_id == campaign_id)
        .order_by(col(Prize.place))
    )
    return [(place, masked_home(home)) for place, home in session.exec(won)]


def prizes_of(session: Session, campaign_id: int) -> list[Prize]:
    """The prizes of a campaign, the first one first."""
    query = select(Prize).where(Prize.campaign_id == campaign_id).order_by(col(Prize.place))
    return list(session.exec(query))

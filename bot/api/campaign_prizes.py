"""Prizes of a survey: who won by lot, so that staff can hand them over (R23)."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import Asked
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.campaign_checks import campaign_asked
from bot.api.errors import not_found
from bot.api.showing import Shown, staff_userids
from bot.api.texts import read_identifier
from bot.survey_records import give_prize
from storage.campaigns import Campaign, lock_campaign
from storage.database import zone_of
from storage.estates import Home
from storage.invitations import Invitation
from storage.prizes import Prize, prizes_of


def list_prizes(session: Session, asked: Asked, _now: datetime) -> Shown:
    """The prizes of a campaign, the first one first, and the seed of their draw."""
    return _show(session, campaign_asked(session, asked))


def hand_over_prize(session: Session, asked: Asked, now: datetime) -> Shown:
    """Write down that a winner has got the prize."""
    asked.fields.refuse_others("by")
    campaign = lock_campaign(session, campaign_asked(session, asked).id)
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    place = read_identifier(asked.path["place"])
    found = {prize.place: prize for prize in prizes_of(session, campaign.id)}
    prize = None if place is None else found.get(place)
    if prize is None:
        raise not_found(f"there is no prize {asked.path['place']} of {campaign.number}")
    give_prize(session, campaign, prize, actor.member, via=via(asked), now=now)
    return _show(session, campaign)


def _show(session: Session, campaign: Campaign) -> Shown:
    zone = zone_of(session)
    query = (
        select(Prize, Home.code)
        .join(Invitation, col(Invitation.id) == col(Prize.invitation_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(Prize.campaign_id == campaign.id)
        .order_by(col(Prize.place))
    )
    rows = session.exec(query).all()
    userids = staff_userids(session, [prize.handed_over_by_id for prize, _ in rows])
    items = [
        {
            "place": prize.place,
            "home": home,
            "drawn_at": prize.drawn_at.astimezone(zone).isoformat(),
            "handed_over_at": prize.handed_over_at
            and prize.handed_over_at.astimezone(zone).isoformat(),
            "handed_over_by": userids.get(prize.handed_over_by_id),
        }
        for prize, home in rows
    ]
    return {"seed": campaign.seed, "items": items}

"""What becomes of an invitation: reached or not, begun, refused, withdrawn (R2, R10).

Whoever holds more than one row holds them in this order: campaign or resident, invitation, message.
A campaign is only held to be shared: its close waits for the answer that came first.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from flows.rules.reach import SMS, WECHAT
from flows.rules.survey.invitations import Happening, Known
from flows.rules.survey.words import CampaignState
from flows.rules.wall_clock import instant
from storage.campaigns import Campaign
from storage.conversations import (
    Conversation,
    ConversationState,
    close,
    seed_of,
)
from storage.database import zone_of
from storage.invitations import Invitation, ask_no_more, happen, hold_invitation
from storage.outgoing import Outgoing

INVITATION = "invitation"
"""What a questionnaire's seed calls the invitation that it is for."""
UNANSWERED = (Known.ISSUED, Known.UNREACHABLE, Known.REACHED)


@dataclass(frozen=True)
class Answering:
    """An invitation and its campaign, both held."""

    invitation: Invitation
    campaign: Campaign

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.campaign.state is CampaignState.RUNNING


def hold_answering(session: Session, invitation_id: int) -> Answering:
    """Hold an invitation; its campaign does not close meanwhile."""
    campaign_id = session.get_one(Invitation, invitation_id).campaign_id
    query = select(Campaign).where(Campaign.id == campaign_id).with_for_update(read=True)
    campaign = session.exec(query.execution_options(populate_existing=True)).one()
    return Answering(hold_invitation(session, invitation_id), campaign)


def invitation_asked(session: Session, conversation: Conversation) -> int | None:
    """The invitation that a questionnaire is for; None for any other talk."""
    found = seed_of(session, conversation).get(INVITATION)
    return int(found) if found is not None else None


def begin_answering(session: Session, invitation_id: int, now: datetime) -> None:
    """Somebody of the home has answered something: nobody is reminded any more."""
    if session.get_one(Invitation, invitation_id).known >= Known.BEGUN:
        return
    answering = hold_answering(session, invitation_id)
    happen(session, answering.invitation, Happening.ANSWERED, now, closed=not answering.is_open)
    ask_no_more(session, answering.invitation)


def refuse(session: Session, invitation_id: int, what: Happening, now: datetime) -> Answering:
    """The home does not take part, and is asked no more in this campaign."""
    answering = hold_answering(session, invitation_id)
    happen(session, answering.invitation, what, now, closed=not answering.is_open)
    ask_no_more(session, answering.invitation)
    return answering


def hold_asked(session: Session, message_id: int) -> None:
    """Hold the invitation that a message is about, if any, before the message is held."""
    invitation_id = session.get_one(Outgoing, message_id).invitation_id
    if invitation_id is not None:
        hold_invitation(session, invitation_id)


def reached(session: Session, invitation_id: int, now: datetime) -> None:
    """A message about it has been delivered. The caller holds the invitation."""
    invitation = session.get_one(Invitation, invitation_id)
    happen(session, invitation, Happening.DELIVERED, now, closed=not _runs(session, invitation))


def not_reached(session: Session, message: Outgoing, now: datetime) -> None:
    """The message that asked somebody has come to nothing: another of the home is asked.

    The caller holds the invitation. Where there is no other the next sweep finds that out.
    """
    invitation = session.get_one(Invitation, message.invitation_id)
    is_first = message.reminds_id is None and message.resident_id == invitation.resident_id
    if not is_first or invitation.known != Known.ISSUED or not _runs(session, invitation):
        return
    _end_talk(session, invitation, now)
    invitation.resident_id = invitation.conversation_id = None
    invitation.next_at = now
    session.add(invitation)
    session.flush()


def leave_surveys(session: Session, resident_id: int, now: datetime) -> None:
    """Somebody wants no surveys any more: what they were asked ends, unless it was handed in."""
    for invitation_id in _running(session, resident_id):
        answering = refuse(session, invitation_id, Happening.OPTED_OUT, now)
        _end_talk(session, answering.invitation, now)


def close_way_of_surveys(session: Session, resident_id: int, channel: str, now: datetime) -> None:
    """Somebody has closed an address: what they were asked there ends."""
    for invitation_id in _running(session, resident_id):
        query = (
            select(Outgoing.channel)
            .where(Outgoing.invitation_id == invitation_id, Outgoing.resident_id == resident_id)
            .order_by(col(Outgoing.id).desc())
        )
        asked_by = session.exec(query).first() or ""
        if asked_by.startswith(WECHAT if channel == WECHAT else SMS):
            answering = refuse(session, invitation_id, Happening.OPTED_OUT, now)
            _end_talk(session, answering.invitation, now)


def look_after_move(
    session: Session, resident_id: int, home_id: int, last_day: date, now: datetime
) -> None:
    """Whoever was asked for a home moves out of it: from the next day on another is asked."""
    gone_at = instant(last_day + timedelta(days=1), 0, zone_of(session))
    query = select(Invitation).where(
        Invitation.resident_id == resident_id,
        Invitation.home_id == home_id,
        col(Invitation.known).in_(UNANSWERED),
    )
    for found in session.exec(query).all():
        held = hold_invitation(session, found.id)
        if held.known in UNANSWERED and _runs(session, held):
            held.next_at = max(now, gone_at)
            session.add(held)
    session.flush()


def withdraw_answers(session: Session, resident_id: int, now: datetime) -> None:
    """Somebody is erased: what was asked of them counts as refused, also after the close (R66)."""
    query = select(Invitation.id).where(Invitation.resident_id == resident_id)
    for invitation_id in session.exec(query.order_by(col(Invitation.id))).all():
        refuse(session, invitation_id, Happening.WITHDREW, now)


def _running(session: Session, resident_id: int) -> list[int]:
    """What a resident was asked for in campaigns that run, the oldest first."""
    query = (
        select(Invitation.id)
        .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
        .where(
            Invitation.resident_id == resident_id,
            Campaign.state == CampaignState.RUNNING,
            col(Invitation.known) < Known.REFUSED,
        )
    )
    return list(session.exec(query.order_by(col(Invitation.id))))


def _runs(session: Session, invitation: Invitation) -> bool:
    return session.get_one(Campaign, invitation.campaign_id).state is CampaignState.RUNNING


def _end_talk(session: Session, invitation: Invitation, now: datetime) -> None:
    if invitation.conversation_id is None:
        return
    talk = session.get_one(Conversation, invitation.conversation_id)
    if talk.state is ConversationState.OPEN:
        close(session, talk, ConversationState.CANCELLED, now)

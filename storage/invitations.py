"""Invitations (发放): one home asked in one campaign, and how far it has got."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import UniqueConstraint, update
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.survey.invitations import Happening, Known, counted, known_after
from flows.rules.survey.words import Disposition
from flows.rules.vocabulary import MessageState
from storage.columns import identifier, instant, reference
from storage.estates import Estate, Home
from storage.held_rows import all_held
from storage.outgoing import Outgoing


class Invitation(SQLModel, table=True):
    """A home that was drawn, from the freeze of its campaign on.

    `known` is how far it got (flows.rules.survey.invitations.Known), from which its disposition
    follows. `cycle` is the cycle of its estate that the home counts in (R6). `resident_id` is who
    was asked in its name, None before the start. `issued_at` is when it was first sent; `next_at`
    when the scheduler next does something for it (sends, reminds). `token_hash` finds it by the
    link to its web page, which only the hash is kept of; the link holds until `expires_at`.
    """

    __table_args__ = (UniqueConstraint("campaign_id", "home_id"),)

    id: int = identifier()
    campaign_id: int = reference("campaign.id", index=False)
    home_id: int = reference("home.id")
    cycle: int
    known: int = Field(default=Known.ISSUED)
    resident_id: int | None = reference("resident.id", nullable=True)
    conversation_id: int | None = reference("conversation.id", nullable=True)
    token_hash: str | None = Field(default=None, unique=True)
    expires_at: datetime | None = instant(nullable=True)
    issued_at: datetime | None = instant(nullable=True)
    reached_at: datetime | None = instant(nullable=True)
    begun_at: datetime | None = instant(nullable=True)
    returned_at: datetime | None = instant(nullable=True)
    ended_at: datetime | None = instant(nullable=True)
    reminders: int = 0
    reminded_at: datetime | None = instant(nullable=True)
    next_at: datetime | None = instant(nullable=True, index=True)


class SurveyCycle(SQLModel, table=True):
    """The cycle that an estate is in: no home is asked twice before all have been (R6)."""

    __tablename__ = "survey_cycle"

    estate_id: int = Field(foreign_key="estate.id", primary_key=True)
    cycle: int


class SurveyTurn(SQLModel, table=True):
    """The cycle of its estate in which a home was last drawn; a home without one never was."""

    __tablename__ = "survey_turn"

    home_id: int = Field(foreign_key="home.id", primary_key=True)
    cycle: int


def happen(
    session: Session, invitation: Invitation, what: Happening, now: datetime, *, closed: bool
) -> bool:
    """Write down what happened to an invitation; whether that told anything new.

    The caller holds the invitation. `closed`: its campaign takes no more answers.
    """
    known = known_after(Known(invitation.known), what, closed=closed)
    if known == invitation.known:
        return False
    invitation.known = known
    match known:
        case Known.REACHED:
            invitation.reached_at = now
        case Known.BEGUN:
            invitation.begun_at = now
        case Known.COMPLETED:
            invitation.returned_at = now
        case _:
            invitation.ended_at = now
    session.add(invitation)
    session.flush()
    return True


def hold_invitation(session: Session, invitation_id: int) -> Invitation:
    """The invitation as it is now, held against everyone else until the commit."""
    query = select(Invitation).where(Invitation.id == invitation_id)
    held = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.exec(held).one()


_ALL_HELD = all_held(Invitation)


def hold_invitations(session: Session, ids: Collection[int]) -> list[Invitation]:
    """The same of many by their ids, held one after the other in the order of these."""
    return list(session.exec(_ALL_HELD, params={"ids": list(ids)})) if ids else []


def ask_no_more(session: Session, invitation: Invitation) -> None:
    """Neither ask nor remind any more for an invitation; what the postman has taken still goes."""
    invitation.next_at = None
    session.add(invitation)
    waiting = (
        col(Outgoing.invitation_id) == invitation.id,
        col(Outgoing.state) == MessageState.QUEUED,
    )
    session.execute(update(Outgoing).where(*waiting).values(state=MessageState.CANCELLED))


def find_by_token(session: Session, token: str) -> Invitation | None:
    """The invitation whose link has this token, also when its time is over."""
    query = select(Invitation).where(Invitation.token_hash == token_hash(token))
    return session.exec(query).first()


def named_homes(session: Session, campaign_id: int, *known: Known) -> dict[str, Invitation]:
    """The invitations that got so far, by estate and home, as lots name them (`estate 8-1-302`)."""
    query = (
        select(Estate.name, Home.code, Invitation)
        .join(Home, col(Home.estate_id) == col(Estate.id))
        .join(Invitation, col(Invitation.home_id) == col(Home.id))
        .where(Invitation.campaign_id == campaign_id, col(Invitation.known).in_(known))
    )
    return {f"{estate} {home}": invitation for estate, home, invitation in session.exec(query)}


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def dispositions(session: Session, campaign_id: int) -> Mapping[Disposition, int]:
    """How the invitations of a campaign stand; their sum is the number that was issued."""
    query = (
        select(Invitation.known, func.count())
        .where(Invitation.campaign_id == campaign_id)
        .group_by(col(Invitation.known))
    )
    found = Counter({Known(known): number for known, number in session.exec(query)})
    return counted(found.elements())

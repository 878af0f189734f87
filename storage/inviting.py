"""When the homes of a campaign are asked and reminded, and what ends with it (R2, R7)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import chain, islice, repeat

from sqlalchemy import ColumnElement, and_, bindparam, update
from sqlmodel import Session, SQLModel, col, func, not_, select

from flows.rules.policy import Policy
from flows.rules.survey.asking_times import paced
from flows.rules.survey.invitations import Known, may_be_reminded
from flows.rules.vocabulary import MessageState
from flows.rules.wall_clock import instant
from storage.campaigns import Campaign, campaign_policy
from storage.database import zone_of
from storage.invitations import Invitation
from storage.outgoing import Outgoing

ROWS_A_BATCH = 5000
KEY, AT = "of_the_invitation", "of_its_asking"

REMINDABLE = tuple(known for known in Known if may_be_reminded(known))


def closing_of(session: Session, campaign: Campaign) -> datetime:
    """The end of the last day on which a campaign takes answers."""
    return instant(campaign.last_day + timedelta(days=1), 0, zone_of(session))


def talks_end(session: Session, campaign: Campaign, policy: Policy) -> datetime:
    """Until when whoever was asked, and writes late, is told that the campaign is over."""
    return closing_of(session, campaign) + timedelta(days=policy.survey_asking.told_over_days)


def plan_invitations(session: Session, campaign: Campaign, now: datetime) -> datetime | None:
    """Give each home that was drawn the minute in which it is asked; returns the last of these.

    Planned again, only those move that were not asked yet.
    """
    is_meant = and_(_of(campaign), col(Invitation.issued_at).is_(None), _waits())
    policy = campaign_policy(session, campaign.id, now)
    return _plan(session, campaign, is_meant, policy, now)


def plan_reminders(session: Session, campaign: Campaign, now: datetime) -> int:
    """Remind those from now on who were asked and have not answered; returns how many (R2).

    Whoever was reminded as often as the policy allows, or was asked just now, is left in peace.
    """
    policy = campaign_policy(session, campaign.id, now)
    gap = timedelta(days=policy.survey_asking.reminder_gap_days)
    heard_at = func.coalesce(col(Invitation.reminded_at), col(Invitation.issued_at))
    is_meant = and_(
        _of(campaign),
        col(Invitation.resident_id).is_not(None),
        col(Invitation.known).in_(REMINDABLE),
        col(Invitation.reminders) < policy.survey_asking.reminders_max,
        heard_at <= now - gap,
    )
    number = session.exec(select(func.count()).select_from(Invitation).where(is_meant)).one()
    _plan(session, campaign, is_meant, policy, now)
    return number


def plan_anew(
    session: Session, campaign: Campaign, ids: Collection[int], policy: Policy, now: datetime
) -> None:
    """Pace again, from now on, what has come too late or at a time at which nobody is asked."""
    _plan(session, campaign, col(Invitation.id).in_(ids), policy, now)


def end_invitations(session: Session, campaign: Campaign, now: datetime) -> None:
    """Nobody is asked or reminded any more, and the links are over (R10).

    A home that was never asked was not reached.
    """
    never_asked = (_of(campaign), col(Invitation.issued_at).is_(None), _waits())
    unreached = {"known": Known.UNREACHABLE, "ended_at": now}
    session.execute(update(Invitation).where(*never_asked).values(**unreached))
    session.execute(update(Invitation).where(_of(campaign)).values(next_at=None, expires_at=now))
    theirs = select(Invitation.id).where(_of(campaign))
    waiting = (
        col(Outgoing.invitation_id).in_(theirs),
        col(Outgoing.state) == MessageState.QUEUED,
    )
    session.execute(update(Outgoing).where(*waiting).values(state=MessageState.CANCELLED))
    session.expire_all()


def _plan(
    session: Session,
    campaign: Campaign,
    is_meant: ColumnElement[bool],
    policy: Policy,
    now: datetime,
) -> datetime | None:
    """Spread the invitations that are meant over the next minutes that are free."""
    ids = session.exec(select(Invitation.id).where(is_meant).order_by(col(Invitation.id))).all()
    taken = _taken(session, campaign, is_meant, now)
    minutes = paced(len(ids), now, policy=policy, zone=zone_of(session), taken=taken)
    times = chain.from_iterable(repeat(minute, number) for minute, number in minutes)
    table = SQLModel.metadata.tables["invitation"]
    statement = update(table).where(table.c.id == bindparam(KEY)).values(next_at=bindparam(AT))
    last: datetime | None = None
    planned = zip(ids, times, strict=True)
    while batch := list(islice(planned, ROWS_A_BATCH)):
        session.connection().execute(statement, [{KEY: one, AT: at} for one, at in batch])
        last = batch[-1][1]
    session.expire_all()
    return last


def _taken(
    session: Session, campaign: Campaign, is_meant: ColumnElement[bool], now: datetime
) -> dict[datetime, int]:
    """How many others of the campaign are planned for which minute."""
    query = (
        select(Invitation.next_at, func.count())
        .where(_of(campaign), not_(is_meant), col(Invitation.next_at) >= now - timedelta(minutes=1))
        .group_by(col(Invitation.next_at))
    )
    return {at: number for at, number in session.exec(query) if at is not None}


def _of(campaign: Campaign) -> ColumnElement[bool]:
    return col(Invitation.campaign_id) == campaign.id


def _waits() -> ColumnElement[bool]:
    return col(Invitation.known) == Known.ISSUED

"""What is left of what the providers allow, counted from our own rows: none of them can be asked.

WeChat counts messages after each act of a resident, WeCom those to each member, SMS what is paid.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from flows.rules.pacing import HOUR, MINUTE
from flows.rules.reach import SMS
from storage.outgoing import Attempt, Outgoing
from storage.residents import WECHAT, Identity
from storage.subscriptions import SubscriptionConsent

WECOM, ROBOT = "wecom", "robot"
DAY, MONTH = timedelta(days=1), timedelta(days=30)


@dataclass(frozen=True)
class Quotas:
    """`windows`: residents whom we may write to in WeChat now, with `window_messages` in all.

    `used_up`: whose window is open, and empty. `member_minute` and `member_hour` are the pushes to
    the member of staff who got most within that time.
    """

    windows: int
    window_messages: int
    used_up: int
    subscribed_sends: int
    member_minute: int
    member_hour: int
    robot_minute: int
    texts_a_day: int
    texts_a_month: int


def quotas(session: Session, now: datetime) -> Quotas:
    """Count them."""
    windows, messages, used_up = _windows(session, now)
    sends = select(func.sum(SubscriptionConsent.sends_left)).where(
        col(SubscriptionConsent.accepted).is_(True)
    )
    return Quotas(
        windows,
        messages,
        used_up,
        session.exec(sends).one() or 0,
        _most_to_a_member(session, now - MINUTE),
        _most_to_a_member(session, now - HOUR),
        _tries(session, ROBOT, now - MINUTE),
        _tries(session, SMS, now - DAY),
        _tries(session, SMS, now - MONTH),
    )


def _windows(session: Session, now: datetime) -> tuple[int, int, int]:
    """Only the long windows: the short ones are over before anybody has read this."""
    is_open = (Identity.channel == WECHAT, col(Identity.window_until) > now)
    left = col(Identity.window_left)
    query = select(func.count(), func.sum(left)).where(*is_open, left > 0)
    people, messages = session.exec(query).one()
    empty = select(func.count()).select_from(Identity).where(*is_open, left == 0)
    return people, messages or 0, session.exec(empty).one()


def _most_to_a_member(session: Session, since: datetime) -> int:
    each = (
        select(func.count().label("pushes"))
        .select_from(Attempt)
        .join(Outgoing, col(Outgoing.id) == col(Attempt.outgoing_id))
        .where(Attempt.channel == WECOM, Attempt.started_at > since)
        .group_by(col(Outgoing.staff_id))
        .subquery()
    )
    return session.exec(select(func.max(each.c.pushes))).one() or 0


def _tries(session: Session, channel: str, since: datetime) -> int:
    query = select(func.count()).select_from(Attempt)
    return session.exec(query.where(Attempt.channel == channel, Attempt.started_at > since)).one()

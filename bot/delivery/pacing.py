"""WeCom's limits, kept across all processes: the attempts in their rows are what is counted (W19).

Whatever is beyond a member's limit vanishes without a word, so it must never be sent.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from bot.channels import ChannelName
from bot.channels.wecom_outcomes import RATE_LIMIT_CODE, RATE_LIMIT_SECONDS
from bot.delivery.settling import REFUSED
from flows.rules.pacing import HOUR, MINUTE, Rate, free_at, out_of_crowd
from flows.rules.policy import Policy
from storage.outgoing import Attempt, Outgoing, for_same_staff
from storage.prepared import prepared

LIMITED = frozenset({ChannelName.WECOM, ChannelName.ROBOT})
LOOKED_BACK = HOUR + timedelta(minutes=5)
"""The longest rate, and as long again as one call may have taken to arrive."""
BACK_OFF = timedelta(seconds=RATE_LIMIT_SECONDS)


def may_go_at(
    session: Session, message: Outgoing, channel: str, policy: Policy, now: datetime
) -> datetime:
    """When a message may go to its reader by a channel: `now`, unless a limit of WeCom's is met."""
    if channel not in LIMITED:
        return now
    paused = _backing_off_until(session, channel, now)
    if paused is not None:
        return paused
    rates = _rates(policy, channel)
    sent = _sent(session, message, channel, now, max(rate.most for rate in rates))
    return free_at(sent, rates, now)


def calm_at(message: Outgoing, channel: str, now: datetime) -> datetime:
    """When a push that waited for its time may go: `now`, but not while everybody sends (W19).

    That keeps what the night has held back from WeCom's busiest minute. What somebody has just
    done is told at once.
    """
    has_waited = not message.attempts and message.not_before > message.created_at
    in_a_hurry = message.urgent or message.passes_quiet_hours
    if channel not in LIMITED or in_a_hurry or not has_waited:
        return now
    return max(now, out_of_crowd(now))


def _rates(policy: Policy, channel: str) -> tuple[Rate, ...]:
    limits = policy.wecom
    if channel == ChannelName.ROBOT:
        return (Rate(limits.robot_per_minute, MINUTE),)
    return Rate(limits.member_per_minute, MINUTE), Rate(limits.member_per_hour, HOUR)


def _sent(
    session: Session, message: Outgoing, channel: str, now: datetime, most: int
) -> list[datetime]:
    """When the reader's latest messages had arrived at the latest; of one under way that is now."""
    query = (
        select(Attempt.ended_at)
        .join(Outgoing, col(Outgoing.id) == col(Attempt.outgoing_id))
        .where(
            for_same_staff(message),
            Attempt.channel == channel,
            col(Attempt.started_at) > now - LOOKED_BACK,
            func.coalesce(Attempt.outcome, "") != REFUSED,
        )
        .order_by(col(Attempt.id).desc())
        .limit(most)
    )
    return sorted((ended or now for ended in session.exec(query)), reverse=True)


_TOLD_TO_WAIT = prepared(
    select(func.max(Attempt.ended_at)).where(
        Attempt.channel == bindparam("channel"),
        col(Attempt.started_at) > bindparam("since"),
        Attempt.outcome == REFUSED,
        col(Attempt.error).startswith(f"{RATE_LIMIT_CODE}:"),
    )
)


def _backing_off_until(session: Session, channel: str, now: datetime) -> datetime | None:
    """Until when WeCom is left alone, because it said that it hears too much from us."""
    lately = {"channel": channel, "since": now - LOOKED_BACK}
    told_at = _TOLD_TO_WAIT.one(session, **lately)
    until = None if told_at is None else told_at + BACK_OFF
    return until if until is not None and until > now else None

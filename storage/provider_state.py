"""How the providers fare, by what our own rows tell: tokens, what came in, what was sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from storage.inbound import Inbound
from storage.outgoing import Attempt
from storage.tokens import ProviderToken

LOOKED_BACK = timedelta(days=30)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class TokenState:
    """An account's access token: until when it holds, and why there is no newer one."""

    provider: str
    expires_at: datetime | None
    failures: int
    failure: str
    is_valid: bool


@dataclass(frozen=True)
class ChannelState:
    """One way in or out: when it was last used, and what was sent by it within a day."""

    channel: str
    heard_at: datetime | None
    sent_at: datetime | None
    failed_at: datetime | None
    error: str
    sent_in_a_day: int
    failed_in_a_day: int


def token_states(session: Session, now: datetime) -> list[TokenState]:
    """Every account's token, without the account's name."""
    return [
        TokenState(
            row.account.partition(" ")[0],
            row.expires_at,
            row.failures,
            row.failure,
            row.expires_at is not None and row.expires_at > now,
        )
        for row in session.exec(select(ProviderToken).order_by(ProviderToken.account))
    ]


def channel_states(session: Session, now: datetime) -> list[ChannelState]:
    """Every channel that was used within the last 30 days, by its name."""
    since = now - LOOKED_BACK
    heard = dict(
        session.exec(
            select(Inbound.channel, func.max(Inbound.received_at))
            .where(Inbound.received_at >= since)
            .group_by(Inbound.channel)
        ).all()
    )
    sent = _last_tries(session, since, failed=False)
    failed = _last_tries(session, since, failed=True)
    last = {one.channel: one for one in _errors(session, list(failed.values()))}
    a_day = (_tries(session, now - DAY, failed=False), _tries(session, now - DAY, failed=True))
    return [
        ChannelState(
            channel,
            heard.get(channel),
            None if channel not in sent else session.get_one(Attempt, sent[channel]).started_at,
            None if channel not in last else last[channel].started_at,
            "" if channel not in last else last[channel].error or "",
            a_day[0].get(channel, 0),
            a_day[1].get(channel, 0),
        )
        for channel in sorted({*heard, *sent, *failed})
    ]


def _last_tries(session: Session, since: datetime, *, failed: bool) -> dict[str, int]:
    """The id of each channel's last try that went well, or that did not."""
    query = select(Attempt.channel, func.max(Attempt.id)).where(Attempt.started_at >= since)
    return dict(session.exec(query.where(_went(failed=failed)).group_by(Attempt.channel)).all())


def _tries(session: Session, since: datetime, *, failed: bool) -> dict[str, int]:
    query = select(Attempt.channel, func.count()).where(Attempt.started_at >= since)
    return dict(session.exec(query.where(_went(failed=failed)).group_by(Attempt.channel)).all())


def _went(*, failed: bool) -> ColumnElement[bool]:
    error = col(Attempt.error)
    return error.is_not(None) if failed else error.is_(None)


def _errors(session: Session, ids: list[int]) -> list[Attempt]:
    return list(session.exec(select(Attempt).where(col(Attempt.id).in_(ids))))

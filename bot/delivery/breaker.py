"""A provider that answers nobody is left alone for a while, and then tried with one message.

What is counted are the attempts in their rows, so that all processes see the same. What is urgent
does not wait: it goes its own way down the ladder.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot.delivery.settling import REFUSED, UNKNOWN
from storage.outgoing import Attempt
from storage.prepared import prepared

FAILURES = 20
"""So many in a row, with nothing between them: fewer are what any network does now and then."""
LOOKED_BACK = timedelta(minutes=15)
PAUSE = timedelta(minutes=1)
TRIAL = timedelta(seconds=30)
"""How long the others wait while one message is tried; no call takes longer."""
NO_CONNECTION = "connect:"


class Breaker:
    """The channels at one look at the queue; each is asked about once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._failing_until: dict[str, datetime | None] = {}
        self._begun: set[str] = set()

    def open_until(self, channel: str) -> datetime:
        """Until when a channel is left alone: `now` where it may be used at once."""
        if channel not in self._failing_until:
            self._failing_until[channel] = _failing_until(self._session, channel, self._now)
        until = self._failing_until[channel]
        if until is None:
            return self._now
        return self._now + TRIAL if channel in self._begun else until

    def begins(self, channel: str) -> None:
        """A message goes by this channel now: where it fails, this one tells whether it is back."""
        self._begun.add(channel)


def _failing_until(session: Session, channel: str, now: datetime) -> datetime | None:
    """When a channel that answers nobody is tried next; None for any other."""
    if not _fails(_calls(session, channel, now, most=1), failures=1):
        return None
    calls = _calls(session, channel, now, most=FAILURES)
    if not _fails(calls, failures=FAILURES):
        return None
    if _is_tried(session, channel, now):
        return now + TRIAL
    return max(max(call.ended_at for call in calls) + PAUSE, now)


@dataclass(frozen=True)
class _Call:
    ended_at: datetime
    is_silence: bool


_ENDED = prepared(
    select(Attempt.ended_at, Attempt.outcome, Attempt.error)
    .where(
        Attempt.channel == bindparam("channel"),
        col(Attempt.started_at) > bindparam("since"),
        col(Attempt.ended_at).is_not(None),
    )
    .order_by(col(Attempt.started_at).desc(), col(Attempt.id).desc())
    .limit(bindparam("most"))
)


def _calls(session: Session, channel: str, now: datetime, *, most: int) -> list[_Call]:
    """The latest calls that have ended; by their time, whose index keeps the look short."""
    meant = {"channel": channel, "since": now - LOOKED_BACK, "most": most}
    return [
        _Call(ended_at, _is_silence(outcome, error or ""))
        for ended_at, outcome, error in _ENDED.all(session, **meant)
        if ended_at is not None
    ]


def _fails(calls: list[_Call], *, failures: int) -> bool:
    return len(calls) == failures and all(call.is_silence for call in calls)


def _is_tried(session: Session, channel: str, now: datetime) -> bool:
    """Whether a message is under way that tells whether the provider is back."""
    query = select(Attempt.id).where(
        Attempt.channel == channel,
        col(Attempt.started_at) > now - TRIAL,
        col(Attempt.ended_at).is_(None),
    )
    return session.exec(query.limit(1)).first() is not None


def _is_silence(outcome: str | None, error: str) -> bool:
    """Whether nobody answered; a refusal of this very message says nothing of the provider."""
    return outcome == UNKNOWN or (outcome == REFUSED and error.startswith(NO_CONNECTION))

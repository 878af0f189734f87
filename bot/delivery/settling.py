"""What becomes of a message after an attempt: its next state, written into its row."""

import logging
from datetime import datetime

from sqlmodel import Session

from bot.channels import After, ChannelName, Refused, Unknown
from flows.rules.policy import Policy
from flows.rules.resending import (
    Again,
    AskProvider,
    Care,
    NextChannel,
    StayUnknown,
    after_busy,
    after_look_up,
    after_unknown,
    care_for,
)
from flows.rules.vocabulary import MessageState
from storage.answering import not_reached, reached
from storage.outgoing import Attempt, Outgoing

logger = logging.getLogger(__name__)

ACCEPTED = "accepted"
REFUSED = "refused"
UNKNOWN = "unknown"


def queue(session: Session, message: Outgoing, not_before: datetime) -> None:
    """Back into the queue, free for every postman."""
    message.state = MessageState.QUEUED
    message.not_before = not_before
    _let_go(session, message)


def settle_accepted(
    session: Session, message: Outgoing, attempt: Attempt, provider_id: str, sent_at: datetime
) -> None:
    """The provider has it."""
    attempt.outcome, attempt.error = ACCEPTED, None
    attempt.provider_id = provider_id
    session.add(attempt)
    message.state = MessageState.ACCEPTED
    message.provider_id = provider_id
    message.provider_status = attempt.provider_status
    message.sent_at = sent_at
    message.error = None
    _let_go(session, message)


def settle_refused(
    session: Session,
    message: Outgoing,
    attempts: list[Attempt],
    refused: Refused,
    policy: Policy,
    *,
    now: datetime,
    chance: float,
) -> None:
    """The provider certainly has not taken it: again after a pause, or the next rung at once."""
    attempt = attempts[-1]
    attempt.ended_at = attempt.ended_at or now
    attempt.outcome, attempt.error = REFUSED, f"{refused.code}: {refused.reason}"
    session.add(attempt)
    if refused.after in {After.OPERATOR, After.FATAL}:
        logger.warning(
            "operator: %s refuses message %s: %s: %s",
            attempt.channel,
            message.id,
            refused.code,
            refused.reason,
        )
    may_pass = refused.after is After.RETRY and not (refused.opted_out or refused.window_closed)
    decision: Again | NextChannel = NextChannel()
    if may_pass:
        decision = after_busy(
            policy.postman,
            tries=_tries(attempts),
            urgent=message.urgent,
            chance=chance,
            retry_after_seconds=refused.retry_after_seconds,
        )
    match decision:
        case Again(pause):
            message.error = f"{attempt.channel}: {attempt.error}"
            queue(session, message, now + pause)
        case NextChannel():
            close_way(session, message, attempt, now)


def settle_unknown(
    session: Session,
    message: Outgoing,
    attempts: list[Attempt],
    unknown: Unknown,
    policy: Policy,
    *,
    now: datetime,
    chance: float,
) -> None:
    """Nobody knows whether it was taken: who reads it decides what a doubt is worth."""
    attempt = attempts[-1]
    attempt.ended_at = attempt.ended_at or now
    attempt.outcome, attempt.error = UNKNOWN, unknown.reason
    session.add(attempt)
    care = care_for(message.purpose)
    decision = after_unknown(
        care,
        policy.postman,
        tries=_doubts(attempts),
        chance=chance,
        repeatable=attempt.channel != ChannelName.SMS,
    )
    message.error = f"{attempt.channel}: {unknown.reason}"
    match decision:
        case Again(pause):
            queue(session, message, now + pause)
        case NextChannel():
            close_way(session, message, attempt, now)
        case AskProvider(pause):
            message.state = MessageState.UNKNOWN
            message.lookups = 0
            _let_go(session, message, look_up_at=now + pause)
        case StayUnknown():
            message.state = MessageState.UNKNOWN
            _let_go(session, message)


def settle_absent(
    session: Session,
    message: Outgoing,
    attempts: list[Attempt],
    answer: Refused | Unknown,
    policy: Policy,
    *,
    now: datetime,
) -> None:
    """The provider was asked and did not find it, or could not tell."""
    message.lookups += 1
    decision = after_look_up(
        policy.postman,
        lookups=message.lookups,
        absent=isinstance(answer, Refused),
        doubts=_doubts(attempts),
    )
    match decision:
        case Again(pause):
            queue(session, message, now + pause)
        case AskProvider(pause):
            _let_go(session, message, look_up_at=now + pause)
        case StayUnknown():
            logger.warning("message %s: nobody can tell whether it was taken", message.id)
            _let_go(session, message)


def close_way(session: Session, message: Outgoing, attempt: Attempt, now: datetime) -> None:
    """Close a channel for the message; the ladder goes on at once."""
    message.tried = [*message.tried, attempt.channel]
    message.error = f"{attempt.channel}: {attempt.error}"
    queue(session, message, now)


def settle_failed(session: Session, message: Outgoing, attempt: Attempt, now: datetime) -> None:
    """A provider had accepted it and could not deliver it after all."""
    attempt.error = f"{attempt.provider_status} {attempt.provider_error or ''}".strip()
    session.add(attempt)
    if care_for(message.purpose) is Care.MASS:
        message.state = MessageState.REFUSED
        message.error = f"{attempt.channel}: {attempt.error}"
        _let_go(session, message)
        if message.invitation_id is not None:
            not_reached(session, message, now)
    else:
        close_way(session, message, attempt, now)


def settle_delivered(session: Session, message: Outgoing, now: datetime) -> None:
    """Its reader has it."""
    if message.invitation_id is not None:
        reached(session, message.invitation_id, now)
    message.state = MessageState.DELIVERED
    message.error = None
    _let_go(session, message)


def _let_go(session: Session, message: Outgoing, look_up_at: datetime | None = None) -> None:
    message.claimed_by = message.claimed_until = None
    message.look_up_at = look_up_at
    session.add(message)


def _tries(attempts: list[Attempt]) -> int:
    """How often the channel of the last attempt was called for this message."""
    return sum(one.channel == attempts[-1].channel for one in attempts)


def _doubts(attempts: list[Attempt]) -> int:
    channel = attempts[-1].channel
    return sum(one.channel == channel and one.outcome == UNKNOWN for one in attempts)

"""From claimed messages to letters: everything is checked just before, and each call written down.

What many messages need is read once for all of them.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels import Letter
from bot.delivery.breaker import Breaker
from bot.delivery.cards import deal
from bot.delivery.letters import letter_of
from bot.delivery.merging import merge_waiting
from bot.delivery.pacing import calm_at, may_go_at
from bot.delivery.policies import policy_of
from bot.delivery.routes import Routes, address_at, ladder_of
from bot.delivery.settling import queue
from flows.rules.policy import Policy
from flows.rules.quiet_hours import earliest_sending
from flows.rules.reach import CALL, WECOM, Rung
from flows.rules.vocabulary import MessageState, Purpose
from flows.rules.wall_clock import Span
from storage.database import zone_of
from storage.outgoing import Outgoing, begin_attempts
from storage.readers import Readers, readers_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sending:
    """One letter to hand over, once; its attempt is written down already."""

    message_id: int
    attempt_id: int
    channel: str
    identity_id: int | None
    invitation_id: int | None
    letter: Letter
    lease_seconds: int


@dataclass(frozen=True)
class Prepared:
    """What goes out now, and the ids of messages for which no way is left."""

    sendings: list[Sending] = field(default_factory=list)
    undeliverable: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Look:
    """One look at some messages: all that is known of their readers and ways at this moment."""

    session: Session
    routes: Routes
    readers: Readers
    breaker: Breaker
    now: datetime


@dataclass(frozen=True)
class _Ready:
    """A message that may go now, and how."""

    message: Outgoing
    rung: Rung
    policy: Policy


def prepare(
    session: Session, messages: Sequence[Outgoing], routes: Routes, now: datetime
) -> Prepared:
    """Write an attempt for each claimed message that may go; put back, or expire, what may not.

    A broken one stays claimed and is tried again after its lease; it holds up no others.
    """
    if not messages:
        return Prepared()
    ids = [one.id for one in messages]
    try:
        with session.begin_nested():
            return _prepare_together(session, messages, routes, now)
    except Exception as error:  # noqa: BLE001 - one broken row must not hold up all readers
        if len(messages) == 1:
            # Without the traceback: what it says could quote the message or its address.
            logger.error("message %s cannot be prepared: %s", ids[0], type(error).__name__)  # noqa: TRY400
            return Prepared()
    each = [prepare(session, [one], routes, now) for one in messages]
    return Prepared(
        [sending for one in each for sending in one.sendings],
        [message_id for one in each for message_id in one.undeliverable],
    )


def _prepare_together(
    session: Session, messages: Sequence[Outgoing], routes: Routes, now: datetime
) -> Prepared:
    look = _Look(session, routes, readers_of(session, messages, now), Breaker(session, now), now)
    ready: list[_Ready] = []
    for message in messages:
        policy = policy_of(session, message.estate_id, now)
        rung = _rung(look, message, policy)
        if rung is not None:
            look.breaker.begins(rung.channel)
            ready.append(_Ready(message, rung, policy))
    sendings = _begin(look, ready)
    begun = {one.message_id for one in sendings}
    left = (one for one in messages if one.state is MessageState.CLAIMED)
    return Prepared(sendings, [one.id for one in left if one.id not in begun])


def _rung(look: _Look, message: Outgoing, policy: Policy) -> Rung | None:
    """How a message goes; None if it is put back, expired, or has no way left."""
    session, now = look.session, look.now
    if message.not_after is not None and message.not_after <= now:
        _expire(session, message)
        return None
    hours = _quiet_hours(message, policy)
    passes = message.urgent or message.passes_quiet_hours or message.purpose is Purpose.SAFETY
    may_go = earliest_sending(now, hours=hours, zone=zone_of(session), passes=passes)
    if may_go > now:
        queue(session, message, may_go)
        return None
    ladder = ladder_of(message, look.readers, look.routes, policy, now)
    if not ladder and message.room is not None:
        _leave_out(session, message)
    if not ladder or ladder[0].channel == CALL:
        return None
    channel = look.routes.channels[ladder[0].channel]
    may_go = calm_at(message, channel, now)
    if may_go <= now and not message.urgent:
        may_go = look.breaker.open_until(ladder[0].channel)
    if may_go > now:
        queue(session, message, may_go)
        return None
    may_go = may_go_at(session, message, channel, policy, now)
    if may_go > now:
        merge_waiting(session, message, may_go, now)
        return None
    return ladder[0]


def _begin(look: _Look, ready: Sequence[_Ready]) -> list[Sending]:
    """Write the attempts, all at once, and the letters that they are for."""
    session = look.session
    cards = [
        deal(session, one.message, one.policy) if one.rung.channel == WECOM else None
        for one in ready
    ]
    addresses = [address_at(session, one.message, one.rung) for one in ready]
    rows = [_attempt(look, one, address) for one, address in zip(ready, addresses, strict=True)]
    attempts = begin_attempts(session, rows)
    return [
        Sending(
            message_id=one.message.id,
            attempt_id=attempts[one.message.id],
            channel=one.rung.channel,
            identity_id=one.rung.identity_id,
            invitation_id=one.message.invitation_id,
            letter=replace(
                letter_of(session, one.message, one.rung.channel, address, look.routes, one.policy),
                card=card,
            ),
            lease_seconds=one.policy.postman.lease_seconds,
        )
        for one, address, card in zip(ready, addresses, cards, strict=True)
    ]


def _attempt(look: _Look, ready: _Ready, address: str) -> dict[str, object]:
    """The columns of one more attempt, which its message knows of now."""
    message, rung = ready.message, ready.rung
    message.channel = look.routes.channels[rung.channel]
    message.attempts += 1
    message.claimed_until = look.now + timedelta(seconds=ready.policy.postman.lease_seconds)
    message.provider_id = message.provider_status = None
    look.session.add(message)
    return {
        "outgoing_id": message.id,
        "channel": rung.channel,
        "identity_id": rung.identity_id,
        "address_sealed": look.readers.keys.seal(address),
        "started_at": look.now,
    }


def _expire(session: Session, message: Outgoing) -> None:
    """It has no point any more; a human's answer that nobody got is given up like a refused one."""
    if message.answers_respond:
        return
    message.state = MessageState.EXPIRED
    message.claimed_by = message.claimed_until = None
    session.add(message)


def _leave_out(session: Session, message: Outgoing) -> None:
    """Without a robot the group is not told; those whom it concerns are told by themselves."""
    message.state = MessageState.CANCELLED
    message.error = "no group robot (WECOM_ROBOT_KEY)"
    message.claimed_by = message.claimed_until = None
    session.add(message)


def _quiet_hours(message: Outgoing, policy: Policy) -> Span:
    to_staff = message.staff_id is not None or message.room is not None
    return policy.quiet_hours.staff if to_staff else policy.quiet_hours.residents

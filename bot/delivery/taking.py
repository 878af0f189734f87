"""What the postman takes into its hands: messages to send, and fates to ask about."""

import logging
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot.channels import Letter, Unknown
from bot.channels.wechat_replies import letter_parts
from bot.delivery.breaker import open_until
from bot.delivery.cards import Change, change_of, deal
from bot.delivery.letters import letter_of
from bot.delivery.merging import merge_waiting
from bot.delivery.pacing import calm_at, may_go_at
from bot.delivery.reports import settle_reported
from bot.delivery.routes import Routes, address_at, ladder_of
from bot.delivery.settling import queue, settle_unknown
from bot.delivery.templates import options_of
from flows.rules.policy import Policy
from flows.rules.policy_text import DEFAULT_PROFILE, packaged
from flows.rules.quiet_hours import earliest_sending
from flows.rules.reach import CALL, WECHAT, WECOM, Rung
from flows.rules.vocabulary import MessageState, Purpose
from flows.rules.wall_clock import Span
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.keys import keyring
from storage.outgoing import (
    Attempt,
    EarlyReport,
    Outgoing,
    abandoned,
    attempts_of,
    claim,
    next_sending,
    take_look_ups,
)
from storage.residents import hold_identity
from storage.staff_cards import next_update, take_updates
from storage.windows import use_window

logger = logging.getLogger(__name__)

CUT_OFF = Unknown("cut off before the outcome was written down")


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
class LookUp:
    """One letter of unknown fate to ask the provider about."""

    message_id: int
    attempt_id: int
    channel: str
    letter: Letter
    since: datetime


@dataclass(frozen=True)
class Taken:
    """What one round took. `undeliverable` are messages for which no way is left.

    `reported` are attempts whose status callback came before their provider id was known. Where
    nothing was taken, `next_at` is when there will be something, if that is known.
    """

    sendings: list[Sending] = field(default_factory=list)
    look_ups: list[LookUp] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    undeliverable: list[int] = field(default_factory=list)
    reported: list[int] = field(default_factory=list)
    next_at: datetime | None = None

    def __len__(self) -> int:
        lists = self.sendings, self.look_ups, self.changes, self.undeliverable, self.reported
        return sum(len(one) for one in lists)


@dataclass(frozen=True)
class Taker:
    """One process at the queue: its name, unique for each start, and the ways that it has."""

    owner: str
    routes: Routes

    def take(
        self,
        session: Session,
        now: datetime,
        limit: int,
        *,
        in_hand: AbstractSet[int] = frozenset(),
        chance: float,
    ) -> Taken:
        """Take over what is due, up to `limit`, with everything checked just before sending.

        What need not be sent now is put back or expires. `in_hand` are messages that this process
        is sending at this moment: their leases may look run out where the clock was put forward.
        """
        _take_back_abandoned(session, now, in_hand, chance)
        until = now + timedelta(seconds=packaged(DEFAULT_PROFILE).postman.lease_seconds)
        taken = Taken(reported=_reported_early(session, limit))
        for message in take_look_ups(session, now, until, limit):
            if message.id not in in_hand:
                taken.look_ups.append(self._look_up(session, message, now))
        for card, push in take_updates(session, now, until, limit - len(taken.look_ups)):
            if push.id not in in_hand and WECOM in self.routes.channels:
                taken.changes.append(change_of(session, card, push))
        policies: dict[int | None, Policy] = {}
        # What was reported early costs no call at a provider.
        room = max(limit - len(taken.look_ups) - len(taken.changes), 0)
        for message in claim(session, self.owner, now, until, room):
            if message.estate_id not in policies:
                policies[message.estate_id] = policy_of(session, message.estate_id, now)
            self._attend(session, message, policies[message.estate_id], now, taken)
        return taken or replace(taken, next_at=_next_at(session, now))

    def _attend(
        self, session: Session, message: Outgoing, policy: Policy, now: datetime, taken: Taken
    ) -> None:
        """Prepare one message; a broken one stays claimed and is tried again after its lease."""
        message_id = message.id
        try:
            with session.begin_nested():
                prepared = self._prepare(session, message, policy, now)
        except Exception as error:  # noqa: BLE001 - one broken row must not hold up all readers
            # Without the traceback: what it says could quote the message or its address.
            logger.error("message %s cannot be prepared: %s", message_id, type(error).__name__)  # noqa: TRY400
            return
        if prepared is not None:
            taken.sendings.append(prepared)
        elif message.state is MessageState.CLAIMED:
            taken.undeliverable.append(message_id)

    def _prepare(
        self, session: Session, message: Outgoing, policy: Policy, now: datetime
    ) -> Sending | None:
        """Write the attempt; None if the message is put back, expired, or has no way left."""
        if message.not_after is not None and message.not_after <= now:
            _expire(session, message)
            return None
        hours = _quiet_hours(message, policy)
        passes = message.urgent or message.passes_quiet_hours or message.purpose is Purpose.SAFETY
        may_go = earliest_sending(now, hours=hours, zone=zone_of(session), passes=passes)
        if may_go > now:
            queue(session, message, may_go)
            return None
        ladder = ladder_of(session, message, self.routes, policy, now)
        if not ladder and message.room is not None:
            _leave_out(session, message)
        if not ladder or ladder[0].channel == CALL:
            return None
        channel = self.routes.channels[ladder[0].channel]
        may_go = calm_at(message, channel, now)
        if may_go > now:
            queue(session, message, may_go)
            return None
        may_go = now if message.urgent else open_until(session, ladder[0].channel, now)
        if may_go > now:
            queue(session, message, may_go)
            return None
        may_go = may_go_at(session, message, channel, policy, now)
        if may_go > now:
            merge_waiting(session, message, may_go, now)
            return None
        return self._begin(session, message, ladder[0], policy, now)

    def _begin(
        self, session: Session, message: Outgoing, rung: Rung, policy: Policy, now: datetime
    ) -> Sending:
        address = address_at(session, message, rung)
        card = deal(session, message, policy) if rung.channel == WECOM else None
        attempt = Attempt(
            outgoing_id=message.id,
            channel=rung.channel,
            identity_id=rung.identity_id,
            address_sealed=keyring(session).seal(address),
            started_at=now,
        )
        session.add(attempt)
        lease_seconds = policy.postman.lease_seconds
        message.channel = self.routes.channels[rung.channel]
        message.attempts += 1
        message.claimed_until = now + timedelta(seconds=lease_seconds)
        message.provider_id = message.provider_status = None
        session.add(message)
        session.flush()
        letter = letter_of(session, message, rung.channel, address, self.routes, policy)
        letter = replace(letter, card=card)
        return Sending(
            message_id=message.id,
            attempt_id=attempt.id,
            channel=rung.channel,
            identity_id=rung.identity_id,
            invitation_id=message.invitation_id,
            letter=letter,
            lease_seconds=lease_seconds,
        )

    def _look_up(self, session: Session, message: Outgoing, now: datetime) -> LookUp:
        attempts = attempts_of(session, message.id)
        last = attempts[-1]
        first = next(one for one in attempts if one.channel == last.channel)
        address = keyring(session).open(last.address_sealed)
        policy = policy_of(session, message.estate_id, now)
        letter = letter_of(session, message, last.channel, address, self.routes, policy)
        return LookUp(message.id, last.id, last.channel, letter, first.started_at)


def _next_at(session: Session, now: datetime) -> datetime | None:
    times = next_sending(session, after=now), next_update(session, after=now)
    return min((at for at in times if at is not None), default=None)


def _take_back_abandoned(
    session: Session, now: datetime, in_hand: AbstractSet[int], chance: float
) -> None:
    """What a dead process held: unsent it is queued again, perhaps sent its outcome is unknown."""
    for message in abandoned(session, now):
        if message.id in in_hand:
            continue
        attempts = attempts_of(session, message.id)
        last = attempts[-1] if attempts else None
        if last is None or last.ended_at is not None:
            queue(session, message, now)
        elif last.provider_id is not None:
            settle_reported(session, message, last, now)
        else:
            _use_window(session, message, last, now)
            policy = policy_of(session, message.estate_id, now)
            settle_unknown(session, message, attempts, CUT_OFF, policy, now=now, chance=chance)


def _use_window(session: Session, message: Outgoing, attempt: Attempt, now: datetime) -> None:
    """WeChat may have counted a letter whose process died before its outcome was written down."""
    if attempt.channel == WECHAT and attempt.identity_id is not None:
        identity = hold_identity(session, attempt.identity_id)
        use_window(identity, len(letter_parts(message.text, options_of(message))), now)
        session.add(identity)


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


def policy_of(session: Session, estate_id: int | None, now: datetime) -> Policy:
    """The estate's policy; the packaged one where a reader belongs to no estate yet."""
    if estate_id is None:
        return packaged(DEFAULT_PROFILE)
    return policy_in_force(session, estate_id, now)


_REPORTED = (
    select(Attempt.id)
    .join(EarlyReport, col(EarlyReport.provider_id) == col(Attempt.provider_id))
    .limit(bindparam("most"))
)


def _reported_early(session: Session, limit: int) -> list[int]:
    return sorted(set(session.exec(_REPORTED, params={"most": limit})))

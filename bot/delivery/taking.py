"""What the postman takes into its hands: messages to send, and fates to ask about."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot.channels import Letter, Unknown
from bot.channels.wechat_replies import letter_parts
from bot.delivery.cards import Change, change_of
from bot.delivery.letters import letter_of
from bot.delivery.policies import policy_of
from bot.delivery.preparing import Sending, prepare
from bot.delivery.reports import settle_reported
from bot.delivery.routes import Routes
from bot.delivery.settling import queue, settle_unknown
from bot.delivery.templates import options_of
from flows.rules.policy_text import DEFAULT_PROFILE, packaged
from flows.rules.reach import WECHAT, WECOM
from storage.claiming import claim
from storage.errands import Errand, errands
from storage.keys import keyring
from storage.outgoing import (
    Attempt,
    EarlyReport,
    Outgoing,
    abandoned,
    attempts_of,
    next_sending,
    take_look_ups,
)
from storage.prepared import prepared
from storage.residents import hold_identity
from storage.staff_cards import next_update, take_updates
from storage.windows import use_window

CUT_OFF = Unknown("cut off before the outcome was written down")


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

    `put_aside` others will not go now: behind each of them another may be ready. `reported` are
    attempts whose status callback came before their provider id was known. Where nothing was taken,
    `next_at` is when there will be something, if that is known.
    """

    sendings: list[Sending] = field(default_factory=list)
    look_ups: list[LookUp] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    undeliverable: list[int] = field(default_factory=list)
    put_aside: int = 0
    reported: list[int] = field(default_factory=list)
    next_at: datetime | None = None

    def __len__(self) -> int:
        lists = self.sendings, self.look_ups, self.changes, self.undeliverable, self.reported
        return sum(len(one) for one in lists) + self.put_aside


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
        waiting = errands(session, now)
        if Errand.ABANDONED in waiting:
            _take_back_abandoned(session, now, in_hand, chance)
        until = now + timedelta(seconds=packaged(DEFAULT_PROFILE).postman.lease_seconds)
        taken = Taken(reported=_reported_early(session, limit, waiting))
        if Errand.LOOK_UP in waiting:
            for message in take_look_ups(session, now, until, limit):
                if message.id not in in_hand:
                    taken.look_ups.append(self._look_up(session, message, now))
        if Errand.CARD in waiting:
            for card, push in take_updates(session, now, until, limit - len(taken.look_ups)):
                if push.id not in in_hand and WECOM in self.routes.channels:
                    taken.changes.append(change_of(session, card, push))
        # What was reported early costs no call at a provider.
        room = max(limit - len(taken.look_ups) - len(taken.changes), 0)
        claimed = claim(session, self.owner, now, until, room)
        prepared = prepare(session, claimed, self.routes, now)
        taken.sendings.extend(prepared.sendings)
        taken.undeliverable.extend(prepared.undeliverable)
        put_aside = len(claimed) - len(prepared.sendings) - len(prepared.undeliverable)
        taken = replace(taken, put_aside=put_aside)
        return taken or replace(taken, next_at=_next_at(session, now))

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


_REPORTED = prepared(
    select(Attempt.id)
    .join(EarlyReport, col(EarlyReport.provider_id) == col(Attempt.provider_id))
    .limit(bindparam("most"))
)


def _reported_early(session: Session, limit: int, waiting: AbstractSet[Errand]) -> list[int]:
    if Errand.REPORTED not in waiting:
        return []
    return sorted(set(_REPORTED.all(session, most=limit)))

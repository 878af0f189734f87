"""What came of a send or a look-up, written down in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlmodel import Session

from bot.channels import Accepted, After, Outcome, Refused, Unknown
from bot.delivery.opt_outs import remember_opt_out
from bot.delivery.policies import policy_of
from bot.delivery.preparing import Sending
from bot.delivery.reports import conclude, settle_reported
from bot.delivery.settling import (
    ACCEPTED,
    REFUSED,
    UNKNOWN,
    settle_absent,
    settle_accepted,
    settle_delivered,
    settle_refused,
    settle_unknown,
)
from bot.delivery.taking import LookUp
from flows.rules.reach import WECHAT, WECHAT_SUBSCRIBE
from flows.rules.vocabulary import MessageState
from storage.invitations import hold_invitations
from storage.outgoing import Attempt, HeldMessage, Outgoing, attempts_of, hold, hold_all
from storage.residents import Identity, hold_identities
from storage.staff_cards import card_of_push, keep_code
from storage.subscriptions import refuse_template, spend_send
from storage.windows import close_windows, use_window

# After a lease ran out a message may be queued or unknown when the outcome comes after all.
_STILL_OPEN = frozenset({MessageState.CLAIMED, MessageState.QUEUED, MessageState.UNKNOWN})


@dataclass(frozen=True)
class Heard:
    """What a provider said to a letter, and when.

    `is_delivery`: whoever accepted it is the reader's own screen (the simulator).
    """

    sending: Sending
    outcome: Outcome
    now: datetime
    chance: float
    is_delivery: bool = False


def record(session: Session, all_heard: Sequence[Heard]) -> None:
    """Write down what providers said to some letters. Doing it twice changes nothing.

    An attempt that was overtaken by another one changes only its own row.
    """
    for heard in all_heard:
        _remember_opt_out(session, heard)
    sendings = [heard.sending for heard in all_heard]
    rights = [_right(one) for one in sendings]
    identities = hold_identities(session, {one for one in rights if one is not None})
    invitations = {one.invitation_id for one in sendings}
    hold_invitations(session, {one for one in invitations if one is not None})
    held = hold_all(session, {one.message_id for one in sendings})
    for heard, right in zip(all_heard, rights, strict=True):
        identity = None if right is None else identities[right]
        _record(session, heard, held[heard.sending.message_id], identity)


def _right(sending: Sending) -> int | None:
    """The identity by whose window or consent the letter went; None for any other letter."""
    return sending.identity_id if sending.channel in {WECHAT, WECHAT_SUBSCRIBE} else None


def _remember_opt_out(session: Session, heard: Heard) -> None:
    if isinstance(heard.outcome, Refused) and heard.outcome.opted_out:
        attempt = session.get_one(Attempt, heard.sending.attempt_id)
        message = session.get_one(Outgoing, heard.sending.message_id)
        remember_opt_out(session, message, attempt, heard.now)


def _record(session: Session, heard: Heard, held: HeldMessage, identity: Identity | None) -> None:
    """`identity` is the one by whose window or consent the letter went."""
    sending, outcome, now = heard.sending, heard.outcome, heard.now
    message, attempts = held.message, held.attempts
    (attempt,) = (one for one in attempts if one.id == sending.attempt_id)
    if attempt.outcome in {ACCEPTED, REFUSED} or attempt.outcome == _word(outcome):
        return
    if identity is not None and not _is_counted(sending, attempt, outcome):
        _use_right(session, identity, sending, outcome, now)
    attempt.ended_at = now
    if attempts[-1] is not attempt or message.state not in _STILL_OPEN:
        _note_overtaken(session, attempt, outcome)
        return
    match outcome:
        case Accepted(provider_id, response_code=response_code):
            settle_accepted(session, message, attempt, provider_id, now)
            _keep_code(session, message, response_code)
            if heard.is_delivery:
                settle_delivered(session, message, now)
            if attempt.provider_status is not None:
                conclude(session, message, attempt, now)
        case Refused():
            policy = policy_of(session, message.estate_id, now)
            settle_refused(
                session, message, attempts, outcome, policy, now=now, chance=heard.chance
            )
        case Unknown() if attempt.provider_id is not None:
            settle_reported(session, message, attempt, now)
        case Unknown():
            policy = policy_of(session, message.estate_id, now)
            settle_unknown(
                session, message, attempts, outcome, policy, now=now, chance=heard.chance
            )
        case _:
            assert_never(outcome)


def record_look_up(
    session: Session, look_up: LookUp, answer: Outcome, *, now: datetime, chance: float
) -> None:
    """Write down what a provider knows of a letter whose fate was unknown."""
    message = hold(session, look_up.message_id)
    if message.state is not MessageState.UNKNOWN or message.look_up_at is None:
        return
    attempts = attempts_of(session, message.id)
    attempt = attempts[-1]
    policy = policy_of(session, message.estate_id, now)
    match answer:
        case Accepted(provider_id):
            settle_accepted(session, message, attempt, provider_id, attempt.started_at)
        case Refused(after=After.RETRY) | Unknown():
            settle_absent(session, message, attempts, answer, policy, now=now)
        case Refused():
            settle_refused(session, message, attempts, answer, policy, now=now, chance=chance)
        case _:
            assert_never(answer)


def _is_counted(sending: Sending, attempt: Attempt, outcome: Outcome) -> bool:
    """Whether the window was used when the lease ran out, before the outcome came after all."""
    in_doubt = sending.channel == WECHAT and attempt.outcome == UNKNOWN
    return in_doubt and not isinstance(outcome, Refused)


def _use_right(
    session: Session, identity: Identity, sending: Sending, outcome: Outcome, now: datetime
) -> None:
    """WeChat counts what we write: one less is left; nothing, where it says that it is over."""
    template = sending.letter.template
    match outcome:
        case Refused(window_closed=True):
            close_windows(identity)
        case Refused(consent_ended=True):
            refuse_template(session, identity.id, template, now)
        case Accepted(messages=count) | Unknown(messages=count) if sending.channel == WECHAT:
            use_window(identity, count, now)
        case Accepted() | Unknown():
            spend_send(session, identity.id, template, now)
    session.add(identity)


def _keep_code(session: Session, message: Outgoing, code: str) -> None:
    card = card_of_push(session, message.id) if code else None
    if card is not None:
        keep_code(session, card, code)


def _note_overtaken(session: Session, attempt: Attempt, outcome: Outcome) -> None:
    attempt.outcome = _word(outcome)
    if isinstance(outcome, Accepted):
        attempt.provider_id = outcome.provider_id
    session.add(attempt)


def _word(outcome: Outcome) -> str:
    match outcome:
        case Accepted():
            return ACCEPTED
        case Refused():
            return REFUSED
        case Unknown():
            return UNKNOWN

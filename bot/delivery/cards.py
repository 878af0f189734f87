"""Pushes to staff as cards: dealt with the first attempt, changed when their case has moved on."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from sqlmodel import Session

from bot.channels import Accepted, After, Card, Letter, Option, Outcome, Refused, Unknown
from flows.rules.card_buttons import IN_HAND, buttons
from flows.rules.case_life import StaffFacts
from flows.rules.policy import Policy
from flows.rules.resending import backoff
from flows.rules.vocabulary import Verb
from flows.wording.say import Say, say
from storage.case_verbs import case_facts
from storage.cases import Case
from storage.estates import policy_in_force
from storage.outgoing import Outgoing
from storage.staff import Staff, staff_name
from storage.staff_cards import StaffCard, card_of_push, put_off_update, spend_code
from storage.telling import STAFF_LANGUAGE, in_words

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Change:
    """One card to change; `message_id` is the push that it went out as."""

    message_id: int
    card_id: int
    tries: int
    letter: Letter


def deal(session: Session, message: Outgoing, policy: Policy) -> Card | None:
    """The card that a push goes out as, the same at each attempt; None for a plain text.

    Which buttons fit is decided as the push first leaves, not when it was written.
    """
    dealt = card_of_push(session, message.id)
    if dealt is None and message.pressable and not message.attempts:
        dealt = _new_card(session, message, policy)
    if dealt is None:
        return None
    return Card(dealt.name, _options(session, tuple(Verb(word) for word in dealt.buttons)))


def change_of(session: Session, card: StaffCard, push: Outgoing) -> Change:
    """The change after which a card shows how its case stands."""
    reader = session.get_one(Staff, card.staff_id)
    changed = replace(face_of(session, card), code=card.response_code or "")
    letter = Letter(str(push.id), reader.userid, push.text, card=changed)
    return Change(push.id, card.id, card.tries, letter)


def face_of(session: Session, card: StaffCard) -> Card:
    """What a card is to show: who has the case, and what is left to press for its reader.

    Who could have taken the case and did not is done with it. Who was told of it while somebody
    else had it, as when a deadline is gone, can still answer.
    """
    note, verbs = _note(session, card), tuple(Verb(word) for word in card.buttons)
    is_lost = Verb.ACCEPT in verbs and card.handler_id not in (None, card.staff_id)
    if is_lost or card.case_state not in IN_HAND:
        verbs = ()
    elif card.handler_id is not None:
        verbs = tuple(verb for verb in verbs if verb is not Verb.ACCEPT)
    told = "" if note is None else in_words(session, note, STAFF_LANGUAGE)
    return Card(card.name, _options(session, verbs), told)


def record_change(
    session: Session, change: Change, outcome: Outcome, *, now: datetime, chance: float
) -> None:
    """Write down what came of a change.

    A card that cannot be changed stays as it is: a press is judged by the case, never by the card.
    """
    policy = _policy(session, change, now)
    code = "" if change.letter.card is None else change.letter.card.code
    match outcome:
        case Accepted():
            spend_code(session, change.card_id, code)
        case Refused(after=After.RETRY) | Unknown() if change.tries < policy.postman.attempts_max:
            pause = backoff(
                change.tries + 1,
                base=timedelta(seconds=policy.postman.backoff_base_seconds),
                cap=timedelta(minutes=policy.postman.backoff_cap_minutes),
                chance=chance,
            )
            wait = outcome.retry_after_seconds if isinstance(outcome, Refused) else None
            put_off_update(session, change.card_id, now + max(pause, timedelta(seconds=wait or 0)))
        case Refused() | Unknown():
            # Most often its code is spent or older than three days.
            logger.info("card %s cannot be changed: %s", change.card_id, _told(outcome))
            spend_code(session, change.card_id, code)
        case _:
            assert_never(outcome)


def _new_card(session: Session, message: Outgoing, policy: Policy) -> StaffCard | None:
    case = session.get_one(Case, message.case_id)
    reader = session.get_one(Staff, message.staff_id)
    verbs = _buttons(session, case, reader, policy)
    if not verbs:
        return None
    card = StaffCard(
        outgoing_id=message.id,
        # Unlike any other, even one that an earlier database of this company has sent.
        name=f"{case.number}-{message.id}-{int(message.created_at.timestamp())}",
        case_id=case.id,
        staff_id=reader.id,
        buttons=[verb.value for verb in verbs],
        case_state=case.state,
        handler_id=case.handler_id,
    )
    session.add(card)
    return card


def _buttons(session: Session, case: Case, reader: Staff, policy: Policy) -> tuple[Verb, ...]:
    return buttons(
        case_facts(session, case),
        StaffFacts(reader.userid, reader.role),
        accepted=case.accepted_at is not None,
        policy=policy,
    )


def _options(session: Session, verbs: tuple[Verb, ...]) -> tuple[Option, ...]:
    return tuple(
        Option(in_words(session, say(f"card.{verb.value}"), STAFF_LANGUAGE), verb.value)
        for verb in verbs
    )


def _note(session: Session, card: StaffCard) -> Say | None:
    if card.case_state not in IN_HAND:
        return say(f"CaseState.{card.case_state.value}")
    if card.handler_id is None:
        return None
    if card.handler_id == card.staff_id:
        return say("card.yours")
    handler = session.get_one(Staff, card.handler_id)
    return say("card.taken", handler=staff_name(session, handler))


def _policy(session: Session, change: Change, now: datetime) -> Policy:
    case_id = session.get_one(StaffCard, change.card_id).case_id
    return policy_in_force(session, session.get_one(Case, case_id).estate_id, now)


def _told(outcome: Refused | Unknown) -> str:
    return outcome.code if isinstance(outcome, Refused) else outcome.reason

"""What staff do about a message that does not arrive: send it again, or have a person bring it."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.reach import CALL
from flows.rules.resending import Care, care_for
from flows.rules.vocabulary import MessageState
from storage.answering import hold_asked
from storage.case_unreached import call_instead
from storage.cases import lock_case
from storage.outgoing import CODE, TOKEN, Outgoing, hold

NOT_TAKEN = frozenset({MessageState.REFUSED, MessageState.EXPIRED})


def may_send_again(message: Outgoing) -> bool:
    """Whether it may go once more: never a mass message, nor what a person brings already.

    While the provider is being asked nobody sends it a second time; what nobody could find out may
    arrive twice, which whoever sends it again takes upon themselves.
    """
    if care_for(message.purpose) is Care.MASS or message.channel == CALL:
        return False
    match message.state:
        case MessageState.QUEUED:
            return message.attempts > 0
        case MessageState.UNKNOWN:
            return message.look_up_at is None
        case state:
            return state is MessageState.REFUSED


def may_hand_over(message: Outgoing) -> bool:
    """Whether a person can bring it: words to a resident about a case, not a code or a link."""
    is_spoken = CODE not in message.fields and TOKEN not in message.fields
    to_resident = message.staff_id is None and message.room is None
    is_stuck = message.state in {MessageState.QUEUED, MessageState.UNKNOWN, *NOT_TAKEN}
    return (
        is_stuck
        and is_spoken
        and to_resident
        and message.case_id is not None
        and message.channel != CALL
        and care_for(message.purpose) is Care.RESIDENT
    )


def send_again(session: Session, message_id: int, now: datetime) -> bool:
    """Queue it anew, with every way open; False where that cannot be any more."""
    hold_asked(session, message_id)
    message = hold(session, message_id)
    if not may_send_again(message):
        return False
    message.state = MessageState.QUEUED
    message.tried = []
    message.not_before = now
    message.error = None
    session.add(message)
    session.flush()
    return True


def hand_over(session: Session, message_id: int, now: datetime) -> bool:
    """Have a person bring it, and send it no more; False where that cannot be any more.

    A staff answer that nobody got counts as none until the call is made, as with a refused one.
    """
    case_id = session.get_one(Outgoing, message_id).case_id
    if case_id is None:
        return False
    case = lock_case(session, case_id)
    hold_asked(session, message_id)
    message = hold(session, message_id)
    if not may_hand_over(message):
        return False
    if message.state is MessageState.QUEUED:
        message.state = MessageState.CANCELLED
    message.look_up_at = None
    call_instead(session, case, message, now)
    return True

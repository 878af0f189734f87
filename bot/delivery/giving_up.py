"""When no way is left: a call task for a resident's own case, another resident for a survey.

Of all else, and of a link that nobody can read out, the log has a line.
"""

import logging
from datetime import datetime

from sqlmodel import Session

from bot.delivery.settling import UNKNOWN
from flows.rules.resending import Care, care_for
from flows.rules.vocabulary import MessageState
from storage.answering import hold_asked, not_reached
from storage.case_unreached import call_instead
from storage.cases import lock_case
from storage.outgoing import NO_WAY_LEFT, TOKEN, Outgoing, attempts_of, hold

logger = logging.getLogger(__name__)

TOO_LATE = "too late"


def give_up(session: Session, message_id: int, owner: str, now: datetime) -> None:
    """End a message that no channel takes, and see that a person takes it over."""
    case_id = session.get_one(Outgoing, message_id).case_id
    case = None if case_id is None else lock_case(session, case_id)
    hold_asked(session, message_id)
    message = hold(session, message_id)
    if message.state is not MessageState.CLAIMED or message.claimed_by != owner:
        return
    is_late = message.not_after is not None and message.not_after <= now
    tried = ", ".join(str(channel) for channel in message.tried) or "nothing"
    last = f"; {message.error}" if message.error else ""
    message.error = f"{TOO_LATE if is_late else NO_WAY_LEFT}: tried {tried}{last}"
    message.state = _end_state(session, message, is_late=is_late)
    message.claimed_by = message.claimed_until = None
    session.add(message)
    if message.invitation_id is not None:
        not_reached(session, message, now)
    is_spoken = TOKEN not in message.fields and care_for(message.purpose) is Care.RESIDENT
    if case is None or not is_spoken:
        logger.warning("message %s for %s reaches nobody", message.id, message.purpose)
        return
    call_instead(session, case, message, now)


def _end_state(session: Session, message: Outgoing, *, is_late: bool) -> MessageState:
    if is_late:
        return MessageState.EXPIRED
    if any(attempt.outcome == UNKNOWN for attempt in attempts_of(session, message.id)):
        return MessageState.UNKNOWN
    return MessageState.REFUSED

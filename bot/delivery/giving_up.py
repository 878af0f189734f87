"""When no way is left: a call task for a resident's own case, a line in the log for the rest."""

import logging
from datetime import datetime

from sqlmodel import Session

from bot.delivery.settling import UNKNOWN
from flows.rules.reach import CALL
from flows.rules.resending import Care, care_for
from flows.rules.vocabulary import MessageState, Role
from storage.call_tasks import open_call_task
from storage.case_answering import take_back_response
from storage.cases import Case, lock_case
from storage.outgoing import Outgoing, attempts_of, hold
from storage.tasks import TaskReason

logger = logging.getLogger(__name__)

NO_WAY_LEFT = "no way left"
TOO_LATE = "too late"


def give_up(session: Session, message_id: int, owner: str, now: datetime) -> None:
    """End a message that no channel takes, and see that a person takes it over.

    A staff answer that reached nobody was none: it is taken back, and its deadline runs on.
    """
    case_id = session.get_one(Outgoing, message_id).case_id
    case = None if case_id is None else lock_case(session, case_id)
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
    if case is None or care_for(message.purpose) is not Care.RESIDENT:
        logger.warning("message %s for %s reaches nobody", message.id, message.purpose)
        return
    message.channel = CALL
    _ask_for_a_call(session, message, case, now)


def _end_state(session: Session, message: Outgoing, *, is_late: bool) -> MessageState:
    if is_late:
        return MessageState.EXPIRED
    if any(attempt.outcome == UNKNOWN for attempt in attempts_of(session, message.id)):
        return MessageState.UNKNOWN
    return MessageState.REFUSED


def _ask_for_a_call(session: Session, message: Outgoing, case: Case, now: datetime) -> None:
    if message.answers_respond:
        take_back_response(session, case, now)
    task = open_call_task(
        session,
        case,
        reason=TaskReason.UNDELIVERED,
        role=Role.ASSISTANT,
        text=message.text,
        now=now,
    )
    if message.text not in task.text:
        # One call is enough, but whoever makes it must know all that there is to say.
        task.text = f"{task.text}\n{message.text}"
        session.add(task)

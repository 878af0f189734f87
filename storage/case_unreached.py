"""What no channel takes to a resident: a person has to bring it, and what it said is worth that."""

from datetime import datetime

from sqlmodel import Session, select

from flows.rules.reach import CALL
from flows.rules.vocabulary import Role
from storage.call_tasks import open_call_task
from storage.case_answering import take_back_response
from storage.cases import Case
from storage.database import zone_of
from storage.moving import has_moved_out
from storage.outgoing import Outgoing
from storage.tasks import Task, TaskReason, TaskState


def call_instead(session: Session, case: Case, message: Outgoing, now: datetime) -> None:
    """Ask for a call or a visit in place of a message about a case, which has ended unsent.

    A staff answer that reached nobody was none: it is taken back, and its deadline runs on. Whoever
    has moved out is called once about a case, not for every message that follows (R66).
    """
    message.channel = CALL
    session.add(message)
    session.flush()
    if message.answers_respond:
        take_back_response(session, case, now)
    if _was_called_since_moving_out(session, case, message, now):
        return
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


def _was_called_since_moving_out(
    session: Session, case: Case, message: Outgoing, now: datetime
) -> bool:
    if message.resident_id != case.reporter_id or message.resident_id is None:
        return False
    if case.home_id is None:
        return False
    today = now.astimezone(zone_of(session)).date()
    called = select(Task.id).where(
        Task.case_id == case.id,
        Task.reason == TaskReason.UNDELIVERED,
        Task.state == TaskState.DONE,
    )
    has_left = has_moved_out(session, message.resident_id, case.home_id, today)
    return has_left and session.exec(called).first() is not None

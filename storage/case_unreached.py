"""What no channel takes to a resident: a person has to bring it, and what it said is worth that."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.reach import CALL
from flows.rules.vocabulary import Role
from storage.call_tasks import open_call_task
from storage.case_answering import take_back_response
from storage.cases import Case
from storage.outgoing import Outgoing
from storage.tasks import TaskReason


def call_instead(session: Session, case: Case, message: Outgoing, now: datetime) -> None:
    """Ask for a call or a visit in place of a message about a case, which has ended unsent.

    A staff answer that reached nobody was none: it is taken back, and its deadline runs on.
    """
    message.channel = CALL
    session.add(message)
    session.flush()
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

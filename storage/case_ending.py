"""How a case comes to rest: what waits for it is settled, dropped or cancelled with it."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, select

from flows.rules.vocabulary import CaseState, Closure, DeadlineKind, DeadlineState, MessageState
from flows.talks.results import Talk
from storage.cases import Case, note
from storage.conversations import ConversationState, close, open_about
from storage.deadlines import Deadline, drop, live, meet
from storage.outgoing import Outgoing
from storage.tasks import Task, TaskReason, TaskState, open_tasks


def close_case(
    session: Session, case: Case, closure: Closure, *, by: str, now: datetime, text: str = ""
) -> None:
    """Close a case; a confirmed one may still take the last words of its revisit."""
    case.state = CaseState.CLOSED
    case.closure = closure
    case.closed_at = now
    session.add(case)
    note(session, case, "closed", by=by, now=now, text=text, closure=closure.value)
    if closure is Closure.CONFIRMED:
        meet(session, case.id, now, DeadlineKind.REVISIT)
    drop(session, case.id, *(set(DeadlineKind) - {DeadlineKind.CALL_TASK}))
    end_revisit(session, case, now, talk_too=closure is not Closure.CONFIRMED)


def end_revisit(session: Session, case: Case, now: datetime, *, talk_too: bool) -> None:
    """Nobody asks any more: calls about the revisit, its waiting messages, and its conversation."""
    waiting = [task for task in open_tasks(session, case.id) if task.reason is TaskReason.REVISIT]
    end_call_tasks(session, waiting, TaskState.CANCELLED, now)
    queued = select(Outgoing).where(
        Outgoing.case_id == case.id,
        Outgoing.purpose == "revisit",
        Outgoing.state == MessageState.QUEUED,
    )
    for message in session.exec(queued):
        message.state = MessageState.CANCELLED
        session.add(message)
    for conversation in open_about(session, case.id, Talk.REVISIT) if talk_too else ():
        close(conversation, ConversationState.CANCELLED, now)
        session.add(conversation)
    session.flush()


def end_call_tasks(
    session: Session, tasks: Iterable[Task], state: TaskState, now: datetime
) -> None:
    """End tasks and settle their deadlines: done ones are met, cancelled ones dropped."""
    for task in tasks:
        task.state = state
        task.ended_at = now
        session.add(task)
        for deadline in live(session, task.case_id, DeadlineKind.CALL_TASK):
            if deadline.task_id == task.id:
                _settle(session, deadline, state, now)
    session.flush()


def _settle(session: Session, deadline: Deadline, state: TaskState, now: datetime) -> None:
    deadline.next_at = None
    if state is TaskState.DONE:
        deadline.met_at = now
    if deadline.state is DeadlineState.PENDING:
        deadline.state = DeadlineState.MET if state is TaskState.DONE else DeadlineState.DROPPED
    session.add(deadline)

"""记录 in the staff's chat: what came of a call or visit task (R8, R48)."""

from datetime import datetime

from sqlmodel import Session

from bot.staff_refusals import in_words_of
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import CaseState
from flows.understanding.task_records import TaskLine
from flows.wording.say import Say, plain, say
from storage.call_tasks import check_record, record_task
from storage.cases import lock_case
from storage.staff import Staff
from storage.tasks import Task, TaskReason

RECORD = "记录"


def take_record(session: Session, member: Staff, line: TaskLine, now: datetime) -> Say:
    """Write an attempt down, or say what is wrong with the line."""
    task = session.get(Task, line.task_id)
    if task is None:
        return say("chat.unknown_task", task=line.task_id)
    if line.reached is None:
        return say("chat.record_how", task=line.task_id)
    case = lock_case(session, task.case_id)
    session.refresh(task)
    try:
        check_record(task, case, member, member.role)
        record_task(
            session,
            task,
            member,
            reached=line.reached,
            outcome=line.outcome,
            now=now,
            without_appointment=line.without_appointment,
        )
    except NotAllowed as refusal:
        said = in_words_of(refusal).parameters
        return say(refusal.key, **{**said, "verb": plain(RECORD)})  # type: ignore[arg-type]
    asks = task.reason is not TaskReason.UNDELIVERED and case.state is CaseState.RESOLVED
    if line.reached and asks:
        return say("chat.recorded_now_revisit", task=task.id, number=case.number)
    return say("chat.recorded", task=task.id)

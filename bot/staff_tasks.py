"""记录 in the staff's chat: what came of a call or visit task (R8, R48)."""

from datetime import datetime

from sqlmodel import Session

from bot.recording import Attempt, estate_of_task, hold_task, take_attempt
from bot.staff_refusals import in_words_of
from bot.task_words import text_of
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import CaseState
from flows.understanding.task_records import TaskLine
from flows.wording.say import Say, plain, say
from storage.cases import Case
from storage.staff import Staff, in_chain
from storage.tasks import Task, TaskReason

RECORD = "记录"


def take_record(session: Session, member: Staff, line: TaskLine, now: datetime) -> Say:
    """Write an attempt down, or say what is wrong with the line."""
    task = hold_task(session, line.task_id)
    if task is None:
        return say("chat.unknown_task", task=line.task_id)
    if line.reached is None:
        return say("chat.record_how", task=line.task_id)
    attempt = Attempt(line.reached, line.outcome, line.confirmed, line.without_appointment)
    try:
        take_attempt(session, task, member, member.role, attempt, now)
    except NotAllowed as refusal:
        said = in_words_of(refusal).parameters
        return say(refusal.key, **{**said, "verb": plain(RECORD)})  # type: ignore[arg-type]
    case = None if task.case_id is None else session.get_one(Case, task.case_id)
    asks = task.reason is not TaskReason.UNDELIVERED
    if line.reached and asks and case is not None and case.state is CaseState.RESOLVED:
        return say("chat.recorded_now_revisit", task=task.id, number=case.number)
    return say("chat.recorded", task=task.id)


def show_call(session: Session, member: Staff, task_id: int) -> Say:
    """What a call is about, whom to call, and what to say."""
    task = session.get(Task, task_id)
    if task is None or not in_chain(member, estate_of_task(session, task)):
        return say("chat.unknown_task", task=task_id)
    return say(
        "survey.call_shown",
        task=task.id,
        due=task.due_at,
        state=say(f"TaskState.{task.state.value}"),
        text=plain(text_of(session, task)),
    )

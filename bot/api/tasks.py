"""Call and visit tasks: what waits for a voice or a visit, and the record of each attempt."""

from collections import defaultdict
from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import PAGE_MAX, Asked
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import not_found
from bot.api.paging import newest_first
from bot.api.reading import case_numbers
from bot.api.showing import Shown, show_task
from bot.api.texts import read_identifier
from flows.rules.verb_fields import WITHOUT_APPOINTMENT
from storage.audit import audit
from storage.call_tasks import check_record, record_task
from storage.cases import Case, lock_case
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.tasks import Task, TaskRecord, TaskState, records

FIELDS = ("by", "reached", "outcome", WITHOUT_APPOINTMENT)


def list_tasks(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Tasks, perhaps those of a state."""
    query = select(Task)
    state = asked.query.word("state", TaskState)
    if state is not None:
        query = query.where(Task.state == state)
    tasks, cursor = newest_first(session, query, Task.id, asked.query.page(PAGE_MAX))
    numbers = case_numbers(session, [task.case_id for task in tasks])
    made = select(TaskRecord).where(col(TaskRecord.task_id).in_([task.id for task in tasks]))
    attempts = defaultdict(list)
    for record in session.exec(made.order_by(col(TaskRecord.id))):
        attempts[record.task_id].append(record)
    zone = zone_of(session)
    items = [show_task(one, numbers[one.case_id], attempts[one.id], zone) for one in tasks]
    return {"items": items, "next": cursor}


def record_attempt(session: Session, asked: Asked, now: datetime) -> Shown:
    """Write down one attempt at a task in the name of whoever made it."""
    asked.fields.refuse_others(*FIELDS)
    task, case = _hold(session, asked.path["id"])
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    check_record(task, case, actor.member, actor.role)
    longest = policy_in_force(session, case.estate_id, now).conversation.text_characters_max
    record_task(
        session,
        task,
        actor.member,
        reached=asked.fields.needed_truth("reached"),
        outcome=asked.fields.needed_text("outcome", longest),
        now=now,
        without_appointment=asked.fields.text(WITHOUT_APPOINTMENT, longest),
    )
    about = f"task {task.id} of case {case.number}"
    audit(session, "record", about, by=actor.member.userid, via=via(asked), now=now)
    return show_task(task, case.number, records(session, task.id), zone_of(session))


def _hold(session: Session, number: str) -> tuple[Task, Case]:
    """The task as it stands, its case locked first as everywhere."""
    task_id = read_identifier(number)
    task = None if task_id is None else session.get(Task, task_id)
    if task is None:
        raise not_found(f"there is no task {number}")
    case = lock_case(session, task.case_id)
    session.refresh(task)
    return task, case

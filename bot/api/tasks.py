"""Call and visit tasks: what waits for a voice or a visit, and the record of each attempt."""

from collections import defaultdict
from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import PAGE_MAX, Asked
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import not_found
from bot.api.paging import newest_first
from bot.api.reading import numbers_of
from bot.api.showing_tasks import Shown, show_task
from bot.api.texts import read_identifier
from bot.recording import Attempt, estate_of_task, hold_task, take_attempt
from flows.rules.verb_fields import WITHOUT_APPOINTMENT
from storage.audit import audit
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.tasks import Task, TaskRecord, TaskState, records

FIELDS = ("by", "reached", "outcome", "confirmed", WITHOUT_APPOINTMENT)


def list_tasks(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Tasks, perhaps those of a state."""
    query = select(Task)
    state = asked.query.word("state", TaskState)
    if state is not None:
        query = query.where(Task.state == state)
    tasks, cursor = newest_first(session, query, Task.id, asked.query.page(PAGE_MAX))
    numbers = numbers_of(session, tasks)
    made = select(TaskRecord).where(col(TaskRecord.task_id).in_([task.id for task in tasks]))
    attempts = defaultdict(list)
    for record in session.exec(made.order_by(col(TaskRecord.id))):
        attempts[record.task_id].append(record)
    zone = zone_of(session)
    items = [show_task(session, one, numbers[one.id], attempts[one.id], zone) for one in tasks]
    return {"items": items, "next": cursor}


def record_attempt(session: Session, asked: Asked, now: datetime) -> Shown:
    """Write down one attempt at a task in the name of whoever made it."""
    asked.fields.refuse_others(*FIELDS)
    task_id = read_identifier(asked.path["id"])
    task = None if task_id is None else hold_task(session, task_id)
    if task is None:
        raise not_found(f"there is no task {asked.path['id']}")
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    estate_id = estate_of_task(session, task)
    longest = policy_in_force(session, estate_id, now).conversation.text_characters_max
    attempt = Attempt(
        reached=asked.fields.needed_truth("reached"),
        outcome=asked.fields.needed_text("outcome", longest),
        confirmed=asked.fields.truth("confirmed"),
        without_appointment=asked.fields.text(WITHOUT_APPOINTMENT, longest),
    )
    take_attempt(session, task, actor.member, actor.role, attempt, now)
    number = numbers_of(session, [task])[task.id]
    what = "case" if task.campaign_id is None else "campaign"
    about = f"task {task.id} of {what} {number}"
    audit(session, "record", about, by=actor.member.userid, via=via(asked), now=now)
    return show_task(session, task, number, records(session, task.id), zone_of(session))

"""Call and visit tasks as lists: what somebody may see of them, a page at a time.

What a page costs depends on how many tasks are to be done, never on how many have ended.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, or_, select

from storage.campaigns import Campaign
from storage.cases import Case
from storage.estates import Estate, Home
from storage.invitations import Invitation
from storage.staff import Staff
from storage.tasks import Task, TaskReason, TaskRecord, TaskState

PAGE_TASKS = 50


class TaskShelf(StrEnum):
    """Which tasks: those to be done, the visits that are agreed on, or what is over."""

    TO_DO = "to_do"
    AGREED = "agreed"
    ENDED = "ended"


@dataclass(frozen=True)
class TaskPlace:
    """Where a page ends: the time that its last task is listed by, and the task's id."""

    at: datetime
    task_id: int


@dataclass(frozen=True)
class TaskRow:
    """A task, the number of what it is about, whom it calls on, and how often it was tried."""

    task: Task
    number: str
    home: str
    estate: str
    attempts: int


@dataclass(frozen=True)
class TaskPage:
    """Rows in order, and where the next page begins, if there is one."""

    rows: tuple[TaskRow, ...]
    next: TaskPlace | None


def list_tasks(
    session: Session,
    member: Staff,
    shelf: TaskShelf,
    *,
    reason: TaskReason | None = None,
    after: TaskPlace | None = None,
) -> TaskPage:
    """One page of the tasks that the member may see: the soonest first, of those over the last."""
    listed_by = _listed_by(shelf)
    query = _seen(member).where(_lies_on(shelf))
    if reason is not None:
        query = query.where(col(Task.reason) == reason)
    is_over = shelf is TaskShelf.ENDED
    if after is not None:
        query = query.where(_comes_after(listed_by, after, falling=is_over))
    order = (listed_by, col(Task.id))
    query = query.order_by(*(one.desc() if is_over else one for one in order))
    found = list(session.execute(query.limit(PAGE_TASKS + 1)).all())
    shown = found[:PAGE_TASKS]
    tries = _tries(session, [row[0].id for row in shown])
    rows = tuple(
        TaskRow(task, number, home or "", estate, tries.get(task.id, 0))
        for task, number, home, estate in shown
    )
    return TaskPage(rows, _end(shelf, rows[-1].task) if len(found) > PAGE_TASKS else None)


def find_task(session: Session, member: Staff, task_id: int) -> TaskRow | None:
    """The task of that id, if the member may see it."""
    found = session.execute(_seen(member).where(col(Task.id) == task_id)).first()
    if found is None:
        return None
    task, number, home, estate = found
    return TaskRow(task, number, home or "", estate, _tries(session, [task_id]).get(task_id, 0))


def count_tasks(session: Session, member: Staff) -> dict[TaskShelf, int]:
    """How many tasks are to be done, and how many of them are visits that are agreed on."""
    shelves = (TaskShelf.TO_DO, TaskShelf.AGREED)
    found = {}
    for shelf in shelves:
        listed = _seen(member).where(_lies_on(shelf)).subquery()
        found[shelf] = session.execute(select(func.count()).select_from(listed)).scalar_one()
    return found


def _seen(member: Staff) -> Any:  # noqa: ANN401 - a select of four things, which SQLModel types by its own overloads
    """The tasks of the member's estate, but for those about what is kept from them (R70)."""
    number = func.coalesce(Case.number, Campaign.number)
    query = (
        select(Task, number, Home.code, Estate.name)
        .join(Case, col(Case.id) == col(Task.case_id), isouter=True)
        .join(Campaign, col(Campaign.id) == col(Task.campaign_id), isouter=True)
        .join(Invitation, col(Invitation.id) == col(Task.invitation_id), isouter=True)
        .join(Home, col(Home.id) == func.coalesce(Case.home_id, Invitation.home_id), isouter=True)
        .join(Estate, col(Estate.id) == func.coalesce(Case.estate_id, Home.estate_id))
        .where(or_(col(Case.not_for_id).is_(None), col(Case.not_for_id) != member.id))
    )
    if member.estate_id is not None:
        query = query.where(col(Estate.id) == member.estate_id)
    return query


def _lies_on(shelf: TaskShelf) -> ColumnElement[bool]:
    match shelf:
        case TaskShelf.TO_DO:
            return col(Task.state) == TaskState.OPEN
        case TaskShelf.AGREED:
            return and_(col(Task.state) == TaskState.OPEN, col(Task.appointment_at).is_not(None))
        case TaskShelf.ENDED:
            return col(Task.ended_at).is_not(None)


def _listed_by(shelf: TaskShelf) -> Any:  # noqa: ANN401 - a column, whose type SQLModel cannot tell
    match shelf:
        case TaskShelf.TO_DO:
            return col(Task.due_at)
        case TaskShelf.AGREED:
            return col(Task.appointment_at)
        case TaskShelf.ENDED:
            return col(Task.ended_at)


def _comes_after(column: Any, place: TaskPlace, *, falling: bool) -> ColumnElement[bool]:  # noqa: ANN401 - as above
    if falling:
        further = column < place.at
        beside = col(Task.id) < place.task_id
    else:
        further = column > place.at
        beside = col(Task.id) > place.task_id
    return or_(further, and_(column == place.at, beside))


def _end(shelf: TaskShelf, task: Task) -> TaskPlace:
    times = {
        TaskShelf.TO_DO: task.due_at,
        TaskShelf.AGREED: task.appointment_at,
        TaskShelf.ENDED: task.ended_at,
    }
    return TaskPlace(times[shelf] or task.due_at, task.id)


def _tries(session: Session, ids: list[int]) -> dict[int, int]:
    query = select(TaskRecord.task_id, func.count()).where(col(TaskRecord.task_id).in_(ids))
    return dict(session.exec(query.group_by(col(TaskRecord.task_id))).all())

"""Tasks: every call and visit that somebody of the staff has to make, the soonest due first."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from sqlmodel import Session

from bot.api.texts import read_identifier, read_moment
from bot.console.asked import Answer, Asked, NoNews, Page, Route, known_word
from flows.wording.say import Say
from storage.task_lists import (
    TaskPlace,
    TaskRow,
    TaskShelf,
    count_tasks,
    list_tasks,
)
from storage.tasks import TaskReason, TaskState, is_asked
from storage.visit_reminders import time_of


@dataclass(frozen=True)
class TaskLine:
    """A row of the list as it is read; `is_mine`: whoever looks is among those it asks."""

    row: TaskRow
    when: Say | None
    is_late: bool
    is_mine: bool


def show_tasks(session: Session, asked: Asked, now: datetime) -> Page:
    """The whole page."""
    shelf, reason, _ = _wanted(asked)
    values = {
        **_values(session, asked, now),
        "shelves": list(TaskShelf),
        "shelf": shelf,
        "reasons": list(TaskReason),
        "reason": reason,
        "counts": count_tasks(session, asked.member),
    }
    return Page("tasks.html", values)


def show_rows(session: Session, asked: Asked, now: datetime) -> Answer:
    """The rows alone, if they read otherwise than the page knows."""
    values = _values(session, asked, now)
    if asked.query.get("version") == values["version"]:
        return NoNews()
    return Page("task_rows.html", values, is_part=True)


ROUTES = (
    Route("tasks", "GET", "/tasks", show_tasks, reads="tasks", in_menu=True),
    Route("tasks.rows", "GET", "/tasks/rows", show_rows, watches=True),
)


def _values(session: Session, asked: Asked, now: datetime) -> dict[str, object]:
    shelf, reason, after = _wanted(asked)
    page = list_tasks(session, asked.member, shelf, reason=reason, after=after)
    lines = [_line(session, asked, row, now) for row in page.rows]
    query = {"shelf": shelf.value} | ({} if reason is None else {"reason": reason.value})
    here = query | ({} if after is None else {"after": _written(after)})
    return {
        "lines": lines,
        "first": urlencode(query) if after is not None else "",
        "more": urlencode({**query, "after": _written(page.next)}) if page.next else "",
        "here": urlencode(here),
        "version": _version(lines),
        "is_over": shelf is TaskShelf.ENDED,
        "several_estates": asked.member.estate_id is None,
    }


def _line(session: Session, asked: Asked, row: TaskRow, now: datetime) -> TaskLine:
    task = row.task
    when = None if task.appointment_at is None else time_of(session, task)
    is_late = task.state is TaskState.OPEN and task.due_at <= now
    return TaskLine(row, when, is_late, is_asked(asked.member.role, task))


def _version(lines: list[TaskLine]) -> str:
    """What is another one as soon as any row reads otherwise."""
    read = [
        (one.row.task.id, one.row.task.due_at, one.when, one.is_late, one.row.attempts)
        for one in lines
    ]
    return sha256(repr(read).encode()).hexdigest()[:16]


def _wanted(asked: Asked) -> tuple[TaskShelf, TaskReason | None, TaskPlace | None]:
    shelf = known_word(TaskShelf, asked.query.get("shelf", "")) or TaskShelf.TO_DO
    reason = known_word(TaskReason, asked.query.get("reason", ""))
    return shelf, reason, _place(asked.query.get("after", ""))


def _written(place: TaskPlace) -> str:
    return f"{place.task_id} {place.at.isoformat()}"


def _place(text: str) -> TaskPlace | None:
    """The end of the page before; nonsense begins at the first page."""
    first, _, at = text.partition(" ")
    task_id, moment = read_identifier(first), read_moment(at)
    return None if task_id is None or moment is None else TaskPlace(moment, task_id)

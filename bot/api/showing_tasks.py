"""Call and visit tasks as the API shows them."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.task_words import called_by, text_of
from storage.tasks import Task, TaskRecord

Shown = dict[str, object]


def show_task(
    session: Session, task: Task, about: str, records: Iterable[TaskRecord], zone: ZoneInfo
) -> Shown:
    """A call or visit task about the case or campaign of that number, its records in order."""
    called = called_by(session, task)
    return {
        "id": task.id,
        "kind": task.kind,
        "about": about,
        "reason": task.reason,
        "role": task.role,
        "text": text_of(session, task),
        "home": called.home,
        "resident": None if called.resident_id is None else str(called.resident_id),
        "phone": called.phone,
        "rating": None if called.rating is None else called.rating.satisfaction,
        "state": task.state,
        "due_at": _time(task.due_at, zone),
        "created_at": _time(task.created_at, zone),
        "consented": task.consented,
        "consented_at": _time(task.consented_at, zone),
        "told_to": task.told_to,
        "told_by": task.told_by,
        "appointment_at": _time(task.appointment_at, zone),
        "appointment_until": _time(task.appointment_until, zone),
        "records": [
            {
                "at": _time(record.at, zone),
                "by": record.by,
                "reached": record.reached,
                "outcome": record.outcome,
                "without_appointment": record.without_appointment,
                "confirmed": record.confirmed,
            }
            for record in records
        ],
    }


def _time(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat()

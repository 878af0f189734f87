"""One attempt at a call or visit, from the API or the staff's chat: about a case or a survey."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.rules.vocabulary import Role
from storage.call_tasks import check_record, record_task
from storage.cases import Case, lock_case
from storage.staff import Staff
from storage.survey_calls import (
    check_survey_record,
    estate_of,
    hold_survey_call,
    record_survey_call,
)
from storage.tasks import Task


@dataclass(frozen=True)
class Attempt:
    """What somebody tells of an attempt; `confirmed` is about a rating that they asked about."""

    reached: bool
    outcome: str
    confirmed: bool | None = None
    without_appointment: str = ""


def hold_task(session: Session, task_id: int) -> Task | None:
    """The task as it stands, held with what it is about; None where there is no such task."""
    task = session.get(Task, task_id)
    if task is None or task.campaign_id is not None:
        return None if task is None else hold_survey_call(session, task_id)
    # Its case is locked first, as everywhere.
    lock_case(session, task.of_case)
    session.refresh(task)
    return task


def estate_of_task(session: Session, task: Task) -> int:
    """The id of the estate that a task belongs to."""
    if task.campaign_id is not None:
        return estate_of(session, task)
    return session.get_one(Case, task.of_case).estate_id


def take_attempt(
    session: Session, task: Task, member: Staff, role: Role, attempt: Attempt, now: datetime
) -> None:
    """Write an attempt at a task that is held. Raises NotAllowed."""
    if task.campaign_id is not None:
        check_survey_record(session, task, member, role)
        record_survey_call(
            session,
            task,
            member,
            reached=attempt.reached,
            outcome=attempt.outcome,
            confirmed=attempt.confirmed,
            now=now,
        )
        return
    check_record(task, session.get_one(Case, task.of_case), member, role)
    record_task(
        session,
        task,
        member,
        reached=attempt.reached,
        outcome=attempt.outcome,
        confirmed=attempt.confirmed,
        now=now,
        without_appointment=attempt.without_appointment,
    )

"""Call and visit tasks: what a person of the staff must do by voice or visit, and record."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, bindparam
from sqlmodel import Session, SQLModel, col, select

from flows.rules.vocabulary import RUNGS, Role, ToldBy
from storage.cases import Case
from storage.columns import identifier, instant, reference, word
from storage.prepared import prepared
from storage.residents import Identity


class TaskKind(StrEnum):
    """By voice, or on site."""

    CALL = "call"
    VISIT = "visit"


class TaskReason(StrEnum):
    """Why a person has to: an unanswered revisit, a message no channel takes, a major case.

    Or a visit was agreed on with the resident by voice. Of a survey: somebody wrote an opinion
    (R15), did not return theirs, or is asked whether what was keyed in for them is true (R16, R22).
    """

    REVISIT = "revisit"
    UNDELIVERED = "undelivered"
    MAJOR = "major"
    AGREED = "agreed"
    OPINION = "opinion"
    UNRETURNED = "unreturned"
    CHECK = "check"


class TaskState(StrEnum):
    """An ended task is done, or cancelled because its matter ended first."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


ABOUT_ONE = "(case_id IS NULL) <> (campaign_id IS NULL)"
"""A task or a deadline is about a case or about a campaign, never both."""


class Task(SQLModel, table=True):
    """电话 / 上门任务 about a case or a survey campaign, for anyone of a role.

    One about a campaign calls the home of `invitation_id`, if need be about its `response_id`; its
    words are put together when it is read, so `text` is empty.

    `consented` is what the resident said to a visit, None before (R56): when, and by which address,
    or to which member of staff and how (`told_to` is a userid).
    `appointment_until` is there where they chose a part of the day.
    """

    __table_args__ = (
        CheckConstraint(ABOUT_ONE, name="about_one"),
        Index("ix_task_state_due_at", "state", "due_at"),
    )

    id: int = identifier()
    case_id: int | None = reference("report_case.id", nullable=True)
    campaign_id: int | None = reference("campaign.id", nullable=True)
    invitation_id: int | None = reference("invitation.id", nullable=True)
    response_id: int | None = reference("form_response.id", nullable=True)
    kind: TaskKind = word(TaskKind)
    reason: TaskReason = word(TaskReason)
    role: Role = word(Role)
    round: int = 1
    text: str = ""
    state: TaskState = word(TaskState)
    created_at: datetime = instant()
    due_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True, index=True)
    consented: bool | None = None
    consented_at: datetime | None = instant(nullable=True)
    consented_by_id: int | None = reference("identity.id", nullable=True)
    told_to: str | None = None
    told_by: ToldBy | None = word(ToldBy, nullable=True)
    appointment_at: datetime | None = instant(nullable=True)
    appointment_until: datetime | None = instant(nullable=True)

    @property
    def of_case(self) -> int:
        """The id of the case that it is about. Raises TypeError for one about a campaign."""
        if self.case_id is None:
            message = f"task {self.id} is about no case"
            raise TypeError(message)
        return self.case_id


class TaskRecord(SQLModel, table=True):
    """One attempt of a task: whether the resident was reached, and what came of it.

    `without_appointment` is why a visit took place that nobody had agreed on (R56). `confirmed` is
    whether the resident called a rating of theirs true, where they were asked (R22).
    """

    __tablename__ = "task_record"

    id: int = identifier()
    task_id: int = reference("task.id")
    at: datetime = instant()
    by: str
    reached: bool
    outcome: str = ""
    without_appointment: str | None = None
    confirmed: bool | None = None


def is_asked(role: Role, task: Task) -> bool:
    """Whether somebody in that role may record the task: whoever it asks, and those above."""
    return role in RUNGS[RUNGS.index(task.role) :]


_OPEN = prepared(
    select(Task)
    .where(Task.case_id == bindparam("case_id"), Task.state == TaskState.OPEN)
    .order_by(col(Task.id))
)


def open_tasks(session: Session, case_id: int) -> list[Task]:
    """The tasks of a case that nobody has done yet."""
    return _OPEN.all(session, case_id=case_id)


def records(session: Session, task_id: int) -> list[TaskRecord]:
    """The attempts of a task, in order."""
    query = select(TaskRecord).where(TaskRecord.task_id == task_id).order_by(col(TaskRecord.id))
    return list(session.exec(query))


def agreed_visit(session: Session, case_id: int) -> Task | None:
    """The visit of a case that is agreed on and has not been recorded yet."""
    agreed = [task for task in open_tasks(session, case_id) if task.appointment_at is not None]
    return agreed[0] if agreed else None


_AGREED = (
    select(Task, Case)
    .join(Case, col(Case.id) == col(Task.case_id))
    .where(
        Case.reporter_id == bindparam("resident"),
        Task.state == TaskState.OPEN,
        col(Task.appointment_at) > bindparam("now"),
    )
    .order_by(col(Task.appointment_at), col(Task.id))
)
_VISITS = prepared(_AGREED)
_VISITS_TOLD_HERE = prepared(_AGREED.where(Case.identity_id == bindparam("identity")))


def visits_to(session: Session, identity: Identity, now: datetime) -> list[tuple[Task, Case]]:
    """The visits to come that are agreed on about what somebody reported, the next one first.

    Reported from this very address, or by them once that is proven.
    """
    resident_id = identity.resident_id
    if identity.proven_at is not None:
        return _VISITS.all(session, resident=resident_id, now=now)
    return _VISITS_TOLD_HERE.all(session, resident=resident_id, identity=identity.id, now=now)


HAS_APPOINTMENT = (
    select(Task.id)
    .where(
        Task.case_id == bindparam("case_id"),
        Task.round == bindparam("round"),
        col(Task.consented).is_(True),
    )
    .exists()
)
"""Whether the resident agreed to a visit in that round of the case (R56)."""

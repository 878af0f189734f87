"""What a resident says to a visit: a time, a call instead, or neither (R49, R56)."""

from datetime import datetime
from functools import partial

from sqlmodel import Session

from flows.rules.appointments import visit_reminders
from flows.rules.due import call_task_due
from flows.rules.vocabulary import DeadlineKind, DeadlineState
from flows.talks.appointment import visit_time
from flows.wording.say import Say, say
from storage.case_ending import end_call_tasks
from storage.cases import RESIDENT, Case, note
from storage.database import zone_of
from storage.deadlines import live
from storage.estates import policy_in_force
from storage.promises import move
from storage.rungs import on_rung
from storage.tasks import Task, TaskKind, TaskState
from storage.telling import SUMMARY_LONGEST, brief, remind_reporter, shortened, tell_staff
from storage.visit_offers import reminder_key


def agree_visit(
    session: Session,
    case: Case,
    task: Task,
    *,
    identity_id: int,
    at: datetime,
    until: datetime | None,
    now: datetime,
) -> None:
    """Keep when the visit is; its record is due after it, and both sides are reminded of it."""
    _answered(session, task, identity_id, now, consented=True)
    task.appointment_at, task.appointment_until = at, until
    when = visit_time(at, until)
    note(session, case, "visit_agreed", by=RESIDENT, now=now, task=task.id, visit=at.isoformat())
    _record_later(session, case, task, until or at, now)
    sentence = say("staff.visit_agreed", case=brief(case), task=task.id, when=when)
    _tell_lead(session, case, task, sentence, now)
    _remind(session, case, task, at, when, now)


def decline_visit(
    session: Session, case: Case, task: Task, *, identity_id: int, by_phone: bool, now: datetime
) -> None:
    """Nobody comes: a call takes the visit's place, or nothing where that is not wanted either."""
    _answered(session, task, identity_id, now, consented=False)
    about = brief(case)
    if by_phone:
        task.kind = TaskKind.CALL
        note(session, case, "visit_declined", by=RESIDENT, now=now, task=task.id)
        sentence = say("staff.visit_declined", case=about, task=task.id, due=task.due_at)
    else:
        note(session, case, "contact_declined", by=RESIDENT, now=now, task=task.id)
        end_call_tasks(session, [task], TaskState.CANCELLED, now)
        sentence = say("staff.contact_declined", case=about, task=task.id)
    _tell_lead(session, case, task, sentence, now)


def _answered(
    session: Session, task: Task, identity_id: int, now: datetime, *, consented: bool
) -> None:
    task.consented, task.consented_at, task.consented_by_id = consented, now, identity_id
    session.add(task)
    session.flush()


def _record_later(
    session: Session, case: Case, task: Task, over_at: datetime, now: datetime
) -> None:
    """Nobody is late before the visit: a record that is not due yet is due so long after it."""
    policy = policy_in_force(session, case.estate_id, now)
    due = call_task_due(policy, over_at)
    for deadline in live(session, case.id, DeadlineKind.CALL_TASK):
        is_pending = deadline.state is DeadlineState.PENDING
        if deadline.task_id == task.id and is_pending and deadline.due_at < due:
            move(session, deadline, due, case)


def _tell_lead(session: Session, case: Case, task: Task, sentence: Say, now: datetime) -> None:
    tell_staff(
        session,
        case,
        on_rung(session, case, task.role),
        sentence,
        key=f"task {task.id} answered",
        policy=policy_in_force(session, case.estate_id, now),
        now=now,
        pressable=False,
    )


def _remind(
    session: Session, case: Case, task: Task, begins: datetime, when: Say, now: datetime
) -> None:
    """Both sides, each outside their own quiet hours; a visit called off takes these back."""
    policy = policy_in_force(session, case.estate_id, now)
    times = partial(visit_reminders, policy, zone_of(session), begins=begins, now=now)
    about = shortened(case.text, SUMMARY_LONGEST)
    to_resident = say("appointment.reminder", number=case.number, about=about, when=when)
    for count, at in enumerate(times(quiet=policy.quiet_hours.residents)):
        remind_reporter(
            session,
            case,
            to_resident,
            key=f"{reminder_key(task)}{count}",
            not_before=at,
            not_after=begins,
            now=now,
        )
    to_lead = say("staff.visit_reminder", case=brief(case), task=task.id, when=when)
    for count, at in enumerate(times(quiet=policy.quiet_hours.staff)):
        tell_staff(
            session,
            case,
            on_rung(session, case, task.role),
            to_lead,
            key=f"{reminder_key(task)}{count}",
            policy=policy,
            now=now,
            pressable=False,
            not_before=at,
        )

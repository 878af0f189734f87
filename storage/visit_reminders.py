"""Both sides are reminded of an agreed visit, each outside their own quiet hours (R56)."""

from datetime import datetime
from functools import partial

from sqlmodel import Session

from flows.rules.appointments import visit_reminders
from flows.rules.escalation import Audience
from flows.talks.appointment import visit_time
from flows.wording.say import Say, say
from storage.cases import Case, CaseEvent
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.rungs import audience, on_rung
from storage.staff import Staff, find_staff
from storage.tasks import Task, TaskReason
from storage.telling import (
    SUMMARY_LONGEST,
    brief,
    cancel_told,
    remind_reporter,
    shortened,
    tell_staff,
)
from storage.visit_offers import reminder_key


def visitors(session: Session, case: Case, task: Task, now: datetime) -> list[Staff]:
    """Who is expected to come: those of the task's role; where staff agreed on it, the handler."""
    if task.reason is not TaskReason.AGREED:
        return on_rung(session, case, task.role, now)
    arranged_by = find_staff(session, task.told_to) if task.told_to else None
    handling = audience(session, case, Audience.HANDLER_ELSE_ASSISTANTS, now)
    others = [] if arranged_by is None else [arranged_by]
    return list({one.id: one for one in (*handling, *others)}.values())


def time_of(session: Session, task: Task) -> Say:
    """When a visit is that is agreed on, as people read it."""
    zone = zone_of(session)
    at, until = task.appointment_at, task.appointment_until
    if at is None:
        message = f"no visit is agreed on by task {task.id}"
        raise ValueError(message)
    return visit_time(at.astimezone(zone), None if until is None else until.astimezone(zone))


def remind_of_visit(session: Session, case: Case, task: Task, event: CaseEvent) -> None:
    """Queue the reminders of the time that an event has brought, in place of any earlier ones.

    A visit that is called off takes them back.
    """
    begins = task.appointment_at
    if begins is None:
        return
    cancel_told(session, case.id, reminder_key(task))
    policy = policy_in_force(session, case.estate_id, event.at)
    times = partial(visit_reminders, policy, zone_of(session), begins=begins, now=event.at)
    key = f"{reminder_key(task)}{event.id} "
    when = time_of(session, task)
    for count, at in enumerate(times(quiet=policy.quiet_hours.residents)):
        remind_reporter(
            session,
            case,
            _to_resident(case, task, when),
            key=f"{key}{count}",
            not_before=at,
            not_after=begins,
            now=event.at,
        )
    to_visitors = say("staff.visit_reminder", case=brief(case), task=task.id, when=when)
    for count, at in enumerate(times(quiet=policy.quiet_hours.staff)):
        tell_staff(
            session,
            case,
            visitors(session, case, task, at),
            to_visitors,
            key=f"{key}{count}",
            policy=policy,
            now=event.at,
            pressable=False,
            not_before=at,
        )


def _to_resident(case: Case, task: Task, when: Say) -> Say:
    about = shortened(case.text, SUMMARY_LONGEST)
    if task.reason is TaskReason.AGREED:
        return say("appointment.reminder_agreed", number=case.number, about=about, when=when)
    return say("appointment.reminder", number=case.number, about=about, when=when)

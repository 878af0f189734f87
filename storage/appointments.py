"""What is said to a visit: a time, another one, a call instead, or neither (R49, R56)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.rules.due import call_task_due
from flows.rules.vocabulary import DeadlineKind, DeadlineState, ToldBy
from flows.wording.say import Say, plain, say
from storage.case_ending import end_call_tasks
from storage.cases import RESIDENT, Case, CaseEvent, note, said_by, timeline
from storage.deadlines import live
from storage.estates import policy_in_force
from storage.news import News, take_back
from storage.promises import move
from storage.rungs import handler_of
from storage.staff import Staff
from storage.tasks import Task, TaskKind, TaskReason, TaskState
from storage.telling import brief, cancel_told, tell_staff
from storage.visit_offers import reminder_key
from storage.visit_reminders import remind_of_visit, time_of, visitors

MOVED = "visit_moved"


@dataclass(frozen=True)
class Speaker:
    """Who says what they want: the resident from an address of theirs, or staff whom they told."""

    identity_id: int | None = None
    member: Staff | None = None
    told_by: ToldBy | None = None

    @property
    def name(self) -> str:
        """How the timeline of a case calls them."""
        return RESIDENT if self.member is None else self.member.userid

    @property
    def how(self) -> dict[str, str]:
        """By which way staff were told."""
        return {} if self.told_by is None else {"told_by": self.told_by.value}


def agree_visit(
    session: Session,
    case: Case,
    task: Task,
    *,
    by: Speaker,
    at: datetime,
    until: datetime | None,
    now: datetime,
    text: str = "",
) -> CaseEvent:
    """Keep when the visit is, also in place of an earlier time.

    Its record is due after it, and both sides are reminded of it.
    """
    before = task.appointment_at
    _answered(session, task, by, now, consented=True)
    task.appointment_at, task.appointment_until = at, until
    kind = "visit_agreed" if before is None else MOVED
    visit = at.isoformat()
    event = note(
        session, case, kind, by=by.name, now=now, text=text, task=task.id, visit=visit, **by.how
    )
    _record_later(session, case, task, until or at, now)
    when = time_of(session, task)
    key = "staff.visit_agreed" if before is None else "staff.visit_moved"
    sentence = say(key, case=brief(case), task=task.id, when=when)
    _tell(session, case, task, event, by, sentence, also_handler=before is not None)
    remind_of_visit(session, case, task, event)
    return event


def decline_visit(
    session: Session,
    case: Case,
    task: Task,
    *,
    by: Speaker,
    by_phone: bool,
    now: datetime,
    reason: str = "",
) -> None:
    """Nobody comes: a call takes the visit's place, or nothing where that is not wanted either."""
    was_agreed = task.appointment_at is not None
    _no_more_agreed(session, case, task, by, now)
    kind = "visit_declined" if by_phone else "contact_declined"
    event = note(session, case, kind, by=by.name, now=now, text=reason, task=task.id, **by.how)
    said_by(session, event, case.reporter_id)
    if by_phone:
        task.kind = TaskKind.CALL
        session.add(task)
    else:
        end_call_tasks(session, [task], TaskState.CANCELLED, now)
    declined = say("staff.visit_declined", case=brief(case), task=task.id, due=task.due_at)
    sentence = (
        declined if by_phone else say("staff.contact_declined", case=brief(case), task=task.id)
    )
    _tell(session, case, task, event, by, sentence, also_handler=was_agreed)


def call_off_visit(
    session: Session, case: Case, task: Task, *, by: Speaker, reason: str, now: datetime
) -> CaseEvent:
    """An appointment is taken back by voice; of a visit that has to be, a call stays (R49)."""
    when, visit = time_of(session, task), task.appointment_at
    _no_more_agreed(session, case, task, by, now)
    event = note(
        session,
        case,
        "visit_called_off",
        by=by.name,
        now=now,
        text=reason,
        task=task.id,
        visit="" if visit is None else visit.isoformat(),
        **by.how,
    )
    # The reason is what the resident said, in staff's words.
    said_by(session, event, case.reporter_id)
    if task.reason is TaskReason.AGREED:
        end_call_tasks(session, [task], TaskState.CANCELLED, now)
    else:
        task.kind = TaskKind.CALL
        session.add(task)
    sentence = say(
        "staff.visit_called_off",
        case=brief(case),
        task=task.id,
        when=when,
        reason=plain(reason),
    )
    _tell(session, case, task, event, by, sentence, also_handler=True)
    return event


def times_moved(session: Session, case: Case, task: Task) -> int:
    """How often the resident themselves has moved a visit."""
    moved = (one for one in timeline(session, case.id) if (one.kind, one.by) == (MOVED, RESIDENT))
    return sum(one.details.get("task") == task.id for one in moved)


def _no_more_agreed(session: Session, case: Case, task: Task, by: Speaker, now: datetime) -> None:
    task.appointment_at = task.appointment_until = None
    cancel_told(session, case.id, reminder_key(task))
    _answered(session, task, by, now, consented=False)


def _answered(session: Session, task: Task, by: Speaker, now: datetime, *, consented: bool) -> None:
    take_back(session, task.of_case, News.VISIT)
    task.consented, task.consented_at = consented, now
    task.consented_by_id, task.told_by = by.identity_id, by.told_by
    task.told_to = None if by.member is None else by.member.userid
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


def _tell(
    session: Session,
    case: Case,
    task: Task,
    event: CaseEvent,
    by: Speaker,
    sentence: Say,
    *,
    also_handler: bool,
) -> None:
    """Tell who visits; of what was agreed on already the handler hears too. Not who keys it in."""
    handler = handler_of(session, case) if also_handler else None
    coming = [*visitors(session, case, task, event.at), handler]
    members = {one.id: one for one in coming if one is not None}
    if by.member is not None:
        members.pop(by.member.id, None)
    tell_staff(
        session,
        case,
        members.values(),
        sentence,
        key=f"task {task.id} answered {event.id}",
        policy=policy_in_force(session, case.estate_id, event.at),
        now=event.at,
        pressable=False,
    )

"""Call and visit tasks: made when no message reaches, ended by a record of a real contact."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.refusals import NotAllowed, Why
from flows.rules.verb_fields import WITHOUT_APPOINTMENT, check_reason_to_visit
from flows.rules.vocabulary import CaseState, Closure, Role
from flows.wording.say import say
from storage.case_answering import count_answer, meet_by_answer
from storage.case_ending import close_case, end_call_tasks
from storage.cases import Case, lock_case, note
from storage.doubted_ratings import doubt_rating
from storage.earlier_ratings import rating_before
from storage.estates import policy_in_force
from storage.promises import promise_call
from storage.rungs import on_rung
from storage.staff import Staff, in_chain
from storage.tasks import (
    Task,
    TaskKind,
    TaskReason,
    TaskRecord,
    TaskState,
    is_asked,
    open_tasks,
    records,
)
from storage.telling import brief, tell_staff

IN_HAND = frozenset({CaseState.OPEN, CaseState.HANDLING})


def open_call_task(
    session: Session,
    case: Case,
    *,
    reason: TaskReason,
    role: Role,
    text: str,
    now: datetime,
    kind: TaskKind = TaskKind.CALL,
) -> Task:
    """Ask the members of a role to call or visit; one task of a reason at a time."""
    for task in open_tasks(session, case.id):
        if task.reason is reason and task.kind is kind:
            return task
    task = make_task(session, case, reason=reason, role=role, text=text, now=now, kind=kind)
    note(session, case, "call_task", by="huiyin", now=now, text=text, task=task.id)
    policy = policy_in_force(session, case.estate_id, now)
    tell_staff(
        session,
        case,
        on_rung(session, case, role, now),
        say(f"staff.task_{reason.value}", case=brief(case), task=task.id, due=task.due_at),
        key=f"task {task.id}",
        policy=policy,
        now=now,
        pressable=False,
    )
    return task


def make_task(
    session: Session,
    case: Case,
    *,
    reason: TaskReason,
    role: Role,
    text: str,
    now: datetime,
    kind: TaskKind,
) -> Task:
    """A task and the deadline of its record; nobody is told of it."""
    task = Task(
        case_id=case.id,
        kind=kind,
        reason=reason,
        role=role,
        round=case.round,
        text=text,
        state=TaskState.OPEN,
        created_at=now,
        due_at=now,
    )
    session.add(task)
    session.flush()
    task.due_at = promise_call(session, case, task.id, now)
    session.add(task)
    session.flush()
    return task


def check_record(task: Task, case: Case, member: Staff, role: Role) -> None:
    """Raise NotAllowed unless that member, in that role, may record the task as it is (R49)."""
    if not in_chain(member, case.estate_id):
        raise NotAllowed(Why.OTHER_ESTATE)
    if not is_asked(role, task):
        raise NotAllowed(Why.ROLE, verb="record", role=role, needed=task.role)
    if member.id == case.not_for_id:
        raise NotAllowed(Why.ABOUT_YOU)
    if task.state is not TaskState.OPEN:
        raise NotAllowed(Why.TASK_ENDED, task=task.id, state=task.state.value)


def record_task(
    session: Session,
    task: Task,
    member: Staff,
    *,
    reached: bool,
    outcome: str,
    now: datetime,
    without_appointment: str = "",
    confirmed: bool | None = None,
) -> TaskRecord:
    """Write down one attempt. Whoever was reached by voice was answered by a human (R32).

    What a revisit's call brought to light is told by the verb `revisit`; two attempts that reached
    nobody close the case unconfirmed. Raises NotAllowed for a visit that took place, was not
    agreed on, and has no reason in `without_appointment` (R56).
    """
    if reached and task.kind is TaskKind.VISIT and not task.consented:
        check_reason_to_visit(without_appointment)
    case = lock_case(session, task.of_case)
    record = TaskRecord(
        task_id=task.id,
        at=now,
        by=member.userid,
        reached=reached,
        outcome=outcome,
        without_appointment=without_appointment or None,
        confirmed=confirmed,
    )
    session.add(record)
    session.flush()
    kind = "call_reached" if reached else "call_unreached"
    why = {WITHOUT_APPOINTMENT: without_appointment} if without_appointment else {}
    note(session, case, kind, by=member.userid, now=now, text=outcome, task=task.id, **why)
    if confirmed is False:
        _doubt_rating(session, case, task, member, now)
    if reached:
        if case.state in IN_HAND:
            count_answer(session, case, member, now)
            meet_by_answer(session, case, None, now)
        end_task(session, task, TaskState.DONE, now)
    elif task.reason is TaskReason.REVISIT and case.state is CaseState.RESOLVED:
        _give_up_after(session, task, case, now)
    return record


def end_task(session: Session, task: Task, state: TaskState, now: datetime) -> None:
    """A task that nobody has to do any more, and its deadline with it."""
    end_call_tasks(session, [task], state, now)


def _doubt_rating(session: Session, case: Case, task: Task, member: Staff, now: datetime) -> None:
    rating = None
    if case.reporter_id is not None:
        rating = rating_before(session, case.reporter_id, task.created_at)
    response_id = None if rating is None else rating.response_id
    sentence = say("staff.rating_denied", case=brief(case), task=task.id)
    event = note(session, case, "rating_denied", by=member.userid, now=now, task=task.id)
    doubt_rating(session, case, event, response_id, sentence)


def _give_up_after(session: Session, task: Task, case: Case, now: datetime) -> None:
    policy = policy_in_force(session, case.estate_id, now)
    unreached = sum(not record.reached for record in records(session, task.id))
    if unreached >= policy.revisit.unreachable_records:
        closure = Closure.CONFIRMED if case.verdict_fixed else Closure.UNCONFIRMED
        close_case(session, case, closure, by="huiyin", now=now, text="unreachable")

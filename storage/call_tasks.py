"""Call and visit tasks: made when no message reaches, ended by a record of a real contact."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.case_life import MEETS
from flows.rules.vocabulary import CaseState, Closure, Role, Verb
from flows.wording.say import say
from storage.case_ending import close_case, end_call_tasks
from storage.cases import Case, lock_case, note
from storage.deadlines import meet
from storage.estates import policy_in_force
from storage.promises import promise_call
from storage.staff import Staff, with_role
from storage.tasks import Task, TaskKind, TaskReason, TaskRecord, TaskState, open_tasks, records
from storage.telling import brief, tell_staff


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
    note(session, case, "call_task", by="huiyin", now=now, text=text, task=task.id)
    policy = policy_in_force(session, case.estate_id, now)
    tell_staff(
        session,
        case,
        with_role(session, case.estate_id, role),
        say(f"staff.task_{reason.value}", case=brief(case), task=task.id, due=task.due_at),
        key=f"task {task.id}",
        policy=policy,
        now=now,
    )
    return task


def record_task(
    session: Session, task: Task, member: Staff, *, reached: bool, outcome: str, now: datetime
) -> TaskRecord:
    """Write down one attempt. Whoever was reached by voice was answered by a human (R32).

    A revisit's task stays open until a verdict is recorded; two attempts that reached nobody close
    the case unconfirmed.
    """
    record = TaskRecord(task_id=task.id, at=now, by=member.userid, reached=reached, outcome=outcome)
    session.add(record)
    session.flush()
    case = lock_case(session, task.case_id)
    kind = "call_reached" if reached else "call_unreached"
    note(session, case, kind, by=member.userid, now=now, text=outcome, task=task.id)
    if reached and task.reason is TaskReason.UNDELIVERED:
        _answered_by_voice(session, case, member, now)
    if reached:
        end_task(session, task, TaskState.DONE, now)
    elif task.reason is TaskReason.REVISIT and case.state is CaseState.RESOLVED:
        _give_up_after(session, task, case, now)
    return record


def end_task(session: Session, task: Task, state: TaskState, now: datetime) -> None:
    """A task that nobody has to do any more, and its deadline with it."""
    end_call_tasks(session, [task], state, now)


def _answered_by_voice(session: Session, case: Case, member: Staff, now: datetime) -> None:
    if case.first_responded_at is None:
        case.first_responded_at = now
    meet(session, case.id, now, *MEETS[Verb.RESPOND])
    if case.handler_id is None:
        case.handler_id = member.id
    if case.state is CaseState.OPEN:
        case.state = CaseState.HANDLING
    session.add(case)
    session.flush()


def _give_up_after(session: Session, task: Task, case: Case, now: datetime) -> None:
    policy = policy_in_force(session, case.estate_id, now)
    unreached = sum(not record.reached for record in records(session, task.id))
    if unreached >= policy.revisit.unreachable_records:
        closure = Closure.CONFIRMED if case.verdict_fixed else Closure.UNCONFIRMED
        close_case(session, case, closure, by="huiyin", now=now, text="unreachable")

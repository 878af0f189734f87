"""Deadlines are made, moved and reopened here, under the policy in force at that moment."""

from datetime import UTC, datetime

from sqlmodel import Session

from flows.rules.due import (
    approval_due,
    call_task_due,
    first_response_due,
    revisit_times,
    solution_deadlines,
    special_measures_due,
)
from flows.rules.escalation import DueSteps, due_steps, steps
from flows.rules.policy import Policy
from flows.rules.vocabulary import DeadlineKind, DeadlineState, Urgency
from storage.cases import Case
from storage.database import zone_of
from storage.deadlines import Deadline, deadlines_of, drop, live, next_sequence
from storage.estates import policy_in_force, policy_of_version, policy_version_in_force
from storage.tasks import Task

BEGINNING_OF_TIME = datetime(1970, 1, 1, tzinfo=UTC)
SOLUTIONS = (DeadlineKind.KEY_SOLUTION, DeadlineKind.SOLUTION)


def promise(
    session: Session,
    case: Case,
    kind: DeadlineKind,
    due_at: datetime,
    now: datetime,
    *,
    ask_at: datetime | None = None,
    task_id: int | None = None,
) -> Deadline:
    """Make a deadline of the case's present round and schedule its first step."""
    sequence = next_sequence(session, case.id, kind, case.round)
    deadline = _promised(
        session, case, kind, due_at, now, ask_at=ask_at, task_id=task_id, sequence=sequence
    )
    session.add(deadline)
    session.flush()
    return deadline


def _promised(
    session: Session,
    case: Case,
    kind: DeadlineKind,
    due_at: datetime,
    now: datetime,
    *,
    sequence: int = 0,
    ask_at: datetime | None = None,
    task_id: int | None = None,
) -> Deadline:
    """A deadline that is not written down yet, with the time of its first step."""
    deadline = Deadline(
        kind=kind,
        case_id=case.id,
        task_id=task_id,
        round=case.round,
        sequence=sequence,
        policy_version_id=policy_version_in_force(session, case.estate_id, now),
        made_at=now,
        ask_at=ask_at,
        due_at=due_at,
        state=DeadlineState.PENDING,
    )
    policy = policy_in_force(session, case.estate_id, now)
    deadline.next_at = _steps_due(session, deadline, case, policy, BEGINNING_OF_TIME).next_at
    return deadline


def steps_due(session: Session, deadline: Deadline, case: Case | None, now: datetime) -> DueSteps:
    """The steps of a deadline whose time has come, and where it goes on.

    Without a case it is about a campaign, in which nothing is urgent.
    """
    policy = policy_of_version(session, deadline.policy_version_id)
    return _steps_due(session, deadline, case, policy, now)


def _steps_due(
    session: Session, deadline: Deadline, case: Case | None, policy: Policy, now: datetime
) -> DueSteps:
    walk = steps(
        deadline.kind,
        policy=policy,
        zone=zone_of(session),
        urgency=Urgency.NORMAL if case is None else case.urgency,
        made_at=deadline.made_at,
        due_at=deadline.due_at,
        ask_at=deadline.ask_at,
        accepted=case is not None and case.accepted_at is not None,
    )
    return due_steps(walk, deadline.position, now)


def schedule(session: Session, deadline: Deadline, case: Case | None) -> None:
    """Write down when the deadline's next step falls due."""
    deadline.next_at = steps_due(session, deadline, case, BEGINNING_OF_TIME).next_at
    session.add(deadline)
    session.flush()


def promise_survey_call(
    session: Session, task: Task, kind: DeadlineKind, estate_id: int, now: datetime
) -> Deadline:
    """A call about a campaign is recorded in time, which is the task's (R15, R16)."""
    deadline = Deadline(
        kind=kind,
        campaign_id=task.campaign_id,
        task_id=task.id,
        round=task.round,
        policy_version_id=policy_version_in_force(session, estate_id, now),
        made_at=now,
        due_at=task.due_at,
        state=DeadlineState.PENDING,
    )
    policy = policy_in_force(session, estate_id, now)
    deadline.next_at = _steps_due(session, deadline, None, policy, BEGINNING_OF_TIME).next_at
    session.add(deadline)
    session.flush()
    return deadline


def promise_opening(session: Session, case: Case, now: datetime) -> Deadline:
    """What is promised when a case is opened: solutions, and a first response (R32, R34).

    Nobody waits for anything of it yet. The deadline of the first response is returned.
    """
    policy = policy_in_force(session, case.estate_id, now)
    due = first_response_due(policy, zone_of(session), case.urgency, now)
    first_response = _promised(session, case, DeadlineKind.FIRST_RESPONSE, due, now)
    wanted = solution_deadlines(policy, case.kind, case.urgency, case.opened_at)
    solutions = [_promised(session, case, kind, max(at, now), now) for kind, at in wanted.items()]
    session.add_all([first_response, *solutions])
    session.flush()
    return first_response


def promise_solutions(session: Session, case: Case, now: datetime) -> None:
    """The solution deadlines of a case's urgency that nobody waits for yet (R34)."""
    policy = policy_in_force(session, case.estate_id, now)
    made = {deadline.kind for deadline in live(session, case.id, *SOLUTIONS)}
    wanted = solution_deadlines(policy, case.kind, case.urgency, case.opened_at)
    for kind, due in wanted.items():
        if kind not in made:
            promise(session, case, kind, max(due, now), now)


def promise_special_measures(session: Session, case: Case, now: datetime) -> None:
    """R44: measures within 24 hours; a newer wait ends an older one."""
    drop(session, case.id, DeadlineKind.SPECIAL_MEASURES)
    policy = policy_in_force(session, case.estate_id, now)
    promise(session, case, DeadlineKind.SPECIAL_MEASURES, special_measures_due(policy, now), now)


def promise_approval(session: Session, case: Case, now: datetime) -> None:
    """R37: a plan is decided on in time; a newer plan ends the wait for the older one."""
    drop(session, case.id, DeadlineKind.APPROVAL)
    policy = policy_in_force(session, case.estate_id, now)
    promise(session, case, DeadlineKind.APPROVAL, approval_due(policy, now), now)


def promise_revisit(session: Session, case: Case, now: datetime) -> None:
    """R48, R50: come back and ask; a new revisit ends an older round's."""
    drop(session, case.id, DeadlineKind.REVISIT)
    policy = policy_in_force(session, case.estate_id, now)
    times = revisit_times(policy, zone_of(session), case.kind, case.urgency, now)
    promise(session, case, DeadlineKind.REVISIT, times.due_at, now, ask_at=times.ask_at)


def promise_call(session: Session, case: Case, task_id: int, now: datetime) -> datetime:
    """A call or visit task is recorded in time; returns when."""
    policy = policy_in_force(session, case.estate_id, now)
    due = call_task_due(policy, now)
    promise(session, case, DeadlineKind.CALL_TASK, due, now, task_id=task_id)
    return due


def reopen_solutions(session: Session, case: Case, now: datetime) -> None:
    """A round that begins again waits for its solution again, until the same time as before."""
    policy = policy_in_force(session, case.estate_id, now)
    wanted = solution_deadlines(policy, case.kind, case.urgency, case.opened_at)
    newest = {one.kind: one for one in deadlines_of(session, case.id) if one.kind in wanted}
    for deadline in newest.values():
        reopen(session, deadline, case)
    promise_solutions(session, case, now)


def reopen(session: Session, deadline: Deadline, case: Case) -> None:
    """Take back that a deadline was met or dropped; it goes on where it stood."""
    deadline.met_at = None
    if deadline.state is not DeadlineState.FIRED:
        deadline.state = DeadlineState.PENDING
    schedule(session, deadline, case)


def move(session: Session, deadline: Deadline, due_at: datetime, case: Case) -> None:
    """Give a pending deadline another due time; who was told already is not told again."""
    deadline.due_at = due_at
    if deadline.task_id is not None:
        task = session.get_one(Task, deadline.task_id)
        task.due_at = due_at
        session.add(task)
    schedule(session, deadline, case)


def begin_again(session: Session, deadline: Deadline, due_at: datetime, case: Case) -> None:
    """Walk through a deadline's steps from the first one again, for a case of another urgency."""
    deadline.position = 0
    move(session, deadline, due_at, case)

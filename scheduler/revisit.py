"""The revisit falls due: ask, remind once, then a call task, and one day an end (R48, R49)."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from flows.rules.due import unconfirmed_at
from flows.rules.escalation import Step, StepAction
from flows.rules.policy import Policy
from flows.rules.quiet_hours import earliest_sending
from flows.rules.vocabulary import CaseState, Closure, Role
from flows.talks.results import Talk
from scheduler.escalation import fire
from scheduler.happenings import Happening
from scheduler.revisit_question import ask, remind
from storage.call_tasks import open_call_task
from storage.case_ending import close_case
from storage.case_settling import major
from storage.cases import Case, note
from storage.conversations import (
    Starter,
    stack_of_resident,
)
from storage.database import zone_of
from storage.deadlines import Deadline, settle
from storage.estates import policy_of_version
from storage.promises import schedule, steps_due
from storage.residents import Resident
from storage.tasks import TaskReason

LAST_STEP = 2
"""The step at which a person takes over; what remains then is to give up."""
WHILE_WRITING = timedelta(seconds=2)
"""How long a revisit waits for a resident whose message is being taken at this very moment."""


def revisit(session: Session, case: Case, deadline: Deadline, now: datetime) -> list[Happening]:
    """Take the steps of a revisit whose time has come; only a resolved case has any."""
    policy = policy_of_version(session, deadline.policy_version_id)
    if case.state is not CaseState.RESOLVED:
        settle(session, [deadline], None)
        return []
    later = _better_moment(session, case, deadline, policy, now)
    if later is not None:
        deadline.next_at = later
        session.add(deadline)
        return []
    if deadline.position > LAST_STEP:
        return [_give_up(session, case, deadline, now)]
    due = steps_due(session, deadline, case, now)
    deadline.position, deadline.next_at = due.position, due.next_at
    if [step.action for step in due.steps] == [StepAction.ASK]:
        _remind_a_day_after(session, case, deadline, due.steps[0], now)
    session.add(deadline)
    return [
        Happening(
            deadline.kind, case.number, _take(session, case, deadline, step, policy, now), step.at
        )
        for step in due.steps
    ]


def _remind_a_day_after(
    session: Session, case: Case, deadline: Deadline, asking: Step, now: datetime
) -> None:
    """A question that was asked late is reminded of late; the due time stays."""
    deadline.ask_at = now
    deadline.position = asking.index + 1
    schedule(session, deadline, case)


def _take(
    session: Session, case: Case, deadline: Deadline, step: Step, policy: Policy, now: datetime
) -> str:
    """Do one step; returns what was done."""
    match step.action:
        case StepAction.ASK:
            ask(session, case, deadline, policy, now)
        case StepAction.REMIND:
            remind(session, case, deadline, policy, now)
        case _ if case.verdict_fixed:
            # They said that it is fixed; that they said no more needs no call.
            close_case(session, case, Closure.CONFIRMED, by="huiyin", now=now, text="unanswered")
            return Closure.CONFIRMED
        case _:
            _call(session, case, deadline, policy, now)
    return step.action


def _better_moment(
    session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime
) -> datetime | None:
    """Until when a step should wait; None if it need not.

    A resident whose message is being taken cannot be waited for here: whoever takes it waits for
    this case. Before the due time nobody is asked at night, or in the middle of a report.
    """
    if case.reporter_id is None:
        return None
    if not _holds(session, case.reporter_id):
        return now + WHILE_WRITING
    if now >= deadline.due_at:
        return None
    quiet = policy.quiet_hours.residents
    awake_at = earliest_sending(now, hours=quiet, zone=zone_of(session), passes=False)
    later = min(max(awake_at, _silent_at(session, case.reporter_id, policy, now)), deadline.due_at)
    return later if later > now else None


def _holds(session: Session, resident_id: int) -> bool:
    """Hold the resident against every message of theirs, if nobody does."""
    query = select(Resident.id).where(Resident.id == resident_id)
    held = session.exec(query.with_for_update(skip_locked=True, key_share=True)).first()
    return held is not None


def _silent_at(session: Session, resident_id: int, policy: Policy, now: datetime) -> datetime:
    """When a report that the resident is in the middle of counts as left alone."""
    pause = timedelta(minutes=policy.conversation.idle_minutes)
    reports = [
        one.touched_at + pause
        for one in stack_of_resident(session, resident_id)
        if one.starter is Starter.RESIDENT and one.flow != Talk.MENU
    ]
    return max(reports, default=now)


def _give_up(session: Session, case: Case, deadline: Deadline, now: datetime) -> Happening:
    """Nobody could be asked for long enough: the case closes unconfirmed and is counted apart."""
    due = deadline.next_at or now
    deadline.next_at = None
    session.add(deadline)
    closure = Closure.CONFIRMED if case.verdict_fixed else Closure.UNCONFIRMED
    close_case(session, case, closure, by="huiyin", now=now, text="unanswered")
    return Happening(deadline.kind, case.number, closure, due)


def _call(session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime) -> None:
    fire(deadline, now)
    deadline.next_at = unconfirmed_at(policy, now)
    session.add(deadline)
    note(session, case, "deadline_fire", by="huiyin", now=now, text=deadline.kind.value)
    role = Role.LEAD if major(session, case, policy) else Role.ASSISTANT
    open_call_task(
        session, case, reason=TaskReason.REVISIT, role=role, text=case.result or "", now=now
    )

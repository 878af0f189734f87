"""A staff deadline draws near or is gone: the people of its steps are told (R32, R36)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience, Step, StepAction
from flows.rules.vocabulary import DeadlineKind, DeadlineState, Urgency
from flows.wording.say import Say, say
from scheduler.audiences import members
from storage.cases import Case, note
from storage.deadlines import Deadline
from storage.estates import policy_of_version
from storage.staff import Staff
from storage.telling import brief, tell_reporter, tell_staff


def walk_step(
    session: Session, case: Case, deadline: Deadline, step: Step, now: datetime
) -> None:
    """Do one step: tell its people, write it into the timeline, and fire where it fires."""
    if step.action is StepAction.FIRE:
        fire(deadline, now)
    told = members(session, case, deadline, step.audiences)
    _tell(session, case, deadline, step, told, now)
    note(
        session,
        case,
        f"deadline_{step.action.value}",
        by="huiyin",
        now=now,
        text=deadline.kind.value,
        told=[member.userid for member in told],
    )
    if Audience.RESIDENT in step.audiences and step.action is StepAction.FIRE:
        _apologise(session, case, deadline, now)


def fire(deadline: Deadline, now: datetime) -> None:
    """The due time has passed without what was promised."""
    deadline.state = DeadlineState.FIRED
    deadline.fired_at = now


def _tell(
    session: Session, case: Case, deadline: Deadline, step: Step, told: list[Staff], now: datetime
) -> None:
    key = f"deadline {deadline.id}" + (f" step {step.index}" if step.repeats else "")
    tell_staff(
        session,
        case,
        told,
        _sentence(case, deadline, step),
        key=key,
        policy=policy_of_version(session, deadline.policy_version_id),
        now=now,
    )


def _sentence(case: Case, deadline: Deadline, step: Step) -> Say:
    late = step.action is not StepAction.WARN
    unaccepted = case.urgency is Urgency.EMERGENCY and case.accepted_at is None
    if deadline.kind is DeadlineKind.FIRST_RESPONSE and unaccepted:
        return say("staff.emergency", case=brief(case), due=deadline.due_at)
    return say(
        "staff.deadline_gone" if late else "staff.deadline_near",
        case=brief(case),
        promise=say(f"DeadlineKind.{deadline.kind.value}"),
        due=deadline.due_at,
    )


def _apologise(session: Session, case: Case, deadline: Deadline, now: datetime) -> None:
    """R35: a promised reply that did not come."""
    if deadline.kind is DeadlineKind.PROMISE:
        tell_reporter(
            session,
            case,
            say("case.promise_broken", number=case.number, until=deadline.due_at),
            key=f"deadline {deadline.id} apology",
            policy=policy_of_version(session, deadline.policy_version_id),
            now=now,
        )

"""A staff deadline draws near or is gone: the people of its steps are told (R32, R36)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience, Step, StepAction
from flows.rules.policy import Policy
from flows.rules.vocabulary import DeadlineKind, DeadlineState, Urgency
from flows.wording.say import Say, say
from scheduler.audiences import members
from scheduler.happenings import Happening
from storage.cases import Case, CaseEvent, line, note_all
from storage.deadlines import Deadline, about, apology_key
from storage.estates import policy_of_version
from storage.promises import steps_due
from storage.pushes import Push, push_to_members, push_to_room
from storage.staff import Staff
from storage.telling import STAFF_LANGUAGE, brief, in_words, tell_reporter


@dataclass(frozen=True)
class _Taken:
    """A step that is taken now: its sentence, the key under which each hears it, and who hears."""

    case: Case
    deadline: Deadline
    step: Step
    action: StepAction
    policy: Policy
    push: Push
    people: list[Staff]


def escalate(
    session: Session, due: Sequence[tuple[Case, Deadline]], now: datetime
) -> list[Happening]:
    """Take the steps of deadlines whose time has come, and write down when the next ones do.

    No two of them are about the same case.
    """
    with session.no_autoflush:
        # What is changed here is written at the end, for all at once.
        taken = [one for case, deadline in due for one in _steps_of(session, case, deadline, now)]
    told = push_to_members(session, [(one.push, one.people) for one in taken], now)
    heard = list(zip(taken, told, strict=True))
    push_to_room(
        session, [_for_the_room(one) for one, by in heard if _is_for_the_room(one, by)], now
    )
    note_all(session, [_line(one, by, now) for one, by in heard if _is_noted(one, by)])
    for one in taken:
        if Audience.RESIDENT in one.step.audiences:
            _apologise(session, one.case, one.deadline, one.policy, now)
    return [Happening(one.deadline.kind, one.case.number, one.action, one.step.at) for one in taken]


def fire(deadline: Deadline, now: datetime) -> None:
    """The due time has passed without what was promised."""
    deadline.state = DeadlineState.FIRED
    deadline.fired_at = now


def _steps_of(session: Session, case: Case, deadline: Deadline, now: datetime) -> Iterator[_Taken]:
    """The steps of a deadline that are taken now, of which one may fire it: once.

    One that has been met too late, as turns out afterwards, takes those up to then and no more.
    """
    due = steps_due(session, deadline, case, deadline.met_at or now)
    deadline.position = due.position
    deadline.next_at = due.next_at if deadline.met_at is None else None
    policy = policy_of_version(session, deadline.policy_version_id)
    for step in due.steps:
        action = step.action
        if action is StepAction.FIRE and deadline.state is DeadlineState.FIRED:
            action = StepAction.REMIND_AGAIN
        if action is StepAction.FIRE:
            fire(deadline, now)
        text = in_words(session, _sentence(case, deadline, action), STAFF_LANGUAGE)
        push = Push(case, text, _key(deadline, step), policy)
        people = members(session, case, deadline, step.audiences, now)
        yield _Taken(case, deadline, step, action, policy, push, people)


def _is_noted(one: _Taken, told: list[Staff]) -> bool:
    return bool(told) or one.action is StepAction.FIRE


def _line(one: _Taken, told: list[Staff], now: datetime) -> CaseEvent:
    return line(one.case, f"deadline_{one.action.value}", by="huiyin", now=now,
                text=one.deadline.kind.value, told=[member.userid for member in told])  # fmt: skip


def _for_the_room(one: _Taken) -> Push:
    """The room hears of each step, and so of the next rung, under a key of its own."""
    return replace(one.push, key=f"{one.push.key} step {one.step.index}")


def _is_for_the_room(one: _Taken, told: list[Staff]) -> bool:
    """Whether the staff's group chat hears of a step too, as the policy has it (R36)."""
    room = one.policy.room
    if room.emergencies and _is_unaccepted_emergency(one.case, one.deadline):
        return True
    return any(member.role in room.escalations for member in told)


def _is_unaccepted_emergency(case: Case, deadline: Deadline) -> bool:
    unaccepted = case.urgency is Urgency.EMERGENCY and case.accepted_at is None
    return unaccepted and deadline.kind is DeadlineKind.FIRST_RESPONSE


def _key(deadline: Deadline, step: Step) -> str:
    """Each is told once, and again of a case that has become an emergency since."""
    told_of = f"{about(deadline)}of {deadline.made_at.isoformat()}"
    return f"{told_of} step {step.index}" if step.repeats else told_of


def _sentence(case: Case, deadline: Deadline, action: StepAction) -> Say:
    if _is_unaccepted_emergency(case, deadline):
        return say("staff.emergency", case=brief(case), due=deadline.due_at)
    promised = say(f"DeadlineKind.{deadline.kind.value}")
    if deadline.met_at is not None:
        return say("staff.deadline_late", case=brief(case), promise=promised, due=deadline.due_at,
                   met=deadline.met_at)  # fmt: skip
    if deadline.kind is DeadlineKind.PROMISE and action is not StepAction.WARN:
        return say("staff.promise_broken", case=brief(case), number=case.number,
                   due=deadline.due_at)  # fmt: skip
    return say(
        "staff.deadline_near" if action is StepAction.WARN else "staff.deadline_gone",
        case=brief(case),
        promise=promised,
        due=deadline.due_at,
    )


def _apologise(
    session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime
) -> None:
    """R35: a promised reply that did not come."""
    sentence = say("case.promise_broken", number=case.number, until=deadline.due_at)
    tell_reporter(
        session,
        case,
        sentence,
        key=apology_key(deadline),
        policy=policy,
        now=now,
        for_followers=sentence,
    )

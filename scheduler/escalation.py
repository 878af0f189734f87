"""A staff deadline draws near or is gone: the people of its steps are told (R32, R36)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience, Step, StepAction
from flows.rules.policy import Policy
from flows.rules.vocabulary import DeadlineKind, DeadlineState, Urgency
from flows.wording.say import Say, say
from scheduler.audiences import members
from scheduler.happenings import Happening
from storage.cases import Case, note
from storage.deadlines import Deadline, about, apology_key
from storage.estates import policy_of_version
from storage.promises import steps_due
from storage.staff import Staff
from storage.telling import brief, tell_reporter, tell_room, tell_staff


def escalate(session: Session, case: Case, deadline: Deadline, now: datetime) -> list[Happening]:
    """Take the steps of a deadline whose time has come, and write down when the next one does."""
    due = steps_due(session, deadline, case, now)
    policy = policy_of_version(session, deadline.policy_version_id)
    happened = [_take(session, case, deadline, step, policy, now) for step in due.steps]
    deadline.position = due.position
    deadline.next_at = due.next_at
    session.add(deadline)
    return happened


def fire(deadline: Deadline, now: datetime) -> None:
    """The due time has passed without what was promised."""
    deadline.state = DeadlineState.FIRED
    deadline.fired_at = now


def _take(
    session: Session,
    case: Case,
    deadline: Deadline,
    step: Step,
    policy: Policy,
    now: datetime,
) -> Happening:
    """Tell the people of a step, write it into the timeline, and fire where it fires: once."""
    action = step.action
    if action is StepAction.FIRE and deadline.state is DeadlineState.FIRED:
        action = StepAction.REMIND_AGAIN
    if action is StepAction.FIRE:
        fire(deadline, now)
    sentence, key = _sentence(case, deadline, action), _key(deadline, step)
    people = members(session, case, deadline, step.audiences, now)
    told = tell_staff(session, case, people, sentence, key=key, policy=policy, now=now)
    if _is_for_the_room(case, deadline, told, policy):
        # The room hears of each step, and so of the next rung, under a key of its own.
        room_key = f"{key} step {step.index}"
        tell_room(session, case, sentence, key=room_key, policy=policy, now=now)
    if told or action is StepAction.FIRE:
        userids = [member.userid for member in told]
        note(session, case, f"deadline_{action.value}", by="huiyin", now=now,
             text=deadline.kind.value, told=userids)  # fmt: skip
    if Audience.RESIDENT in step.audiences:
        _apologise(session, case, deadline, policy, now)
    return Happening(deadline.kind, case.number, action, step.at)


def _is_for_the_room(case: Case, deadline: Deadline, told: list[Staff], policy: Policy) -> bool:
    """Whether the staff's group chat hears of a step too, as the policy has it (R36)."""
    if policy.room.emergencies and _is_unaccepted_emergency(case, deadline):
        return True
    return any(member.role in policy.room.escalations for member in told)


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
    if deadline.kind is DeadlineKind.PROMISE and action is not StepAction.WARN:
        return say("staff.promise_broken", case=brief(case), number=case.number,
                   due=deadline.due_at)  # fmt: skip
    return say(
        "staff.deadline_near" if action is StepAction.WARN else "staff.deadline_gone",
        case=brief(case),
        promise=say(f"DeadlineKind.{deadline.kind.value}"),
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

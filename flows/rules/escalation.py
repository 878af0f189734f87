"""Who hears of a deadline, and when: each deadline walks through a list of steps (R32-R36, R48).

A deadline's row keeps the position of its next step. Steps keep their numbers when circumstances
change (an extension, an acceptance), so that nobody is told the same thing again. Only a deadline
that is made anew, as when a case is raised to an emergency, starts again at position 0.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from flows.rules.calendar import working_calendar
from flows.rules.policy import Policy
from flows.rules.policy_time import ResponseMode
from flows.rules.vocabulary import DeadlineKind, Urgency
from flows.rules.wall_clock import utc


class Audience(StrEnum):
    """Who is told at a step; who that is in person, the estate's chain says.

    The handler of a call task is whoever has the task.
    """

    HANDLER_ELSE_ASSISTANTS = "handler_else_assistants"
    ASSISTANTS = "assistants"
    LEAD = "lead"
    MANAGER = "manager"
    GENERAL_MANAGER = "general_manager"
    NEXT_RUNG = "next_rung"
    RESIDENT = "resident"


EVERY_RUNG = (Audience.ASSISTANTS, Audience.LEAD, Audience.MANAGER, Audience.GENERAL_MANAGER)


class StepAction(StrEnum):
    """What happens at a step. `ASK` and `REMIND` are a revisit's; `REMIND_AGAIN` follows `FIRE`."""

    WARN = "warn"
    FIRE = "fire"
    REMIND_AGAIN = "remind_again"
    ASK = "ask"
    REMIND = "remind"


# These happen even if nobody is left who has not been told already.
_NEVER_DROPPED = frozenset({StepAction.FIRE, StepAction.ASK})


@dataclass(frozen=True)
class Step:
    """One step of a deadline. The resident, told of a fired promise, gets an apology (R35).

    One person may stand behind two audiences, and is told once per deadline all the same; only a
    step that `repeats` tells people again.
    """

    index: int
    at: datetime
    action: StepAction
    audiences: tuple[Audience, ...]
    repeats: bool = False


class DueSteps(NamedTuple):
    """What is to be done now, the position to keep, and when to look again (None: never)."""

    steps: tuple[Step, ...]
    position: int
    next_at: datetime | None


def steps(
    kind: DeadlineKind,
    *,
    policy: Policy,
    zone: tzinfo,
    urgency: Urgency,
    made_at: datetime,
    due_at: datetime,
    ask_at: datetime | None = None,
    accepted: bool = False,
) -> Iterator[Step]:
    """Yield the steps of a deadline in order; those of an unaccepted emergency have no end.

    `made_at` is when the deadline was made, for an emergency when it was found to be one. `ask_at`
    is when a revisit is, or was, asked; ValueError if a revisit has none. `accepted` matters for
    the first response to an emergency only: its fired step then tells the manager, and the general
    manager hears later, as of any other first response.
    """
    made, due = utc(made_at), utc(due_at)
    match kind:
        case DeadlineKind.FIRST_RESPONSE if urgency is Urgency.EMERGENCY:
            alarms = _emergency(policy, made, due)
            return _accepted_emergency(policy, alarms, due) if accepted else alarms
        case DeadlineKind.FIRST_RESPONSE:
            return _first_response(policy, zone, made, due)
        case DeadlineKind.REVISIT:
            if ask_at is None:
                raise ValueError("a revisit must be asked at some time")
            return _revisit(policy, utc(ask_at), due)
        case DeadlineKind.PROMISE:
            return _other(policy, made, due, (Audience.RESIDENT, Audience.LEAD))
        case _:
            return _other(policy, made, due, (Audience.NEXT_RUNG,))


def due_steps(walk: Iterable[Step], position: int, now: datetime) -> DueSteps:
    """Return the steps from `position` on whose time has come, and where to go on.

    After a downtime all that was missed comes at once, in order, but every audience hears at most
    once; a step whose audiences have all heard is left out, unless it does more than tell. A
    reminder is left out too when the call task comes with it (R48).
    """
    at = utc(now)
    chosen: list[Step] = []
    heard: set[Audience] = set()
    for step in walk:
        if step.index < position:
            continue
        if step.at > at:
            return DueSteps(_without_late_reminder(chosen), position, step.at)
        position = step.index + 1
        audiences = tuple(each for each in step.audiences if each not in heard)
        heard.update(audiences)
        if audiences or step.action in _NEVER_DROPPED:
            chosen.append(replace(step, audiences=audiences))
    return DueSteps(_without_late_reminder(chosen), position, None)


def _first_response(policy: Policy, zone: tzinfo, made: datetime, due: datetime) -> Iterator[Step]:
    """R32: handler, lead, manager at the due time, general manager."""
    rules = policy.escalation.first_response

    def moment(fraction: float) -> datetime:
        if policy.first_response.mode is ResponseMode.CLOCK:
            return _clock_moment(made, due, fraction)
        calendar = working_calendar(policy.calendar, zone)
        return calendar.moment_at_working_fraction(made, due, fraction)

    later = due + timedelta(hours=rules.general_manager_after_hours)
    handler = (Audience.HANDLER_ELSE_ASSISTANTS,)
    yield Step(0, moment(rules.handler_at), StepAction.WARN, handler)
    yield Step(1, moment(rules.lead_at), StepAction.WARN, (Audience.LEAD,))
    yield Step(2, due, StepAction.FIRE, (Audience.MANAGER,))
    yield Step(3, later, StepAction.REMIND_AGAIN, (Audience.GENERAL_MANAGER,))


def _emergency(policy: Policy, made: datetime, due: datetime) -> Iterator[Step]:
    """R36: everybody, one after the other and then again and again; fired in between, once."""
    fired = False
    index = count()
    for at, audiences in _alarms(policy, made):
        if not fired and at >= due:
            yield Step(next(index), due, StepAction.FIRE, EVERY_RUNG, repeats=True)
            fired = True
            if at == due:
                continue
        action = StepAction.REMIND_AGAIN if fired else StepAction.WARN
        yield Step(next(index), at, action, audiences, repeats=audiences == EVERY_RUNG)


def _alarms(policy: Policy, made: datetime) -> Iterator[tuple[datetime, tuple[Audience, ...]]]:
    rules = policy.escalation.emergency
    general_manager = made + timedelta(minutes=rules.general_manager_after_minutes)
    yield made, (Audience.ASSISTANTS, Audience.LEAD)
    yield made + timedelta(minutes=rules.manager_after_minutes), (Audience.MANAGER,)
    yield general_manager, (Audience.GENERAL_MANAGER,)
    for repetition in count(1):
        yield general_manager + repetition * timedelta(minutes=rules.repeat_minutes), EVERY_RUNG


def _accepted_emergency(policy: Policy, alarms: Iterator[Step], due: datetime) -> Iterator[Step]:
    """R32: what is left of an emergency's alarms once it is accepted, under the same numbers."""
    later = due + timedelta(hours=policy.escalation.first_response.general_manager_after_hours)
    for step in alarms:
        if step.action is StepAction.FIRE:
            yield replace(step, audiences=(Audience.MANAGER,), repeats=False)
        elif step.at >= later:
            yield Step(step.index, later, StepAction.REMIND_AGAIN, (Audience.GENERAL_MANAGER,))
            return


def _revisit(policy: Policy, ask: datetime, due: datetime) -> Iterator[Step]:
    """R48: ask, remind once, give a call task, which tells its handler by itself."""
    reminder = ask + timedelta(hours=policy.revisit.reminder_hours)
    yield Step(0, ask, StepAction.ASK, (Audience.RESIDENT,))
    if reminder < due:
        yield Step(1, reminder, StepAction.REMIND, (Audience.RESIDENT,))
    yield Step(2, due, StepAction.FIRE, ())


def _other(
    policy: Policy, made: datetime, due: datetime, fired: tuple[Audience, ...]
) -> Iterator[Step]:
    """R36: the handler, the next rung at the due time, the manager."""
    rules = policy.escalation.other
    warned = _clock_moment(made, due, rules.handler_at)
    later = due + timedelta(hours=rules.manager_after_hours)
    yield Step(0, warned, StepAction.WARN, (Audience.HANDLER_ELSE_ASSISTANTS,))
    yield Step(1, due, StepAction.FIRE, fired)
    yield Step(2, later, StepAction.REMIND_AGAIN, (Audience.MANAGER,))


def _without_late_reminder(chosen: list[Step]) -> tuple[Step, ...]:
    has_fired = any(step.action is StepAction.FIRE for step in chosen)
    return tuple(step for step in chosen if not (has_fired and step.action is StepAction.REMIND))


def _clock_moment(made: datetime, due: datetime, fraction: float) -> datetime:
    return min(made + (due - made) * fraction, due)

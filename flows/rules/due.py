"""When each promise of time falls due; all in UTC."""

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple, assert_never

from flows.rules.calendar import working_calendar
from flows.rules.policy import Policy
from flows.rules.policy_time import ResponseMode
from flows.rules.quiet_hours import earliest_sending
from flows.rules.vocabulary import CaseKind, DeadlineKind, Urgency
from flows.rules.wall_clock import instant, utc


class RevisitTimes(NamedTuple):
    """When the chat asks whether it is fixed, and when a call task takes its place (R48, R50)."""

    ask_at: datetime
    due_at: datetime


def first_response_due(
    policy: Policy, zone: tzinfo, urgency: Urgency, opened_at: datetime
) -> datetime:
    """Return by when a human must have answered a report (R32, R34)."""
    rules = policy.first_response
    if urgency is Urgency.EMERGENCY:
        return utc(opened_at) + timedelta(minutes=rules.emergency_minutes)
    match rules.mode:
        case ResponseMode.CLOCK:
            return utc(opened_at) + timedelta(hours=rules.clock_hours)
        case ResponseMode.WORKING_DAY:
            calendar = working_calendar(policy.calendar, zone)
            return calendar.same_time_next_working_day(opened_at)
        case _:
            assert_never(rules.mode)


def solution_deadlines(
    policy: Policy, kind: CaseKind, urgency: Urgency, opened_at: datetime
) -> dict[DeadlineKind, datetime]:
    """Return by when a case must be solved, and a suggestion decided on (R34, R60).

    Everything but praise counts as a problem; an emergency ranks above a key issue, so it has the
    key issue's deadline too.
    """
    if kind is CaseKind.PRAISE:
        return {}
    start = utc(opened_at)
    is_suggestion = kind is CaseKind.SUGGESTION
    rules = policy.deadlines
    days = rules.suggestion_days if is_suggestion else rules.solution_days
    due = {DeadlineKind.SOLUTION: start + timedelta(days=days)}
    if urgency is not Urgency.NORMAL:
        hours = policy.deadlines.key_solution_hours
        due[DeadlineKind.KEY_SOLUTION] = start + timedelta(hours=hours)
    return due


def special_measures_due(policy: Policy, at: datetime) -> datetime:
    """Return by when measures must follow a repeat report or a "not fixed" (R42, R44)."""
    return utc(at) + timedelta(hours=policy.deadlines.special_measures_hours)


def approval_due(policy: Policy, proposed_at: datetime) -> datetime:
    """Return by when a proposed plan must be decided on (R37)."""
    return utc(proposed_at) + timedelta(hours=policy.deadlines.approval_hours)


def call_task_due(policy: Policy, made_at: datetime) -> datetime:
    """Return by when a call or visit task must be recorded (R8)."""
    return utc(made_at) + timedelta(hours=policy.deadlines.call_task_hours)


def survey_call_due(policy: Policy, made_at: datetime, zone: tzinfo) -> datetime:
    """Return by when a home must be called about a survey, which may close at midnight (R16).

    The time for it begins when residents may be called.
    """
    hours = policy.quiet_hours.residents
    begins = earliest_sending(made_at, hours=hours, zone=zone, passes=False)
    return call_task_due(policy, begins)


def opinion_callback_due(policy: Policy, returned_at: datetime) -> datetime:
    """Return by when a resident who wrote an opinion must be called back (R15)."""
    return utc(returned_at) + timedelta(days=policy.deadlines.opinion_callback_days)


def revisit_times(
    policy: Policy, zone: tzinfo, kind: CaseKind, urgency: Urgency, resolved_at: datetime
) -> RevisitTimes:
    """Return when to ask whether it is fixed, within residents' hours, and until when (R48, R50).

    A repair of normal urgency is a minor one; all others follow the complaint's rule.
    """
    resolved = utc(resolved_at)
    if kind is CaseKind.REPAIR and urgency is Urgency.NORMAL:
        repair = policy.revisit.repair
        day = resolved.astimezone(zone).date() + timedelta(days=repair.ask_after_days)
        earliest = max(instant(day, 0, zone), resolved)
        due = resolved + timedelta(hours=repair.due_hours)
    else:
        complaint = policy.revisit.complaint
        earliest = resolved + timedelta(hours=complaint.ask_after_hours)
        due = resolved + timedelta(hours=complaint.due_hours)
    hours = policy.quiet_hours.residents
    ask = earliest_sending(earliest, hours=hours, zone=zone, passes=False)
    return RevisitTimes(min(ask, due), due)


def revisit_extension_limit(policy: Policy, resolved_at: datetime) -> datetime:
    """Return the latest due time that a lead may give a revisit (R48).

    The rules name it for complaints; repairs have no limit of their own and share it.
    """
    return utc(resolved_at) + timedelta(days=policy.revisit.extension_days)


def unconfirmed_at(policy: Policy, task_made_at: datetime) -> datetime:
    """Return when a case whose revisit nobody answers closes as unconfirmed (R48)."""
    return utc(task_made_at) + timedelta(days=policy.revisit.unconfirmed_days)

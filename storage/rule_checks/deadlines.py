"""Whether people were answered, and problems solved, in their time (R32-R36)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.vocabulary import CaseKind, DeadlineKind, DeadlineState, Role, Urgency
from storage.cases import Case
from storage.deadlines import Deadline
from storage.outgoing import Outgoing
from storage.rule_checks.looking import DEFECTS, Lines, Look, is_human

WORKING_DAY_AT_MOST = timedelta(days=12)
"""Longer than any row of holidays keeps a working day from coming."""
GENERAL_COMPLAINT = timedelta(days=3)
ANSWERS = frozenset(
    {"responded", "resolved", "call_reached", "enrolment_decided", "credited"}
    | {"adopted", "declined", "visit_agreed"}
)
TAKEN_BACK = "response_undelivered"
"""An answer that no channel could deliver was none."""
IN_CHARGE = frozenset({Role.MANAGER, Role.GENERAL_MANAGER})
_ABOUT = re.compile(r"deadline ([0-9]+) ")


def first_response(look: Look) -> Lines:
    """R32: a human's answer by the deadline, which is no longer than the policy says."""
    told = look.timelines(look.reported)
    for case, promise in _of_reported(look, DeadlineKind.FIRST_RESPONSE):
        if promise is None:
            yield Line(case.number, counted=False)
            continue
        if promise.state is DeadlineState.DROPPED or _is_open(look, promise):
            continue
        lost = {one.details.get("event") for one in told[case.id] if one.kind == TAKEN_BACK}
        answers = [
            one.at
            for one in told[case.id]
            if is_human(one) and one.kind in ANSWERS and one.id not in lost
        ]
        is_in_time = any(at <= promise.due_at for at in answers)
        changed = {one.kind for one in told[case.id]}
        was_extended = "extended" in changed
        became_urgent = "reclassified" in changed
        may_wait = case.opened_at + _longest_wait(look, None if became_urgent else case.urgency)
        yield Line(case.number, is_in_time and (promise.due_at <= may_wait or was_extended))


def _longest_wait(look: Look, urgency: Urgency | None) -> timedelta:
    """Of a case that has always been as urgent as that; None where it has changed on its way."""
    rules = look.numbers["first_response"]
    if urgency is Urgency.EMERGENCY:
        return timedelta(minutes=rules["emergency_minutes"])
    by_clock = rules["mode"] == "clock"
    return timedelta(hours=rules["clock_hours"]) if by_clock else WORKING_DAY_AT_MOST


def _of_reported(look: Look, kind: DeadlineKind) -> Iterator[tuple[Case, Deadline | None]]:
    """Each case of the time with its deadline of a kind, the first one that was made."""
    query = (
        select(Deadline)
        .join(Case, col(Case.id) == col(Deadline.case_id))
        .where(
            Case.estate_id == look.estate.id,
            look.within(col(Case.opened_at)),
            Deadline.kind == kind,
        )
        .order_by(col(Deadline.id).desc())
    )
    first = {one.case_id: one for one in look.session.exec(query)}
    for case in look.reported:
        yield case, first.get(case.id)


def _is_open(look: Look, promise: Deadline) -> bool:
    return promise.met_at is None and promise.due_at > look.until


def in_person(look: Look) -> Lines:
    """R33: what was told to the manager is the manager's; a complaint is answered in three days."""
    roles = {one.id: one.role for one in look.staff.values()}
    for case in look.reported:
        if case.in_person:
            yield Line(case.number, roles.get(case.handler_id or 0) in IN_CHARGE)
        elif case.kind is CaseKind.COMPLAINT:
            due = case.opened_at + GENERAL_COMPLAINT
            if case.first_responded_at is not None:
                yield Line(case.number, case.first_responded_at <= due)
            elif due <= look.until and case.closed_at is None:
                yield Line(case.number, counted=False)


def solved(look: Look) -> Lines:
    """R34: key issues in their hours; of all problems whose month is over, as many as are wanted.

    Where enough were solved, none of those that were not is a breach.
    """
    rules = look.numbers["deadlines"]
    hours = timedelta(hours=rules["key_solution_hours"])
    for case in look.reported:
        is_key = case.kind in DEFECTS and case.urgency is not Urgency.NORMAL
        if is_key and not _waits(look, case, hours):
            yield Line(case.number, _is_solved(case, hours))
    month = timedelta(days=rules["solution_days"])
    query = select(Case).where(
        Case.estate_id == look.estate.id,
        col(Case.kind).in_(DEFECTS),
        col(Case.state) != "withdrawn",
        col(Case.opened_at).between(look.since - month, look.until - month),
    )
    over = [(case, _is_solved(case, month)) for case in look.session.exec(query)]
    wanted = look.numbers["targets"]["solved_percent"]
    is_enough = sum(good for _, good in over) * 100 >= wanted * len(over)
    for case, good in over:
        yield Line(case.number, good or is_enough)


def _waits(look: Look, case: Case, time: timedelta) -> bool:
    return case.resolved_at is None and case.opened_at + time > look.until


def _is_solved(case: Case, time: timedelta) -> bool:
    return case.resolved_at is not None and case.resolved_at <= case.opened_at + time


def promises(look: Look) -> Lines:
    """R35: a reply time that was stated is kept; who waited in vain has an apology."""
    for case, promise in _due(look, DeadlineKind.PROMISE):
        if promise.state is not DeadlineState.DROPPED:
            yield Line(case.number, promise.met_at is not None and promise.met_at <= promise.due_at)


def _due(look: Look, *kinds: DeadlineKind) -> list[tuple[Case, Deadline]]:
    query = (
        select(Case, Deadline)
        .join(Deadline, col(Deadline.case_id) == col(Case.id))
        .where(
            Case.estate_id == look.estate.id,
            col(Deadline.kind).in_(kinds),
            look.within(col(Deadline.due_at)),
        )
        .order_by(col(Deadline.id))
    )
    return [(case, promise) for case, promise in look.session.exec(query)]


def escalated(look: Look) -> Lines:
    """R36: of a deadline that passed unmet, somebody of the staff was told when it did."""
    query = (
        select(Case, Deadline)
        .join(Deadline, col(Deadline.case_id) == col(Case.id))
        .where(
            Case.estate_id == look.estate.id,
            look.within(col(Deadline.fired_at)),
            Deadline.kind != DeadlineKind.REVISIT,
            Deadline.state == DeadlineState.FIRED,
        )
        .order_by(col(Deadline.id))
    )
    told = _told(look)
    for case, promise in look.session.exec(query):
        fired = promise.fired_at or promise.due_at
        yield Line(case.number, any(at >= promise.due_at for at in told[promise.id])
                   or _is_met_meanwhile(promise, fired))  # fmt: skip


def _is_met_meanwhile(promise: Deadline, fired: datetime) -> bool:
    """An answer that was taken back later may leave a deadline that nobody saw pass."""
    return promise.met_at is not None and promise.met_at <= fired


def _told(look: Look) -> dict[int, list[datetime]]:
    """When staff were told of which deadline, as the keys of the pushes name it."""
    query = select(Outgoing.unique_key, Outgoing.created_at).where(
        Outgoing.estate_id == look.estate.id,
        col(Outgoing.staff_id).is_not(None),
        look.within(col(Outgoing.created_at)),
        col(Outgoing.unique_key).contains(" deadline "),
    )
    told: dict[int, list[datetime]] = defaultdict(list)
    for key, at in look.session.exec(query):
        found = _ABOUT.search(key)
        if found is not None:
            told[int(found[1])].append(at)
    return told

"""Whether cases were handled, approved, told of and filed as they should be (R37-R46, R60, R70)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.vocabulary import CaseClass, CaseKind, CaseState, Closure, DeadlineKind, Role
from storage.case_archiving import Archive
from storage.cases import Case, CaseEvent
from storage.deadlines import Deadline
from storage.outgoing import Outgoing
from storage.rule_checks.looking import DEFECTS, HOUSE, Lines, Look
from storage.sign_offs import SignOff

NEXT_ROUND = frozenset({"not_fixed", "review"})
SIGNED = frozenset({"confirmation_told"})
MANAGERS = frozenset({Role.MANAGER, Role.GENERAL_MANAGER})
OFFICE = frozenset({Role.GENERAL_MANAGER, Role.AUDITOR})


def approved(look: Look) -> Lines:
    """R37: where the policy asks for it, a plan was approved in the round, by somebody else."""
    rules = look.numbers["approval"]
    resolved = look.happened("resolved")
    told = look.timelines(case for case, _ in resolved)
    for case, event in resolved:
        before = [one for one in told[case.id] if one.id < event.id]
        this_round = _since_round_began(before)
        round_ = 1 + sum(one.kind in NEXT_ROUND for one in before)
        class_then = CaseClass(case.case_class)
        if class_then in rules["classes"] or round_ >= rules["from_round"]:
            proposed = [one.by for one in this_round if one.kind == "proposed"]
            agreed = [one.by for one in this_round if one.kind == "plan_approve"]
            yield Line(case.number, bool(agreed and proposed and agreed[-1] != proposed[-1]))


def _since_round_began(events: Sequence[CaseEvent]) -> Sequence[CaseEvent]:
    begins = [n for n, one in enumerate(events) if one.kind in NEXT_ROUND]
    return events[begins[-1] :] if begins else events


def told_of_steps(look: Look) -> Lines:
    """R38: whoever reported a case was written to when it was done."""
    resolved = [(case, one) for case, one in look.happened("resolved") if case.reporter_id]
    told = _told_residents(look)
    for case, event in resolved:
        yield Line(case.number, (case.id, event.at) in told)


def _told_residents(look: Look) -> set[tuple[int, datetime]]:
    query = select(Outgoing.case_id, Outgoing.created_at).where(
        Outgoing.estate_id == look.estate.id,
        col(Outgoing.resident_id).is_not(None),
        look.within(col(Outgoing.created_at)),
    )
    return {(case_id, at) for case_id, at in look.session.exec(query) if case_id is not None}


def signed(look: Look) -> Lines:
    """R40: what a resident confirmed is signed by their answer, on paper, or told in writing."""
    mine = [case for case in look.closed
            if case.kind in DEFECTS and case.closure is Closure.CONFIRMED]  # fmt: skip
    told = look.timelines(mine)
    signatures = select(SignOff.case_id).where(col(SignOff.case_id).in_([one.id for one in mine]))
    with_signature = set(look.session.exec(signatures))
    for case in mine:
        ended = [one.by for one in told[case.id] if one.kind == "closed"]
        if ended and ended[-1] == HOUSE:
            continue  # they said that it is fixed, and then no more
        written = any(one.kind in SIGNED for one in told[case.id])
        yield Line(case.number, case.id in with_signature or written)


def results(look: Look) -> Lines:
    """R41: result, measures and improvement stand in the file of what was done."""
    for case in look.resolved:
        if case.anonymised_at is None and case.kind in DEFECTS:
            yield Line(case.number, all((case.result, case.measures, case.improvement)))


def next_rounds(look: Look) -> Lines:
    """R42: "not fixed" opens the next round, with measures to follow within hours."""
    yield from _rounds(look, "not_fixed")


def reviews(look: Look) -> Lines:
    """R43: a case that is looked at again has a deadline of its own."""
    yield from _rounds(look, "review")


def _rounds(look: Look, kind: str) -> Iterator[Line]:
    happened = look.happened(kind)
    hours = timedelta(hours=look.numbers["deadlines"]["special_measures_hours"])
    query = select(Deadline.case_id, Deadline.round, Deadline.due_at).where(
        Deadline.kind == DeadlineKind.SPECIAL_MEASURES,
        col(Deadline.case_id).in_([case.id for case, _ in happened]),
    )
    due: dict[tuple[int | None, int], list[datetime]] = {}
    for case_id, round_, at in look.session.exec(query):
        due.setdefault((case_id, round_), []).append(at)
    for case, event in happened:
        round_ = int(event.details.get("round", 0))
        in_time = any(at <= event.at + hours for at in due.get((case.id, round_), []))
        yield Line(case.number, case.round >= round_ > 1 and in_time)


def files(look: Look) -> Lines:
    """R46: a manager has signed the file of a case that is closed and has a result."""
    query = (
        select(Case, Archive)
        .join(Archive, col(Archive.case_id) == col(Case.id))
        .where(Case.estate_id == look.estate.id, look.within(col(Archive.at)))
    )
    for case, archive in look.session.exec(query):
        by = look.staff.get(archive.by)
        is_signed = by is not None and by.role in MANAGERS
        has_result = bool(case.result or case.anonymised_at) or case.kind not in DEFECTS
        is_reopened = case.round > archive.round
        is_ended = case.state is CaseState.CLOSED or is_reopened
        excused = case.closure is Closure.UNSATISFIED or is_reopened
        yield Line(case.number, is_signed and is_ended and (has_result or excused))


def suggestions(look: Look) -> Lines:
    """R60: a suggestion is adopted or not within a month, and a reason stands there."""
    days = timedelta(days=look.numbers["deadlines"]["suggestion_days"])
    query = select(Case).where(
        Case.estate_id == look.estate.id,
        Case.kind == CaseKind.SUGGESTION,
        col(Case.opened_at).between(look.since - days, look.until),
    )
    for case in look.session.exec(query):
        if case.state is CaseState.WITHDRAWN:
            continue
        due = case.opened_at + days
        ended = case.closed_at or look.until
        if case.adoption is not None:
            yield Line(case.number, ended <= due)
        elif look.since <= due <= look.until:
            yield Line(case.number, counted=False)


def about_staff(look: Look) -> Lines:
    """R70: whoever is complained of neither handles nor reads it, and the office has the result."""
    mine = [case for case in look.reported if case.not_for_id is not None]
    told = look.timelines(mine)
    names = {one.id: one.userid for one in look.staff.values()}
    pushed = _pushed(look, mine)
    office = {one.id for one in look.staff.values() if one.role in OFFICE and one.active}
    for case in mine:
        name = names.get(case.not_for_id or 0)
        acted = any(one.by == name for one in told[case.id])
        is_away = case.handler_id != case.not_for_id and not acted
        readers = pushed.get(case.id, set())
        informed = case.resolved_at is None or not office or bool(readers & office)
        yield Line(case.number, is_away and case.not_for_id not in readers and informed)


def _pushed(look: Look, cases: Sequence[Case]) -> dict[int, set[int | None]]:
    query = select(Outgoing.case_id, Outgoing.staff_id).where(
        col(Outgoing.case_id).in_([case.id for case in cases]),
        col(Outgoing.staff_id).is_not(None),
    )
    found: dict[int, set[int | None]] = {}
    for case_id, staff_id in look.session.exec(query):
        if case_id is not None:
            found.setdefault(case_id, set()).add(staff_id)
    return found

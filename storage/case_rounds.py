"""Rounds: a repair that the resident confirms, or the next round one rung higher (R42-R44)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.rounds import next_rung
from flows.rules.vocabulary import (
    RUNGS,
    CaseState,
    Closure,
    DeadlineKind,
    Role,
    Satisfaction,
)
from flows.wording.say import say
from storage.case_ending import close_case, end_revisit
from storage.cases import Case, note
from storage.deadlines import drop, meet
from storage.estates import policy_in_force
from storage.promises import promise_special_measures, reopen_solutions
from storage.staff import Staff, find_staff, in_chain, with_role
from storage.telling import brief, tell_reporter, tell_staff

RESIDENT = "resident"


def hear_fixed(session: Session, case: Case, *, by: str, now: datetime) -> None:
    """The resident says that it is fixed; how satisfied they are is asked next."""
    case.verdict_fixed = True
    case.revisited_at = now
    session.add(case)
    note(session, case, "revisit_fixed", by=by, now=now)


def hear_satisfaction(
    session: Session, case: Case, satisfaction: Satisfaction | None, *, by: str, now: datetime
) -> None:
    """Of a fixed case: 不满意 opens the next round, anything else confirms (R40, R42)."""
    case.verdict_satisfaction = satisfaction
    case.revisited_at = now
    session.add(case)
    label = "skipped" if satisfaction is None else satisfaction.value
    note(session, case, "revisit_satisfaction", by=by, now=now, text=label)
    if satisfaction is Satisfaction.DISSATISFIED:
        if case.state is not CaseState.OPEN:
            hear_not_fixed(session, case, by=by, now=now, fixed=case.verdict_fixed)
    elif case.verdict_fixed and case.state is CaseState.RESOLVED:
        close_case(session, case, Closure.CONFIRMED, by=by, now=now)


def hear_remark(session: Session, case: Case, remark: str, *, by: str, now: datetime) -> None:
    """The last words of a revisit complete the verdict; they change nothing else."""
    case.verdict_remark = remark
    session.add(case)
    note(session, case, "revisit_remark", by=by, now=now, text=remark)


def hear_not_fixed(
    session: Session,
    case: Case,
    *,
    by: str,
    now: datetime,
    why: str = "",
    fixed: bool | None = False,
) -> None:
    """The next round: one rung higher, measures within 24 hours, the manager told (R42, R44)."""
    policy = policy_in_force(session, case.estate_id, now)
    drop(session, case.id, DeadlineKind.APPROVAL, DeadlineKind.PROMISE)
    meet(session, case.id, now, DeadlineKind.REVISIT)
    end_revisit(session, case, now, talk_too=False)
    before = case.handler_id
    case.verdict_fixed = fixed
    case.revisited_at = now
    _begin_round(session, case)
    case.handler_id = _one_rung_up(session, case)
    session.add(case)
    session.flush()
    note(session, case, "not_fixed", by=by, now=now, text=why, round=case.round)
    reopen_solutions(session, case)
    promise_special_measures(session, case, now)
    _tell_round(session, case, policy, before, now)
    if by != RESIDENT:
        # Who says it in chat hears the answer there.
        _tell_resident(session, case, policy, now)


def review_case(
    session: Session, case: Case, member: Staff, reason: str, handler: Staff | None, now: datetime
) -> None:
    """R43: another handler looks again at the resident's request."""
    policy = policy_in_force(session, case.estate_id, now)
    before = case.handler_id
    _begin_round(session, case)
    case.handler_id = handler.id if handler is not None else _one_rung_up(session, case)
    session.add(case)
    note(session, case, "review", by=member.userid, now=now, text=reason, round=case.round)
    reopen_solutions(session, case)
    promise_special_measures(session, case, now)
    _tell_round(session, case, policy, before, now)
    _tell_resident(session, case, policy, now)


def _begin_round(session: Session, case: Case) -> None:
    case.state = CaseState.OPEN
    case.round += 1
    case.closure = None
    case.closed_at = None
    case.resolved_at = None
    case.promised_at = None
    case.accepted_at = None
    case.plan_text = case.plan_by = case.plan_decision = case.plan_reason = None
    session.add(case)


def _one_rung_up(session: Session, case: Case) -> int | None:
    """The next handler: who the present one reports to, else the estate's next rung, else lead.

    Whoever the complaint is about is passed by (R70); at the top it stays.
    """
    current = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    if current is not None and current.reports_to:
        above = find_staff(session, current.reports_to)
        if above is not None and in_chain(above, case.estate_id) and above.id != case.not_for_id:
            return above.id
    first = next_rung(None if current is None else current.role)
    for role in RUNGS[RUNGS.index(first) :]:
        for member in with_role(session, case.estate_id, role):
            if member.id != case.not_for_id:
                return member.id
    return case.handler_id


def _tell_round(
    session: Session, case: Case, policy: Policy, before: int | None, now: datetime
) -> None:
    told: dict[int, Staff] = {}
    for member_id in (case.handler_id, before):
        member = session.get(Staff, member_id) if member_id is not None else None
        if member is not None:
            told[member.id] = member
    roles = [Role.MANAGER]
    if case.round >= policy.rounds.general_manager_from:
        roles.append(Role.GENERAL_MANAGER)
    if not told:
        roles.append(Role.LEAD)
    for role in roles:
        told.update({member.id: member for member in with_role(session, case.estate_id, role)})
    tell_staff(
        session,
        case,
        told.values(),
        say("staff.next_round", case=brief(case)),
        key=f"round {case.round}",
        policy=policy,
        now=now,
    )


def _tell_resident(session: Session, case: Case, policy: Policy, now: datetime) -> None:
    tell_reporter(
        session,
        case,
        say("case.next_round", number=case.number),
        key=f"round {case.round}",
        policy=policy,
        now=now,
    )

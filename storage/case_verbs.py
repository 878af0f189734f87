"""The one door to a case: a verb of staff is judged, then done, in the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from flows.rules.case_life import MEETS, CaseFacts, PlanFacts, StaffFacts, bounded, check
from flows.rules.refusals import NotAllowed, Why
from flows.rules.verb_fields import check_fields, is_empty
from flows.rules.vocabulary import (
    CaseClass,
    DeadlineKind,
    DeadlineState,
    Role,
    Satisfaction,
    Urgency,
    Verb,
)
from storage.call_tasks import open_call_task
from storage.case_handling import (
    MESSAGE,
    accept_case,
    assign_case,
    close_unsatisfied,
    decide_plan,
    extend_deadline,
    propose_plan,
    reclassify_case,
    resolve_case,
    respond_to_case,
    take_back_response,
    withdraw_case,
)
from storage.case_rounds import (
    hear_fixed,
    hear_not_fixed,
    hear_remark,
    hear_satisfaction,
    review_case,
)
from storage.cases import Case, note
from storage.deadlines import live, meet
from storage.estates import policy_in_force
from storage.staff import Staff, find_staff, in_chain

__all__ = ["open_call_task", "perform", "take_back_response"]


def perform(
    session: Session,
    verb: Verb,
    case: Case,
    member: Staff,
    fields: Mapping[str, object],
    now: datetime,
    *,
    bound: Role | None = None,
) -> None:
    """Do a verb as a member of staff. Raises NotAllowed, and then nothing has changed.

    `fields` hold what the verb says: times as aware datetimes, choices as their words. The caller
    holds the case locked. `bound` is the highest role that the member may use here.
    """
    if not in_chain(member, case.estate_id):
        raise NotAllowed(Why.OTHER_ESTATE)
    policy = policy_in_force(session, case.estate_id, now)
    facts = case_facts(session, case)
    role = member.role if bound is None else bounded(member.role, bound)
    actor = StaffFacts(member.userid, role)
    named = _named(session, case, fields)
    named_facts = None if named is None else StaffFacts(named.userid, named.role)
    check(verb, facts, actor, policy=policy)
    check_fields(verb, facts, actor, fields, policy=policy, now=now, named=named_facts)
    given = {name: value for name, value in fields.items() if not is_empty(value)}
    _do(session, verb, case, member, given, named, now)
    meet(session, case.id, now, *MEETS.get(verb, ()))


def case_facts(session: Session, case: Case) -> CaseFacts:
    """What judging a verb needs to know of a case."""
    about = session.get(Staff, case.not_for_id) if case.not_for_id is not None else None
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    plan = None
    if case.plan_text is not None:
        decided = None if case.plan_decision is None else case.plan_decision == "approve"
        plan = PlanFacts(case.plan_by or "", decided)
    return CaseFacts(
        state=case.state,
        round=case.round,
        klass=case.case_class,
        urgency=case.urgency,
        handler=None if handler is None else handler.userid,
        about=None if about is None else about.userid,
        plan=plan,
        resolved_at=case.resolved_at,
        pending={
            deadline.kind: deadline.due_at
            for deadline in live(session, case.id, *DeadlineKind)
            if deadline.state is DeadlineState.PENDING
        },
    )


def _named(session: Session, case: Case, fields: Mapping[str, object]) -> Staff | None:
    userid = fields.get("handler")
    if not isinstance(userid, str):
        return None
    found = find_staff(session, userid)
    return found if found is not None and in_chain(found, case.estate_id) else None


def _do(
    session: Session,
    verb: Verb,
    case: Case,
    member: Staff,
    given: Mapping[str, object],
    named: Staff | None,
    now: datetime,
) -> None:
    def text(name: str) -> str:
        return str(given.get(name, "")).strip()

    match verb:
        case Verb.ACCEPT:
            accept_case(session, case, member, now)
        case Verb.RESPOND:
            promised = given.get("promised_at")
            respond_to_case(
                session,
                case,
                member,
                now,
                text=text("text"),
                promised_at=promised if isinstance(promised, datetime) else None,
                via=text("via") or MESSAGE,
            )
        case Verb.ASSIGN if named is not None:
            assign_case(session, case, member, named, now)
        case Verb.PROPOSE:
            propose_plan(session, case, member, text("plan"), now)
        case Verb.APPROVE:
            decide_plan(session, case, member, text("decision"), text("reason"), now)
        case Verb.RESOLVE:
            three = {name: text(name) for name in ("result", "measures", "improvement")}
            resolve_case(session, case, member, now, fields=three)
        case Verb.RECLASSIFY:
            case_class = CaseClass(text("class")) if "class" in given else None
            urgency = Urgency(text("urgency")) if "urgency" in given else None
            reclassify_case(session, case, member, case_class, urgency, now)
        case Verb.EXTEND:
            _extend(session, case, member, given, now)
        case Verb.WITHDRAW:
            withdraw_case(session, case, member.userid, text("reason"), now, tell=True)
        case Verb.REVISIT:
            _record_revisit(session, case, member, given, now)
        case Verb.CLOSE:
            close_unsatisfied(session, case, member, text("reason"), now)
        case Verb.REVIEW:
            review_case(session, case, member, text("reason"), named, now)
        case _:
            message = f"{verb} is judged allowed but nobody does it"
            raise AssertionError(message)


def _extend(
    session: Session, case: Case, member: Staff, given: Mapping[str, object], now: datetime
) -> None:
    kind, until = DeadlineKind(str(given["kind"])), given["until"]
    if not isinstance(until, datetime):
        raise NotAllowed(Why.NOT_A_TIME, field="until")
    for deadline in live(session, case.id, kind):
        if deadline.state is DeadlineState.PENDING:
            extend_deadline(session, case, member, deadline, until, str(given["reason"]), now)


def _record_revisit(
    session: Session, case: Case, member: Staff, given: Mapping[str, object], now: datetime
) -> None:
    """A revisit by voice or visit counts like the resident's own answers (R48)."""
    note(session, case, "revisited", by=member.userid, now=now, text=str(given["via"]))
    satisfaction = given.get("satisfaction")
    remark = str(given.get("remark", "")).strip()
    if remark:
        hear_remark(session, case, remark, by=member.userid, now=now)
    if given["fixed"] is True:
        hear_fixed(session, case, by=member.userid, now=now)
        grade = Satisfaction(str(satisfaction)) if satisfaction is not None else None
        hear_satisfaction(session, case, grade, by=member.userid, now=now)
        return
    if satisfaction is not None:
        case.verdict_satisfaction = Satisfaction(str(satisfaction))
        session.add(case)
    hear_not_fixed(session, case, by=member.userid, now=now, why=remark)

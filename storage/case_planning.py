"""The plan of a case: proposed by whoever handles it, decided on by a leader (R37)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.case_life import MEETS
from flows.rules.verb_fields import Decision
from flows.rules.vocabulary import RUNGS, Role, Verb
from flows.wording.say import plain, say
from storage.cases import Case, note
from storage.deadlines import meet
from storage.news import News
from storage.promises import promise_approval
from storage.rungs import handler_of
from storage.staff import Staff, chain, find_staff, staff_name
from storage.telling import brief, tell_staff_of, tell_step_of

LEADERS = RUNGS[RUNGS.index(Role.LEAD) :]


def propose_plan(session: Session, case: Case, member: Staff, plan: str, now: datetime) -> None:
    """方案: what is to be done, for a leader's approval (R37)."""
    case.plan_text, case.plan_by = plan, member.userid
    case.plan_decision = case.plan_reason = None
    session.add(case)
    event = note(session, case, "proposed", by=member.userid, now=now, text=plan)
    meet(session, case.id, now, *MEETS[Verb.PROPOSE])
    promise_approval(session, case, now)
    by = plain(staff_name(session, member))
    sentence = say("staff.approve_plan", case=brief(case), plan=plan, by=by)
    approvers = _approvers(session, case, member)
    tell_staff_of(session, case, event, approvers, sentence, pressable=False)


def decide_plan(
    session: Session, case: Case, member: Staff, decision: str, reason: str, now: datetime
) -> None:
    """同意 or 退回 (R37)."""
    case.plan_decision, case.plan_reason = decision, reason or None
    session.add(case)
    event = note(session, case, f"plan_{decision}", by=member.userid, now=now, text=reason)
    meet(session, case.id, now, *MEETS[Verb.APPROVE])
    proposer, handler = find_staff(session, case.plan_by or ""), handler_of(session, case)
    others = (one for one in (proposer, handler) if one is not None and one.id != member.id)
    told = {one.id: one for one in others}
    by = plain(staff_name(session, member))
    sentence = say(f"staff.plan_{decision}", number=case.number, reason=reason or "—", by=by)
    tell_staff_of(session, case, event, told.values(), sentence)
    if decision == Decision.APPROVE:
        decided = say("case.plan_decided", number=case.number)
        tell_step_of(session, case, event, decided, News.OUTLOOK)


def _approvers(session: Session, case: Case, proposer: Staff) -> list[Staff]:
    """The lowest leaders above whoever proposed; with nobody there, the highest of the others."""
    leaders = [
        one
        for one in chain(session, case.estate_id)
        if one.role in LEADERS and one.id not in {proposer.id, case.not_for_id}
    ]
    higher = [one.role for one in leaders if _height(one.role) > _height(proposer.role)]
    if higher:
        asked = min(higher, key=_height)
    else:
        asked = max((one.role for one in leaders), key=_height, default=Role.LEAD)
    return [one for one in leaders if one.role is asked]


def _height(role: Role) -> int:
    return RUNGS.index(role) if role in RUNGS else -1

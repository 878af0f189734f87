"""Which case a line in the staff's chat means, where it need not say the number."""

from sqlmodel import Session, col, or_, select

from bot.staff_lines import OF_MATTER, ChatVerb, StaffLine
from flows.rules.case_life import OF_KIND
from flows.rules.vocabulary import CaseState
from flows.wording.say import Say, say
from storage.case_archiving import archive_of
from storage.case_estate import doubted
from storage.cases import Case, find_case
from storage.enrolment import request_about
from storage.staff import Staff, in_chain
from storage.tasks import agreed_visit

IN_HAND = (CaseState.OPEN, CaseState.HANDLING)
CASES_LISTED = 10
CASES_LOOKED_AT = 200


def case_meant(session: Session, member: Staff, line: StaffLine) -> Case | Say:
    """The case that a line names, or the only one that it can mean; else what to say about it."""
    if line.number:
        case = find_case(session, line.number)
        if case is None or not _may_be_theirs(session, member, case, line.verb):
            return say("chat.unknown_case", number=line.number)
        return case
    waiting = _waiting(session, member, line.verb)
    if len(waiting) == 1:
        return waiting[0]
    if not waiting:
        return say("chat.no_case")
    numbers = "\n".join(case.number for case in waiting[:CASES_LISTED])
    return say("chat.which_case", numbers=numbers)


def _may_be_theirs(session: Session, member: Staff, case: Case, verb: ChatVerb) -> bool:
    """Their estate's; or one that may be, which 接单 claims."""
    is_claim = verb is ChatVerb.ACCEPT and member.estate_id in doubted(session, case)
    return is_claim or in_chain(member, case.estate_id)


def _waiting(session: Session, member: Staff, verb: ChatVerb) -> list[Case]:
    """The cases that a verb without a number may mean."""
    match verb:
        case ChatVerb.APPROVE | ChatVerb.RETURN:
            return _undecided(session, member)
        case ChatVerb.REVISIT | ChatVerb.SIGN_OFF:
            return _cases(session, member, CaseState.RESOLVED)
        case ChatVerb.ARCHIVE:
            closed = _cases(session, member, CaseState.CLOSED)
            return [case for case in closed if archive_of(session, case) is None]
        case ChatVerb.REARRANGE | ChatVerb.CALL_OFF:
            waiting = _cases(session, member, *IN_HAND, CaseState.RESOLVED)
            return [case for case in waiting if agreed_visit(session, case.id) is not None]
        case _ if verb in OF_MATTER:
            kind = OF_KIND.get(OF_MATTER[verb])
            return [one for one in _cases(session, member, *IN_HAND) if kind in {None, one.kind}]
        case _:
            return _in_hand(session, member)


def _in_hand(session: Session, member: Staff) -> list[Case]:
    """The member's own cases; without any, those of the estate that nobody has."""
    cases = _cases(session, member, *IN_HAND)
    mine = [case for case in cases if case.handler_id == member.id]
    return mine or [case for case in cases if case.handler_id is None]


def _undecided(session: Session, member: Staff) -> list[Case]:
    """Cases whose plan, or whose wish to be linked to a home, waits for this member's word."""
    return [
        case
        for case in _cases(session, member, *IN_HAND)
        if request_about(session, case.id) is not None
        or (case.plan_text and case.plan_decision is None and case.plan_by != member.userid)
    ]


def _cases(session: Session, member: Staff, *states: CaseState) -> list[Case]:
    """The newest of these states in the member's estate; none about the member (R70)."""
    is_theirs = or_(col(Case.not_for_id).is_(None), col(Case.not_for_id) != member.id)
    query = select(Case).where(col(Case.state).in_(states), is_theirs)
    query = query.order_by(col(Case.id).desc())
    if member.estate_id is not None:
        query = query.where(Case.estate_id == member.estate_id)
    return list(session.exec(query.limit(CASES_LOOKED_AT)))

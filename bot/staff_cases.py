"""Which case a line in the staff's chat means, where it need not say the number."""

from sqlmodel import Session

from bot.staff_lines import OF_MATTER, ChatVerb, StaffLine
from bot.staff_which import Which, several
from flows.rules.case_life import OF_KIND
from flows.rules.vocabulary import CaseState
from flows.understanding.intents import NUMBER
from flows.understanding.short_numbers import read_short
from flows.wording.say import Say, say
from storage.case_archiving import archive_of
from storage.case_estate import doubted
from storage.case_lists import IN_HAND, cases_in, cases_numbered
from storage.cases import Case, find_case
from storage.enrolment import request_about
from storage.staff import Staff, in_chain
from storage.tasks import TaskKind, agreed_visit, open_tasks


def case_meant(session: Session, member: Staff, line: StaffLine) -> Case | Which | Say:
    """The case that a line names, or those that it can mean; without any, what to say about it."""
    if line.number:
        return case_numbered(session, member, line.number, line.verb)
    waiting = _waiting(session, member, line.verb)
    if len(waiting) == 1:
        return waiting[0]
    return several(session, waiting) if waiting else say("chat.no_case")


def case_numbered(
    session: Session, member: Staff, typed: str, verb: ChatVerb | None = None
) -> Case | Which | Say:
    """The case of a number, whole or short, for that verb; without any, what to say about it."""
    short = None if NUMBER.fullmatch(typed) else read_short(typed)
    if short is not None:
        meant = cases_numbered(session, member, short)
        if len(meant) > 1:
            return several(session, meant)
        return meant[0] if meant else say("chat.unknown_case", number=typed)
    case = find_case(session, typed)
    if case is None or not _may_be_theirs(session, member, case, verb):
        return say("chat.unknown_case", number=typed)
    return case


def _may_be_theirs(session: Session, member: Staff, case: Case, verb: ChatVerb | None) -> bool:
    """Their estate's; or one that may be, which 接单 claims."""
    if in_chain(member, case.estate_id):
        return True
    return verb is ChatVerb.ACCEPT and member.estate_id in doubted(session, case)


def _waiting(session: Session, member: Staff, verb: ChatVerb) -> list[Case]:
    """The cases that a verb without a number may mean."""
    match verb:
        case ChatVerb.ACCEPT:
            return _unaccepted(session, member)
        case ChatVerb.APPROVE | ChatVerb.RETURN:
            return _undecided(session, member)
        case ChatVerb.REVISIT | ChatVerb.SIGN_OFF:
            return cases_in(session, member, CaseState.RESOLVED)
        case ChatVerb.ARCHIVE:
            closed = cases_in(session, member, CaseState.CLOSED)
            return [case for case in closed if archive_of(session, case) is None]
        case ChatVerb.REARRANGE | ChatVerb.CALL_OFF:
            waiting = cases_in(session, member, *IN_HAND, CaseState.RESOLVED)
            return [case for case in waiting if _may_have_visit(session, case, verb)]
        case _ if verb in OF_MATTER:
            kind = OF_KIND.get(OF_MATTER[verb])
            return [one for one in cases_in(session, member, *IN_HAND) if kind in {None, one.kind}]
        case _:
            return _in_hand(session, member)


def _may_have_visit(session: Session, case: Case, verb: ChatVerb) -> bool:
    """Whether a visit is agreed on, or, to be called off, has been offered at least."""
    if agreed_visit(session, case.id) is not None:
        return True
    offered = (task.kind is TaskKind.VISIT for task in open_tasks(session, case.id))
    return verb is ChatVerb.CALL_OFF and any(offered)


def _in_hand(session: Session, member: Staff) -> list[Case]:
    """The member's own cases; without any, those of the estate that nobody has."""
    cases = cases_in(session, member, *IN_HAND)
    mine = [case for case in cases if case.handler_id == member.id]
    return mine or [case for case in cases if case.handler_id is None]


def _unaccepted(session: Session, member: Staff) -> list[Case]:
    """What nobody has, and what was given to the member, who has not said yes to it."""
    return [
        case
        for case in cases_in(session, member, *IN_HAND)
        if case.handler_id is None or (case.handler_id == member.id and case.accepted_at is None)
    ]


def _undecided(session: Session, member: Staff) -> list[Case]:
    """Cases whose plan, or whose wish to be linked to a home, waits for this member's word."""
    return [
        case
        for case in cases_in(session, member, *IN_HAND)
        if request_about(session, case.id) is not None
        or (case.plan_text and case.plan_decision is None and case.plan_by != member.userid)
    ]

"""Who stands behind an audience, in person, in an estate's chain (R36)."""

from sqlmodel import Session

from flows.rules.escalation import Audience
from flows.rules.vocabulary import RUNGS, Role
from storage.cases import Case
from storage.deadlines import Deadline
from storage.staff import Staff, find_staff, in_chain, with_role
from storage.tasks import Task


def members(
    session: Session, case: Case, deadline: Deadline, audiences: tuple[Audience, ...]
) -> list[Staff]:
    """The people to tell, each once; whoever the complaint is about is not among them (R70)."""
    found: dict[int, Staff] = {}
    for audience in audiences:
        for member in _behind(session, case, deadline, audience):
            if member.id != case.not_for_id and member.active:
                found[member.id] = member
    return list(found.values())


def _behind(
    session: Session, case: Case, deadline: Deadline, audience: Audience
) -> list[Staff]:
    match audience:
        case Audience.HANDLER_ELSE_ASSISTANTS:
            return _in_charge(session, case, deadline)
        case Audience.ASSISTANTS:
            return with_role(session, case.estate_id, Role.ASSISTANT)
        case Audience.LEAD:
            return _rung_or_above(session, case, Role.LEAD)
        case Audience.MANAGER:
            return _rung_or_above(session, case, Role.MANAGER)
        case Audience.GENERAL_MANAGER:
            return _rung_or_above(session, case, Role.GENERAL_MANAGER)
        case Audience.NEXT_RUNG:
            return next_rung(session, case)
        case Audience.RESIDENT:
            return []


def next_rung(session: Session, case: Case) -> list[Staff]:
    """Who stands above the handler; the lead where there is no handler. At the top it stays."""
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    if handler is None or handler.role not in RUNGS:
        return _rung_or_above(session, case, Role.LEAD)
    above = find_staff(session, handler.reports_to) if handler.reports_to else None
    if above is not None and in_chain(above, case.estate_id):
        return [above]
    rung = min(RUNGS.index(handler.role) + 1, len(RUNGS) - 1)
    return _rung_or_above(session, case, RUNGS[rung])


def _in_charge(session: Session, case: Case, deadline: Deadline) -> list[Staff]:
    if deadline.task_id is not None:
        return with_role(session, case.estate_id, session.get_one(Task, deadline.task_id).role)
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    if handler is not None and handler.active:
        return [handler]
    return with_role(session, case.estate_id, Role.ASSISTANT)


def _rung_or_above(session: Session, case: Case, role: Role) -> list[Staff]:
    for rung in RUNGS[RUNGS.index(role) :]:
        found = with_role(session, case.estate_id, rung)
        if found:
            return found
    return []

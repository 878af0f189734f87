"""Who stands on which rung of an estate's chain, and who above whom (R36), past R70's exception.

Whoever is on leave is passed by, as long as somebody above them is there.
"""

from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience
from flows.rules.rounds import next_rung
from flows.rules.vocabulary import RUNGS, Role
from storage.cases import Case
from storage.leave import away, on_duty
from storage.staff import Staff, find_staff, in_chain, with_role

_ROLES = {
    Audience.ASSISTANTS: Role.ASSISTANT,
    Audience.LEAD: Role.LEAD,
    Audience.MANAGER: Role.MANAGER,
    Audience.GENERAL_MANAGER: Role.GENERAL_MANAGER,
}


def on_rung(session: Session, case: Case, role: Role, now: datetime) -> list[Staff]:
    """Those of a role who may have to do with a case; where there is none, of the next rung up."""
    return of_estate(session, case.estate_id, role, now, passed_by=case.not_for_id)


def of_estate(
    session: Session, estate_id: int, role: Role, now: datetime, *, passed_by: int | None = None
) -> list[Staff]:
    """Those of a role in an estate; where there is none, of the next rung up.

    Where all of them are on leave, the lowest are told all the same: nothing is told to nobody.
    """
    chosen: list[Staff] = []
    for rung in RUNGS[RUNGS.index(role) :]:
        found = [one for one in with_role(session, estate_id, rung) if one.id != passed_by]
        there = on_duty(session, found, now)
        if there:
            return there
        chosen = chosen or found
    return chosen


def above(session: Session, case: Case, member: Staff | None, now: datetime) -> list[Staff]:
    """Who stands one rung above a member: whom they report to, else the estate's next role.

    Above nobody stands the lead. At the top it stays.
    """
    superior = None if member is None else _superior(session, case, member, now)
    if superior is not None:
        return [superior]
    if member is not None and member.role is RUNGS[-1] and on_duty(session, [member], now):
        return [member]
    return on_rung(session, case, next_rung(None if member is None else member.role), now)


def audience(session: Session, case: Case, meant: Audience, now: datetime) -> list[Staff]:
    """Who stands behind an audience that does not depend on a deadline."""
    match meant:
        case Audience.HANDLER_ELSE_ASSISTANTS:
            handler = handler_of(session, case)
            if handler is None or not handler.active:
                return on_rung(session, case, Role.ASSISTANT, now)
            return on_duty(session, [handler], now) or above(session, case, handler, now)
        case Audience.NEXT_RUNG:
            return above(session, case, handler_of(session, case), now)
        case Audience.RESIDENT:
            return []
        case _:
            return on_rung(session, case, _ROLES[meant], now)


def handler_of(session: Session, case: Case) -> Staff | None:
    """Who handles a case, if somebody does."""
    return None if case.handler_id is None else session.get_one(Staff, case.handler_id)


def _superior(session: Session, case: Case, member: Staff, now: datetime) -> Staff | None:
    """The first on the way up who is there and may handle the case; a circle ends the way."""
    passed, gone = {member.userid}, away(session, now)
    above_them: Staff | None = member
    while above_them is not None and above_them.reports_to:
        above_them = find_staff(session, above_them.reports_to)
        if above_them is None or above_them.userid in passed:
            return None
        if above_them.role in RUNGS and _fits(case, above_them) and above_them.id not in gone:
            return above_them
        passed.add(above_them.userid)
    return None


def _fits(case: Case, member: Staff) -> bool:
    return member.id != case.not_for_id and in_chain(member, case.estate_id)

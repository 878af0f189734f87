"""Whoever works here no more has no case in hand: each goes to the next rung at once (R36)."""

from datetime import datetime

from sqlmodel import Session, col, select

from flows.rules.vocabulary import Role
from flows.wording.say import plain, say
from storage.case_handing_back import give_up_to
from storage.case_lists import IN_HAND, UNFINISHED
from storage.cases import Case, lock_case, note
from storage.rungs import above, on_rung
from storage.staff import Staff, staff_name
from storage.telling import brief, tell_staff_of, tell_step_of


def hand_on_cases(session: Session, member: Staff, *, by: str, now: datetime) -> int:
    """Give what somebody dismissed had in hand to whoever stands above them; returns how many.

    Whoever reported a case that is still worked on hears who has it now. The member is no longer
    active, and so stands in nobody's chain.
    """
    unfinished = (col(Case.handler_id) == member.id, col(Case.state).in_(UNFINISHED))
    ids = list(session.exec(select(Case.id).where(*unfinished).order_by(col(Case.id))))
    for case_id in ids:
        _hand_on(session, lock_case(session, case_id), member, by, now)
    return len(ids)


def _hand_on(session: Session, case: Case, member: Staff, by: str, now: datetime) -> None:
    superiors = above(session, case, member, now)
    # Above the general manager stands nobody: their cases begin with a lead again.
    others = [one for one in superiors if one.id != member.id]
    heirs = others or on_rung(session, case, Role.LEAD, now)
    heir = heirs[0] if heirs else None
    give_up_to(session, case, heir)
    event = note(
        session,
        case,
        "handed_on",
        by=by,
        now=now,
        text=f"{member.userid} → {heir.userid if heir else '—'}",
    )
    if heir is None:
        return
    left = plain(staff_name(session, member))
    tell_staff_of(session, case, event, [heir], say("staff.handed_on", case=brief(case), name=left))
    if case.state in IN_HAND:
        name = staff_name(session, heir)
        tell_step_of(session, case, event, say("case.assigned", number=case.number, handler=name))

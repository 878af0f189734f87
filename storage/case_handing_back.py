"""交回: a case that is beyond its handler goes to the next rung, with a proposal (R36)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import DeadlineKind
from flows.wording.say import plain, say
from storage.case_planning import propose_plan
from storage.cases import Case, note
from storage.deadlines import live
from storage.promises import schedule
from storage.rungs import above
from storage.staff import Staff, staff_name
from storage.telling import brief, tell_staff_of, tell_step_of


def hand_back_case(
    session: Session, case: Case, member: Staff, now: datetime, *, reason: str, proposal: str
) -> None:
    """Give a case to the next rung; all deadlines run on. Raises NotAllowed at the top.

    Nobody has accepted it then: an unaccepted emergency alarms again. The proposal is a plan that
    whoever gets the case can approve (R37).
    """
    superiors = [one for one in above(session, case, member, now) if one.id != member.id]
    if not superiors:
        raise NotAllowed(Why.NOBODY_ABOVE)
    give_up_to(session, case, superiors[0])
    event = note(session, case, "handed_back", by=member.userid, now=now, text=reason,
                 to=superiors[0].userid)  # fmt: skip
    by = plain(staff_name(session, member))
    sentence = say("staff.handed_back", case=brief(case), by=by, reason=plain(reason))
    tell_staff_of(session, case, event, superiors[:1], sentence)
    handler = staff_name(session, superiors[0])
    tell_step_of(session, case, event, say("case.assigned", number=case.number, handler=handler))
    if proposal:
        propose_plan(session, case, member, proposal, now)


def give_up_to(session: Session, case: Case, handler: Staff | None) -> None:
    """Another handles the case, and has not accepted it yet: an emergency alarms again."""
    case.handler_id = None if handler is None else handler.id
    case.accepted_at = None
    session.add(case)
    session.flush()
    for deadline in live(session, case.id, DeadlineKind.FIRST_RESPONSE):
        schedule(session, deadline, case)

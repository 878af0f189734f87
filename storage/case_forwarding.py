"""转报修: what of a complaint wants repairing is a repair of its own, linked both ways (R39)."""

from datetime import datetime

from sqlmodel import Session, col, select

from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import CaseKind, Urgency
from flows.understanding.case_reading import class_of, urgency_of
from flows.wording.say import say
from storage.case_opening import NewCase, open_case
from storage.cases import Case, note
from storage.deadlines import deadlines_of
from storage.incidents import UNDER_WAY
from storage.staff import Staff
from storage.telling import tell_reporter_of


def forward_case(
    session: Session,
    case: Case,
    member: Staff,
    now: datetime,
    *,
    text: str = "",
    urgency: Urgency | None = None,
) -> Case:
    """Open the repair; whoever complained reports it too, and hears both numbers.

    Raises NotAllowed while an earlier repair of the same is under way.
    """
    what = text or case.text
    for earlier in repairs_of(session, case.id):
        if earlier.state in UNDER_WAY and what in {case.text, earlier.text}:
            raise NotAllowed(Why.ALREADY_FORWARDED, repair=earlier.number, field="text")
    repair = open_case(
        session,
        NewCase(
            estate_id=case.estate_id,
            kind=CaseKind.REPAIR,
            case_class=class_of(what, CaseKind.REPAIR),
            urgency=urgency or urgency_of(what),
            text=what,
            source=case.source,
            place=case.place,
            home_id=case.home_id,
            reporter_id=case.reporter_id,
            identity_id=case.identity_id,
            not_for_id=case.not_for_id,
            forwarded_from_id=case.id,
            by=member.userid,
        ),
        now,
    )
    event = note(session, case, "forwarded", by=member.userid, now=now, text=repair.number)
    due = deadlines_of(session, repair.id)[0].due_at
    sentence = say("case.forwarded", number=case.number, repair=repair.number, due=due)
    tell_reporter_of(session, case, event, sentence)
    return repair


def repairs_of(session: Session, case_id: int) -> list[Case]:
    """The repairs that a complaint was forwarded as, in order."""
    query = select(Case).where(Case.forwarded_from_id == case_id).order_by(col(Case.id))
    return list(session.exec(query))

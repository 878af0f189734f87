"""补充: what a resident adds by voice to a report joins its file, and its handler hears."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience
from flows.rules.vocabulary import Role, ToldBy, Urgency
from flows.wording.say import say
from storage.cases import Case, note, said_by
from storage.rungs import audience, on_rung
from storage.staff import Staff
from storage.telling import brief, tell_staff_of


def add_words(
    session: Session, case: Case, member: Staff, text: str, told_by: ToldBy, now: datetime
) -> None:
    """Keep the words as the reporter's; that they were taken down is no answer (R32)."""
    event = note(
        session, case, "added", by=member.userid, now=now, text=text, told_by=told_by.value
    )
    said_by(session, event, case.reporter_id)
    told = audience(session, case, Audience.HANDLER_ELSE_ASSISTANTS, now)
    if case.handler_id is None and case.urgency is Urgency.EMERGENCY:
        told += on_rung(session, case, Role.LEAD, now)
    others = [one for one in told if one.id != member.id]
    sentence = say("staff.added", case=brief(case), text=text)
    tell_staff_of(session, case, event, others, sentence)

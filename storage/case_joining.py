"""合并: staff find that a report is one with another's; it ends, and who made it hears of that one.

What a resident answers to "is it the same?" in a conversation, staff key in for a caller (R31).
"""

from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import DeadlineKind, DeadlineState, Urgency
from flows.wording.say import say
from storage.case_handling import reclassify_case
from storage.case_settling import withdraw_case
from storage.cases import Case, find_case, lock_case, note
from storage.deadlines import live
from storage.followers import followers_of
from storage.incidents import Joining, join, may_be_shared
from storage.rungs import audience
from storage.staff import Staff
from storage.tasks import agreed_visit
from storage.telling import (
    STAFF_LANGUAGE,
    brief,
    in_words,
    tell_reporter_of,
    tell_staff_of,
)

PROMISED_APART = (DeadlineKind.PROMISE, DeadlineKind.SPECIAL_MEASURES)
"""What is promised about a case beyond what any report is promised."""


def join_case(session: Session, case: Case, member: Staff, into: str, now: datetime) -> None:
    """End a case as one with the case of that number; all who reported it follow that one.

    That one is raised to the urgency of this one. Raises NotAllowed where a promise or a visit
    would be lost.
    """
    incident = _incident(session, case, into)
    _refuse_a_loss(session, case)
    people = _people(session, case)
    _tell_who_wrote(session, case, member, incident, now)
    reason = in_words(session, say("join.reason", number=incident.number), STAFF_LANGUAGE)
    for follower in followers_of(session, case.id):
        session.delete(follower)
    case.joined_to_id, case.joined = incident.id, 0
    withdraw_case(session, case, member.userid, reason, now, tell=False)
    for one in people:
        if one.resident_id != incident.reporter_id:
            join(session, incident, one, now, by=member.userid)
    ranks = list(Urgency)
    if ranks.index(case.urgency) > ranks.index(incident.urgency):
        urgency = case.urgency
        reclassify_case(session, incident, member, now, case_class=None, urgency=urgency)
    event = note(session, incident, "took_in", by=member.userid, now=now, text=case.number)
    told = audience(session, incident, Audience.HANDLER_ELSE_ASSISTANTS, now)
    others = [one for one in told if one.id != member.id]
    sentence = say("staff.joined", case=brief(incident), text=case.text)
    tell_staff_of(session, incident, event, others, sentence)


def _incident(session: Session, case: Case, number: str) -> Case:
    """The other case, held until the commit."""
    if not may_be_shared(case):
        raise NotAllowed(Why.NOT_SHARED)
    found = find_case(session, number)
    if found is None or found.id == case.id or found.estate_id != case.estate_id:
        raise NotAllowed(Why.NO_INCIDENT, into=number)
    incident = lock_case(session, found.id)
    if not may_be_shared(incident):
        raise NotAllowed(Why.NO_INCIDENT, into=number)
    return incident


def _refuse_a_loss(session: Session, case: Case) -> None:
    for deadline in live(session, case.id, *PROMISED_APART):
        if deadline.state is DeadlineState.PENDING:
            raise NotAllowed(Why.PROMISED_APART, kind=deadline.kind, due=deadline.due_at)
    visit = agreed_visit(session, case.id)
    if visit is not None and visit.appointment_at is not None:
        raise NotAllowed(Why.VISIT_ARRANGED, at=visit.appointment_at)


def _people(session: Session, case: Case) -> list[Joining]:
    """Whoever reported the case, and who joined it before."""
    followers = [
        Joining(one.resident_id, one.identity_id, one.home_id, one.inbound_id, one.text)
        for one in followers_of(session, case.id)
    ]
    if case.reporter_id is None:
        return followers
    reporter = Joining(case.reporter_id, case.identity_id, case.home_id, None, case.text)
    return [reporter, *followers]


def _tell_who_wrote(
    session: Session, case: Case, member: Staff, incident: Case, now: datetime
) -> None:
    """Whoever was spoken to knows already; who wrote, or joined in writing, hears where it goes."""
    event = note(session, case, "joined_to", by=member.userid, now=now, text=incident.number)
    sentence = say("case.joined_to", number=case.number, incident=incident.number)
    spoken_to = case.reporter_id if case.identity_id is None else None
    tell_reporter_of(session, case, event, sentence, for_followers=sentence, but=spoken_to)

"""A report by a stranger before anybody knows from which estate: all that may be meant are told.

The case lies in the first of them meanwhile. Its timeline keeps which may be meant, until the
reporter says it or a member of staff takes it.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind, Role
from flows.wording.say import say
from storage.cases import Case, note, timeline
from storage.deadlines import live
from storage.estates import Estate, Home, homes_written
from storage.promises import schedule
from storage.rungs import handler_of, of_estate
from storage.staff import Staff, in_chain
from storage.telling import brief, tell_staff_of

UNKNOWN, KNOWN = "estate_unknown", "estate_known"
ON_DUTY = (Role.ASSISTANT, Role.LEAD)


def doubt_estate(session: Session, case: Case, estates: Iterable[Estate], now: datetime) -> None:
    """Tell those on duty in all estates that may be meant, at once."""
    ids = [estate.id for estate in estates]
    event = note(session, case, UNKNOWN, by="huiyin", now=now, estates=ids)
    sentence = say("staff.which_estate", case=brief(case), number=case.number)
    tell_staff_of(session, case, event, on_duty_where_meant(session, case, now), sentence)


def doubted(session: Session, case: Case) -> list[int]:
    """The ids of the estates that may be meant, while nobody knows; empty once it is known."""
    meant: list[int] = []
    for event in timeline(session, case.id):
        if event.kind == UNKNOWN:
            meant = list(event.details.get("estates", ()))
        elif event.kind == KNOWN:
            meant = []
    return meant


def on_duty_where_meant(session: Session, case: Case, now: datetime) -> list[Staff]:
    """Who is to hear of a case while nobody knows its estate; nobody once it is known."""
    ids = doubted(session, case)
    return _once(member for estate_id in ids for member in _on_duty(session, estate_id, now))


def settle_estate(session: Session, case: Case, estate: Estate, *, by: str, now: datetime) -> None:
    """The estate is known: the case moves there, its staff are told, and the others that it has.

    Whoever has taken it elsewhere handles it no more: it is nobody's again until somebody there is.
    """
    others = [one for one in doubted(session, case) if one != estate.id]
    if case.estate_id != estate.id:
        _move(session, case, estate)
    event = note(session, case, KNOWN, by=by, now=now, text=estate.name)
    ours = _on_duty(session, estate.id, now)
    name = estate.name
    tell_staff_of(session, case, event, ours, say("staff.our_estate", case=brief(case), name=name))
    theirs = [member for one in others for member in _on_duty(session, one, now)]
    told = [one for one in _once(theirs) if one.id not in {member.id for member in ours}]
    sentence = say("staff.other_estate", number=case.number, name=name)
    tell_staff_of(session, case, event, told, sentence)


def claim_estate(session: Session, case: Case, member: Staff, now: datetime) -> None:
    """Whoever takes a case from an estate that may be meant says by this that it is meant."""
    if not in_chain(member, case.estate_id) and member.estate_id in doubted(session, case):
        estate = session.get_one(Estate, member.estate_id)
        settle_estate(session, case, estate, by=member.userid, now=now)


def _move(session: Session, case: Case, estate: Estate) -> None:
    home = None if case.home_id is None else session.get_one(Home, case.home_id)
    written = [] if home is None else homes_written(session, home.code, estate.id)
    case.home_id = written[0].id if written else None
    case.estate_id = estate.id
    handler = handler_of(session, case)
    if handler is not None and not in_chain(handler, estate.id):
        case.handler_id = case.accepted_at = None
    session.add(case)
    session.flush()
    for deadline in live(session, case.id, DeadlineKind.FIRST_RESPONSE):
        schedule(session, deadline, case)


def _on_duty(session: Session, estate_id: int, now: datetime) -> list[Staff]:
    return _once(member for role in ON_DUTY for member in of_estate(session, estate_id, role, now))


def _once(members: Iterable[Staff]) -> list[Staff]:
    return list({member.id: member for member in members}.values())

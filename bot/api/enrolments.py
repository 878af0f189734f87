"""Wishes to be linked to a home that wait for a member of staff who has checked who it is (R66)."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import PAGE_MAX, Asked
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import not_found
from bot.api.paging import newest_first
from bot.api.showing import Shown, case_json
from bot.api.texts import is_case_number
from bot.staff_enrolment import decide_enrolment
from flows.rules.case_life import may
from flows.rules.refusals import NotAllowed, Why
from flows.rules.verb_fields import Decision
from flows.rules.vocabulary import RUNGS, Verb
from storage.cases import Case, find_case, lock_case
from storage.database import zone_of
from storage.enrolment import EnrolmentRequest, request_about
from storage.estates import Home
from storage.keys import keyring
from storage.staff import in_chain

REASON_LONGEST = 500


def list_enrolments(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Who wishes to be linked to which home, undecided."""
    query = select(EnrolmentRequest).where(col(EnrolmentRequest.decided_at).is_(None))
    requests, cursor = newest_first(session, query, EnrolmentRequest.id, asked.query.page(PAGE_MAX))
    zone = zone_of(session)
    items = [
        {
            "about": session.get_one(Case, one.case_id).number,
            "home": session.get_one(Home, one.home_id).code,
            "name": keyring(session).open(one.name_sealed),
            "role": one.role,
            "made_at": one.made_at.astimezone(zone).isoformat(),
        }
        for one in requests
    ]
    return {"items": items, "next": cursor}


def decide(session: Session, asked: Asked, now: datetime) -> Shown:
    """Approve or return a wish, in the name of whoever has checked it; Problem 404 without one."""
    fields = asked.fields
    fields.refuse_others("by", "decision", "reason")
    actor = actor_of(session, asked.caller, fields.needed_text("by", USERID_LONGEST))
    number = asked.path["number"]
    found = find_case(session, number) if is_case_number(number) else None
    if found is None:
        raise not_found(f"there is no case {number}")
    if not in_chain(actor.member, found.estate_id):
        raise NotAllowed(Why.OTHER_ESTATE)
    if not may(actor.role, Verb.RESPOND):
        raise NotAllowed(Why.ROLE, verb="approve", role=actor.role, needed=RUNGS[0])
    case = lock_case(session, found.id)
    request = request_about(session, case.id)
    if request is None:
        raise not_found(f"no wish to be linked waits in {number}")
    decide_enrolment(
        session,
        case,
        request,
        actor.member,
        now,
        granted=fields.needed_word("decision", Decision) is Decision.APPROVE,
        reason=fields.text("reason", REASON_LONGEST),
        via=via(asked),
    )
    return case_json(session, case)

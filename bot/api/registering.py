"""Reports that came by phone, visit, letter, talk or inspection, registered by staff (R25-R27)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.api.asked import Asked, Fields
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import bad_value, missing
from bot.api.showing import Shown, case_json
from bot.api.texts import read_phone
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import CaseClass, CaseKind, RegisteredSource, Role, Urgency
from storage.callers import Caller
from storage.estates import Estate, Home, estates, homes_written, policy_in_force
from storage.incidents import similar_to
from storage.registration import Registration, register_report
from storage.staff import Staff, find_staff, in_chain

FIELDS = (
    "by", "source", "kind", "text", "home", "name", "phone", "class", "urgency", "place", "estate",
    "about", "in_person", "for_whom",
)  # fmt: skip
NAME_LONGEST = 100
PHONE_LONGEST = 40
PLACE_LONGEST = 200


@dataclass(frozen=True)
class Whereabouts:
    """The estate that a report belongs to, and the home in it if it is about one."""

    estate: Estate
    home: Home | None = None


def register_case(session: Session, asked: Asked, now: datetime) -> Shown:
    """Register a report in the name of the member of staff whom it reached."""
    fields = asked.fields
    fields.refuse_others(*FIELDS)
    actor = actor_of(session, asked.caller, fields.needed_text("by", USERID_LONGEST))
    if actor.role is Role.AUDITOR:
        raise NotAllowed(Why.ROLE, verb="register", role=actor.role, needed=Role.TECHNICIAN)
    where = _where(session, fields, actor.member)
    policy = policy_in_force(session, where.estate.id, now)
    told = Registration(
        where.estate,
        where.home,
        fields.needed_word("source", RegisteredSource),
        fields.needed_word("kind", CaseKind),
        fields.needed_text("text", policy.conversation.text_characters_max),
        caller_told(fields),
        place=fields.text("place", PLACE_LONGEST),
        case_class=fields.word("class", CaseClass),
        urgency=fields.word("urgency", Urgency),
        about=_about(session, fields, where.estate),
        in_person=_in_person(fields),
        for_whom=fields.text("for_whom", NAME_LONGEST),
    )
    case = register_report(session, told, actor.member, now, via=via(asked))
    similar = similar_to(session, case, policy, now)
    return case_json(session, case) | {"similar": [one.number for one in similar]}


def _where(session: Session, fields: Fields, member: Staff) -> Whereabouts:
    """The estate named, else that of the home, else the member's own, else the only one."""
    possible = _estates(session, fields.text("estate", NAME_LONGEST), member)
    code = fields.text("home", NAME_LONGEST)
    homes = {home.estate_id: home for home in homes_written(session, code)} if code else {}
    if code:
        possible = [estate for estate in possible if estate.id in homes]
        if not possible:
            raise bad_value(f"home: there is no home {code} in the estate")
    if len(possible) != 1:
        names = ", ".join(estate.name for estate in possible)
        raise missing("estate", f"; it may be any of {names}" if names else "; there is none yet")
    return Whereabouts(possible[0], homes.get(possible[0].id))


def _estates(session: Session, name: str, member: Staff) -> list[Estate]:
    known = estates(session)
    if not name:
        return [estate for estate in known if in_chain(member, estate.id)]
    named = [estate for estate in known if estate.name == name]
    if not named:
        raise bad_value(f"estate: there is no estate {name}")
    if not in_chain(member, named[0].id):
        raise NotAllowed(Why.OTHER_ESTATE)
    return named


def _about(session: Session, fields: Fields, estate: Estate) -> Staff | None:
    """Whom of the staff a complaint is about (R70)."""
    userid = fields.text("about", USERID_LONGEST)
    if not userid:
        return None
    if fields.needed_word("kind", CaseKind) is not CaseKind.COMPLAINT:
        raise bad_value("about: only a complaint is about a member of staff")
    member = find_staff(session, userid)
    if member is None or not in_chain(member, estate.id):
        raise bad_value(f"about: there is no staff member {userid} in the estate")
    return member


def _in_person(fields: Fields) -> bool | None:
    """Whether a complaint is for the manager alone (R33); None where nobody says."""
    if fields.given.get("in_person") is None:
        return None
    wanted = fields.needed_truth("in_person")
    if wanted and fields.needed_word("kind", CaseKind) is not CaseKind.COMPLAINT:
        raise bad_value("in_person: only a complaint is for the manager in person")
    return wanted


def caller_told(fields: Fields) -> Caller:
    """The name and number of whoever spoke to the staff; Problem 400 for what is no number."""
    typed = fields.text("phone", PHONE_LONGEST)
    phone = read_phone(typed) if typed else ""
    if phone is None:
        raise bad_value("phone is not a phone number, as +8613800000000 or 13800000000")
    return Caller(fields.text("name", NAME_LONGEST), phone)

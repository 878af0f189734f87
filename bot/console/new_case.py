"""A new case for what came by phone, visit, letter, talk or inspection (R25-R27)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlmodel import Session

from bot.api.registering import NAME_LONGEST, PLACE_LONGEST
from bot.api.texts import read_phone
from bot.console.asked import Answer, Asked, Go, Page, Route
from bot.console.service import VIA
from bot.console.verb_forms import typed_in
from flows.rules.vocabulary import CaseClass, CaseKind, RegisteredSource, Urgency
from storage.callers import Caller
from storage.estates import Estate, Home, estates, homes_written, policy_in_force
from storage.registration import Registration, register_report
from storage.staff import Staff, chain, find_staff, in_chain, staff_name

USUAL = (RegisteredSource.PHONE, RegisteredSource.VISIT, RegisteredSource.LETTER)
BAD_REQUEST = 400
M = TypeVar("M", bound=StrEnum)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a form: the field, and the key of the sentence."""

    field: str
    key: str


class BadReport(Exception):
    """The form cannot become a case."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(key)
        self.fault = Fault(field, key)


def show_form(session: Session, asked: Asked, _now: datetime) -> Page:
    """An empty form; its address may carry a home or a number that the board was asked for."""
    known = {name: asked.query[name] for name in ("home", "phone") if name in asked.query}
    return _page(session, asked, known, None)


def take_form(session: Session, asked: Asked, now: datetime) -> Answer:
    """Open the case, and go to it; or show what is missing, with all that was typed."""
    try:
        told = _told(session, asked, now)
    except BadReport as bad:
        return _page(session, asked, typed_in(asked), bad.fault)
    case = register_report(session, told, asked.member, now, via=VIA)
    return Go(f"/console/cases/{case.number}", "said.registered", case.number)


ROUTES = (
    Route("new_case", "GET", "/cases/new", show_form),
    Route("new_case.take", "POST", "/cases/new", take_form),
)


def _page(session: Session, asked: Asked, typed: Mapping[str, str], fault: Fault | None) -> Page:
    possible = _estates(session, asked.member)
    people = {one.id: one for estate in possible for one in chain(session, estate.id)}
    values = {
        "typed": typed,
        "fault": fault,
        "estates": [estate.name for estate in possible],
        "sources": [*USUAL, *(one for one in RegisteredSource if one not in USUAL)],
        "kinds": list(CaseKind),
        "classes": list(CaseClass),
        "urgencies": list(Urgency),
        "people": [(one.userid, staff_name(session, one)) for one in people.values()],
    }
    return Page("new_case.html", values, BAD_REQUEST if fault else 200)


def _told(session: Session, asked: Asked, now: datetime) -> Registration:
    estate, home = _where(session, asked)
    text = asked.field("text")
    most = policy_in_force(session, estate.id, now).conversation.text_characters_max
    if not text or len(text) > most:
        raise BadReport("text", "new_case.no_text" if not text else "new_case.long_text")
    kind = _word(CaseKind, asked, "kind") or CaseKind.COMPLAINT
    about = _about(session, asked, estate, kind)
    is_complaint = kind is CaseKind.COMPLAINT
    return Registration(
        estate,
        home,
        _word(RegisteredSource, asked, "source") or RegisteredSource.PHONE,
        kind,
        text,
        _caller(asked),
        place=asked.field("place")[:PLACE_LONGEST],
        case_class=_word(CaseClass, asked, "class"),
        urgency=_word(Urgency, asked, "urgency"),
        about=about,
        in_person=True if is_complaint and asked.field("in_person") else None,
        for_whom=asked.field("for_whom")[:NAME_LONGEST],
    )


def _where(session: Session, asked: Asked) -> tuple[Estate, Home | None]:
    """The estate named, or the one of the home, or the only one."""
    possible = _estates(session, asked.member)
    named = [one for one in possible if one.name == asked.field("estate")]
    possible = named or possible
    code = asked.field("home")
    homes = {home.estate_id: home for home in homes_written(session, code)} if code else {}
    if code:
        possible = [estate for estate in possible if estate.id in homes]
        if not possible:
            raise BadReport("home", "new_case.no_home")
    if len(possible) != 1:
        raise BadReport("estate", "new_case.which_estate")
    return possible[0], homes.get(possible[0].id)


def _estates(session: Session, member: Staff) -> list[Estate]:
    return [estate for estate in estates(session) if in_chain(member, estate.id)]


def _about(session: Session, asked: Asked, estate: Estate, kind: CaseKind) -> Staff | None:
    """Whom a complaint is about (R70)."""
    userid = asked.field("about")
    if not userid:
        return None
    member = find_staff(session, userid)
    if kind is not CaseKind.COMPLAINT or member is None or not in_chain(member, estate.id):
        raise BadReport("about", "new_case.not_about")
    return member


def _caller(asked: Asked) -> Caller:
    typed = asked.field("phone")
    phone = read_phone(typed) if typed else ""
    if phone is None:
        raise BadReport("phone", "new_case.bad_phone")
    return Caller(asked.field("name")[:NAME_LONGEST], phone)


def _word(words: type[M], asked: Asked, name: str) -> M | None:
    return next((one for one in words if one.value == asked.field(name)), None)

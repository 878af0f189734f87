"""A report that reached the staff becomes a case like any other (R25-R27)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.rules.vocabulary import CaseClass, CaseKind, RegisteredSource, Source, Urgency
from flows.understanding.case_reading import class_of, urgency_of
from flows.understanding.intents import Intent, read_intent
from flows.understanding.proxies import read_for_whom
from storage.audit import CHAT, audit
from storage.callers import Caller, reporter_of
from storage.case_opening import NewCase, open_case
from storage.cases import Case
from storage.estates import Estate, Home
from storage.keys import keyring
from storage.staff import Staff
from storage.staff_named import not_for
from storage.upload_offers import text_upload_link


@dataclass(frozen=True)
class Registration:
    """What a member of staff was told; class and urgency are read from the words if left out.

    So is whom of the staff a complaint is `about`, where it names one alone (R70), whether it is
    for the manager `in_person` (R33), and `for_whom` the caller speaks.
    """

    estate: Estate
    home: Home | None
    source: RegisteredSource
    kind: CaseKind
    text: str
    caller: Caller
    place: str = ""
    case_class: CaseClass | None = None
    urgency: Urgency | None = None
    about: Staff | None = None
    in_person: bool | None = None
    for_whom: str = ""


def register_report(
    session: Session, told: Registration, member: Staff, now: datetime, *, via: str = CHAT
) -> Case:
    """Open the case in the name of whoever took the report; its reporter is texted a link (R30)."""
    code = "" if told.home is None else told.home.code
    about = told.about or not_for(session, [told.estate.id], told.kind, told.text)
    new = NewCase(
        estate_id=told.estate.id,
        kind=told.kind,
        case_class=told.case_class or class_of(told.text, told.kind),
        urgency=told.urgency or urgency_of(told.text),
        text=told.text,
        source=Source(told.source.value),
        place=told.place or code,
        home_id=None if told.home is None else told.home.id,
        reporter_id=reporter_of(session, told.caller, told.estate, told.home, now),
        by=member.userid,
        not_for_id=None if about is None else about.id,
        in_person=_is_for_manager(told),
    )
    case = open_case(session, new, now)
    for_whom = told.for_whom or read_for_whom(told.text)
    if for_whom:
        case.for_whom_sealed = keyring(session).seal(for_whom)
        session.add(case)
    audit(session, "register", f"case {case.number}", by=member.userid, via=via, now=now)
    text_upload_link(session, case, told.caller.phone, now)
    return case


def _is_for_manager(told: Registration) -> bool:
    """R33: a complaint, and only one, may be for the manager in person."""
    if told.in_person is not None:
        return told.in_person
    reading = read_intent(told.text)
    is_wish = reading is not None and reading.intent is Intent.MANAGER
    return is_wish and told.kind is CaseKind.COMPLAINT

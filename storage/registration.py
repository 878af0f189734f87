"""A report that reached the staff becomes a case like any other (R25-R27)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.rules.vocabulary import CaseClass, CaseKind, RegisteredSource, Source, Urgency
from flows.understanding.case_reading import class_of, urgency_of
from storage.audit import CHAT, audit
from storage.callers import Caller, reporter_of
from storage.case_opening import NewCase, open_case
from storage.cases import Case
from storage.estates import Estate, Home
from storage.staff import Staff
from storage.staff_named import not_for


@dataclass(frozen=True)
class Registration:
    """What a member of staff was told; class and urgency are read from the words if left out.

    So is whom of the staff a complaint is `about`, where it names one alone (R70).
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


def register_report(
    session: Session, told: Registration, member: Staff, now: datetime, *, via: str = CHAT
) -> Case:
    """Open the case in the name of whoever took the report."""
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
    )
    case = open_case(session, new, now)
    audit(session, "register", f"case {case.number}", by=member.userid, via=via, now=now)
    return case

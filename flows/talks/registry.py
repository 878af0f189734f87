"""From the name of a conversation in a row to its flow, ready to be replayed."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from flows.engine.ask import Flow
from flows.talks.appointment import AppointmentSeed, appointment
from flows.talks.enquiry import EnquirySeed, enquiry
from flows.talks.enrolment import (
    CodeSeed,
    EnrolmentSeed,
    QrSeed,
    enrolment,
    enrolment_by_qr,
    enrolment_code,
)
from flows.talks.not_fixed import NotFixedSeed, not_fixed
from flows.talks.own_cases import OwnCasesSeed, review, withdrawal
from flows.talks.praised import PraisedSeed, praised
from flows.talks.questionnaire import QuestionnaireSeed, questionnaire
from flows.talks.report import ReportSeed, report
from flows.talks.results import Result, Talk
from flows.talks.revisit import RevisitSeed, revisit
from flows.talks.small_talks import (
    EmergencySeed,
    HandOverSeed,
    LanguageSeed,
    MenuSeed,
    StatusSeed,
    emergency_place,
    hand_over,
    language,
    menu,
    status,
)
from flows.talks.staff_answer import AnswerSeed, staff_answer
from flows.talks.staff_register import RegisterSeed, staff_register
from flows.talks.staff_resolve import ResolveSeed, staff_resolve
from flows.talks.staff_which import WhichSeed, staff_which
from flows.talks.visit_change import VisitChangeSeed, visit_change

Seed = (
    MenuSeed
    | ReportSeed
    | EmergencySeed
    | EnrolmentSeed
    | CodeSeed
    | QrSeed
    | StatusSeed
    | RevisitSeed
    | NotFixedSeed
    | HandOverSeed
    | LanguageSeed
    | ResolveSeed
    | AnswerSeed
    | RegisterSeed
    | WhichSeed
    | OwnCasesSeed
    | PraisedSeed
    | EnquirySeed
    | AppointmentSeed
    | VisitChangeSeed
    | QuestionnaireSeed
)
S = TypeVar("S", bound=Seed)

TALKS: dict[Talk, tuple[type[Any], Callable[[Any], Flow[Any]]]] = {
    Talk.MENU: (MenuSeed, menu),
    Talk.REPORT: (ReportSeed, report),
    Talk.EMERGENCY_PLACE: (EmergencySeed, emergency_place),
    Talk.ENROLMENT: (EnrolmentSeed, enrolment),
    Talk.ENROLMENT_CODE: (CodeSeed, enrolment_code),
    Talk.ENROLMENT_BY_QR: (QrSeed, enrolment_by_qr),
    Talk.STATUS: (StatusSeed, status),
    Talk.REVISIT: (RevisitSeed, revisit),
    Talk.NOT_FIXED: (NotFixedSeed, not_fixed),
    Talk.HAND_OVER: (HandOverSeed, hand_over),
    Talk.LANGUAGE: (LanguageSeed, language),
    Talk.STAFF_RESOLVE: (ResolveSeed, staff_resolve),
    Talk.STAFF_ANSWER: (AnswerSeed, staff_answer),
    Talk.STAFF_REGISTER: (RegisterSeed, staff_register),
    Talk.STAFF_WHICH: (WhichSeed, staff_which),
    Talk.WITHDRAWAL: (OwnCasesSeed, withdrawal),
    Talk.REVIEW: (OwnCasesSeed, review),
    Talk.PRAISED: (PraisedSeed, praised),
    Talk.ENQUIRY: (EnquirySeed, enquiry),
    Talk.APPOINTMENT: (AppointmentSeed, appointment),
    Talk.VISIT_CHANGE: (VisitChangeSeed, visit_change),
    Talk.QUESTIONNAIRE: (QuestionnaireSeed, questionnaire),
}


class UnknownTalk(Exception):
    """A row names a conversation that this version does not have."""


def flow_of(talk: str, seed: Mapping[str, Any]) -> Callable[[], Flow[Result]]:
    """The flow of a stored conversation. Raises UnknownTalk."""
    if talk not in TALKS:
        raise UnknownTalk(talk)
    kind, flow = TALKS[Talk(talk)]
    frozen = load_seed(kind, seed)
    return lambda: flow(frozen)


def dump_seed(seed: Seed) -> dict[str, Any]:
    """The seed as JSON."""
    return asdict(seed)


def load_seed(kind: type[S], stored: Mapping[str, Any]) -> S:
    """The seed from JSON; fields that a newer version no longer knows are left out."""
    known = {field.name for field in fields(kind)}
    return kind(**{name: _tuples(value) for name, value in stored.items() if name in known})


def _tuples(value: object) -> Any:  # noqa: ANN401 - JSON has no tuples, seeds have no lists
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value

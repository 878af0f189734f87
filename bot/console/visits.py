"""What the resident said to a visit, keyed in beside its task: a time, another, or none (R56)."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.api.texts import read_moment
from bot.console.asked import Answer, Asked, Go, Missing, Route
from bot.console.local_times import read_local
from bot.console.service import VIA
from bot.console.task import Fault, row_of, task_page, typed_in
from bot.staff_refusals import in_words_of
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import Verb
from flows.wording.catalogue import render
from storage.case_verbs import perform
from storage.cases import Case, lock_case
from storage.database import zone_of
from storage.tasks import agreed_visit


def keep_visit(session: Session, asked: Asked, now: datetime) -> Answer:
    """Agree on a time, or on another one."""
    at, until = _times(session, asked)
    fields = {
        "at": at,
        "ends_at": until,
        "via": asked.field("via"),
        "text": asked.field("text") or None,
    }
    return _do(session, asked, now, fields, "visit")


def call_off(session: Session, asked: Asked, now: datetime) -> Answer:
    """Nobody comes."""
    fields = {"reason": asked.field("reason"), "via": asked.field("via")}
    return _do(session, asked, now, fields, "off", Verb.CALL_OFF)


ROUTES = (
    Route("task.visit", "POST", "/tasks/{id:[0-9]+}/visit", keep_visit),
    Route("task.call_off", "POST", "/tasks/{id:[0-9]+}/call-off", call_off),
)


def _do(
    session: Session,
    asked: Asked,
    now: datetime,
    fields: Mapping[str, object],
    form: str,
    verb: Verb | None = None,
) -> Answer:
    row = row_of(session, asked)
    if row.task.case_id is None:
        raise Missing
    case = lock_case(session, row.task.case_id)
    try:
        with session.begin_nested():
            verb = verb or _arranging(session, case)
            perform(session, verb, case, asked.member, fields, now, via=VIA)
    except NotAllowed as refusal:
        sentence = render(in_words_of(refusal), asked.language, zone_of(session))
        fault = Fault(sentence, form, typed_in(asked))
        return task_page(session, asked, row_of(session, asked), now, fault=fault)
    return Go(f"/console/tasks/{row.task.id}", "said.visit_kept")


def _arranging(session: Session, case: Case) -> Verb:
    return Verb.ARRANGE if agreed_visit(session, case.id) is None else Verb.REARRANGE


def _times(session: Session, asked: Asked) -> tuple[datetime | str | None, datetime | str | None]:
    """A time that was offered, or a day and hours; a text that is no time stays one."""
    begins, _, ends = asked.field("slot").partition(" ")
    if begins:
        return read_moment(begins) or begins, read_moment(ends) or ends
    day, begins, ends = asked.field("day"), asked.field("from"), asked.field("until")
    if not day and not begins:
        return None, None
    zone = zone_of(session)
    until = (read_local(day, ends, zone) or ends) if ends else None
    return read_local(day, begins, zone) or f"{day} {begins}", until

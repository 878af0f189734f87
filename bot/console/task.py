"""One task: whom to call or to visit and what to say, its appointment, and what came of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Go, Missing, Page, Route
from bot.console.service import CONFLICT, VIA
from bot.recording import Attempt, estate_of_task, hold_task, take_attempt
from bot.staff_refusals import in_words_of
from bot.task_words import called_by, text_of
from flows.rules.appointments import visit_slots
from flows.rules.refusals import NotAllowed, Why
from flows.rules.verb_fields import WITHOUT_APPOINTMENT, Via
from flows.rules.vocabulary import RUNGS, CaseState, Satisfaction, ToldBy, Verb
from flows.wording.catalogue import render
from storage.audit import READ, audit
from storage.case_verbs import perform
from storage.cases import Case, lock_case
from storage.database import zone_of
from storage.erasing import find_resident
from storage.estates import policy_in_force
from storage.residents import name_of, phone_of
from storage.task_lists import TaskRow, find_task
from storage.tasks import (
    Task,
    TaskKind,
    TaskReason,
    TaskState,
    agreed_visit,
    is_asked,
    records,
)
from storage.visit_reminders import time_of

VERDICTS = (TaskReason.REVISIT, TaskReason.MAJOR)
"""The calls and visits that ask whether it is fixed now (R48, R49)."""
TRUTHS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Fault:
    """What was wrong, in words, with which form, and what had been typed into it."""

    sentence: str
    form: str
    typed: Mapping[str, str]


def show_task(session: Session, asked: Asked, now: datetime) -> Page:
    """The whole page."""
    return task_page(session, asked, row_of(session, asked), now)


def show_phone(session: Session, asked: Asked, now: datetime) -> Page:
    """The page with the whole number, for whoever makes the call; the audit log keeps it (R66)."""
    row = row_of(session, asked)
    called = called_by(session, row.task)
    resident = None if called.resident_id is None else find_resident(session, called.resident_id)
    if resident is None:
        raise Missing
    why = f"task {row.task.id}"
    subject = f"resident {resident.id} phone"
    audit(session, READ, subject, by=asked.member.userid, via=VIA, now=now, why=why)
    return task_page(session, asked, row, now, phone=phone_of(session, resident))


def record_attempt(session: Session, asked: Asked, now: datetime) -> Answer:
    """Write down an attempt, and what was said of the case where it was asked about."""
    row = row_of(session, asked)
    held = hold_task(session, row.task.id)
    if held is None:
        raise Missing
    key = _fault_of(session, asked, held, now)
    if key:
        return _again(session, asked, now, asked.words(key))
    try:
        with session.begin_nested():
            _take(session, asked, held, now)
    except NotAllowed as refusal:
        return _again(session, asked, now, _sentence(session, asked, refusal))
    what = "case" if held.campaign_id is None else "campaign"
    about = f"task {held.id} of {what} {row.number}"
    audit(session, "record", about, by=asked.member.userid, via=VIA, now=now)
    return Go("/console/tasks", "said.task_recorded", str(held.id))


ROUTES = (
    Route("task", "GET", "/tasks/{id:[0-9]+}", show_task, reads="task"),
    Route("task.phone", "POST", "/tasks/{id:[0-9]+}/phone", show_phone),
    Route("task.record", "POST", "/tasks/{id:[0-9]+}/record", record_attempt),
)


def row_of(session: Session, asked: Asked) -> TaskRow:
    """The task of the address. Raises Missing for none, and for one of a foreign estate."""
    task_id = read_identifier(asked.path["id"])
    found = None if task_id is None else find_task(session, asked.member, task_id)
    if found is None:
        raise Missing
    return found


def task_page(
    session: Session,
    asked: Asked,
    row: TaskRow,
    now: datetime,
    *,
    fault: Fault | None = None,
    phone: str = "",
) -> Page:
    """The page of a task, with what was typed and why it was not taken."""
    task = row.task
    case = None if task.case_id is None else session.get_one(Case, task.case_id)
    called = called_by(session, task)
    resident = None if called.resident_id is None else find_resident(session, called.resident_id)
    language = asked.language
    agreed = None if case is None else agreed_visit(session, case.id)
    is_open = task.state is TaskState.OPEN
    may = is_open and is_asked(asked.member.role, task)
    values = {
        "row": row,
        "task": task,
        "case": case,
        "called": called,
        "name": "" if resident is None else name_of(session, resident),
        "phone": phone,
        "script": text_of(session, task, language),
        "records": records(session, task.id),
        "is_late": is_open and task.due_at <= now,
        "may_record": may,
        "may_see_phone": asked.member.role in RUNGS and bool(called.phone),
        "asks_verdict": _asks_verdict(task, case),
        "satisfactions": list(Satisfaction),
        "asks_reason": task.kind is TaskKind.VISIT and not task.consented,
        "may_arrange": may and case is not None,
        "agreed": None if agreed is None else time_of(session, agreed),
        "told_by": list(ToldBy),
        "slots": _slots(session, task, now) if may and case is not None else (),
        "typed": defaultdict(str, {} if fault is None else fault.typed),
        "fault": fault,
    }
    return Page("task.html", values, 200 if fault is None else CONFLICT)


def typed_in(asked: Asked) -> dict[str, str]:
    """What stands in the fields, to be shown again."""
    return {name: asked.field(name) for name in asked.fields}


def _again(session: Session, asked: Asked, now: datetime, sentence: str) -> Page:
    fault = Fault(sentence, "record", typed_in(asked))
    return task_page(session, asked, row_of(session, asked), now, fault=fault)


def _sentence(session: Session, asked: Asked, refusal: NotAllowed) -> str:
    if refusal.key == f"refused.{Why.NO_APPOINTMENT.value}":
        return asked.words("tasks.reason_needed")
    return render(in_words_of(refusal), asked.language, zone_of(session))


def _fault_of(session: Session, asked: Asked, task: Task, now: datetime) -> str:
    if asked.field("reached") not in TRUTHS:
        return "tasks.reached_needed"
    if not asked.field("outcome"):
        return "tasks.outcome_needed"
    policy = policy_in_force(session, estate_of_task(session, task), now)
    longest = policy.conversation.text_characters_max
    if any(len(asked.field(name)) > longest for name in ("outcome", WITHOUT_APPOINTMENT)):
        return "tasks.too_long"
    return ""


def _take(session: Session, asked: Asked, task: Task, now: datetime) -> None:
    attempt = Attempt(
        reached=TRUTHS[asked.field("reached")],
        outcome=asked.field("outcome"),
        confirmed=TRUTHS.get(asked.field("confirmed")),
        without_appointment=asked.field(WITHOUT_APPOINTMENT),
    )
    case = None if task.case_id is None else lock_case(session, task.case_id)
    asks_verdict = _asks_verdict(task, case)
    take_attempt(session, task, asked.member, asked.member.role, attempt, now)
    fixed = TRUTHS.get(asked.field("fixed"))
    if case is None or fixed is None or not asks_verdict or not attempt.reached:
        return
    said = {
        "via": (Via.VISIT if task.kind is TaskKind.VISIT else Via.PHONE).value,
        "fixed": fixed,
        "satisfaction": asked.field("satisfaction") or None,
        "remark": attempt.outcome,
        WITHOUT_APPOINTMENT: attempt.without_appointment or None,
    }
    perform(session, Verb.REVISIT, case, asked.member, said, now, via=VIA)


def _asks_verdict(task: Task, case: Case | None) -> bool:
    is_resolved = case is not None and case.state is CaseState.RESOLVED
    return is_resolved and task.reason in VERDICTS


def _slots(
    session: Session, task: Task, now: datetime
) -> tuple[tuple[str, datetime, datetime], ...]:
    """The times that the policy offers, each with what its choice sends."""
    zone = zone_of(session)
    policy = policy_in_force(session, estate_of_task(session, task), now)
    return tuple(
        (f"{one.begins.isoformat()} {one.ends.isoformat()}", one.begins, one.ends)
        for one in visit_slots(policy, zone, now)
    )

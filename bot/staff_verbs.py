"""What a line of staff does to a case: done, refused, or shown how it is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.staff_cases import case_meant
from bot.staff_enrolment import applicant, decide_enrolment
from bot.staff_fields import fields_of
from bot.staff_file_fields import VISITS
from bot.staff_joining import join_line
from bot.staff_lines import EXAMPLES, ChatVerb, StaffLine
from bot.staff_refusals import in_words_of
from bot.staff_talk import begin_resolution
from bot.staff_which import Which, ask_which
from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import CaseKind, Verb
from flows.understanding.time_figures import UnreadableTime
from flows.wording.say import Say, plain, say
from storage.case_verbs import perform
from storage.cases import Case, lock_found
from storage.enrolment import EnrolmentRequest, request_about
from storage.staff import Staff
from storage.tasks import agreed_visit
from storage.visit_reminders import time_of

NUMBER_SHOWN = "BX-0001"
"""The number in an example that is about no case."""


def do_line(session: Session, member: Staff, line: StaffLine, now: datetime) -> Say:
    """Do what a line with a verb asks for, or say why not."""
    found = case_meant(session, member, line)
    if isinstance(found, Which):
        return ask_which(session, member, found, line.verb.value, line.rest, now)
    if isinstance(found, Say):
        return found if line.number or line.rest else _with_pattern(found, line)
    case = lock_found(session, found)
    try:
        with session.begin_nested():
            if line.verb is ChatVerb.JOIN:
                return join_line(session, member, case, line.rest, now)
            return _do(session, member, case, line, now)
    except NotAllowed as refusal:
        return _with_example(in_words_of(refusal), refusal, case, line)
    except UnreadableTime as unreadable:
        example = EXAMPLES[line.verb].format(number=case.number)
        return say(f"chat.when_{unreadable.reason}", example=example)


def _with_pattern(sentence: Say, line: StaffLine) -> Say:
    """Whoever sent the verb alone is shown how its line is written."""
    if line.verb not in EXAMPLES:
        return sentence
    example = say("chat.for_example", example=EXAMPLES[line.verb].format(number=NUMBER_SHOWN))
    return say("lines", lines=(sentence, example))


def _with_example(sentence: Say, refusal: NotAllowed, case: Case, line: StaffLine) -> Say:
    """Whoever left something out is shown a whole line."""
    if refusal.code is not Refusal.MISSING_FIELD or line.verb not in EXAMPLES:
        return sentence
    example = EXAMPLES[line.verb].format(number=case.number)
    return say("lines", lines=(sentence, say("chat.for_example", example=example)))


def _do(session: Session, member: Staff, case: Case, line: StaffLine, now: datetime) -> Say:
    if line.verb in {ChatVerb.APPROVE, ChatVerb.RETURN}:
        request = _request(session, case)
        if request is not None:
            granted = line.verb is ChatVerb.APPROVE
            return decide_enrolment(
                session, case, request, member, now, granted=granted, reason=line.rest
            )
    if not line.rest and line.verb in EXAMPLES:
        return say("chat.missing_text", example=EXAMPLES[line.verb].format(number=case.number))
    if line.verb is ChatVerb.RESOLVE:
        return begin_resolution(session, member, case, now, result=line.rest)
    verb, fields = fields_of(session, case, line, now)
    perform(session, verb, case, member, fields, now)
    if verb is Verb.RESPOND and "via" not in fields and case.reporter_id is None:
        return say("chat.nobody_to_write", number=case.number)
    request = _request(session, case) if line.verb is ChatVerb.ACCEPT else None
    if request is not None:
        return applicant(session, case, request)
    if line.verb is ChatVerb.PROMISE:
        return say("chat.promised", number=case.number, until=case.promised_at or now)
    if verb is Verb.RECLASSIFY:
        return _reclassified(case)
    if verb is Verb.EXTEND:
        return _extended(case, fields)
    if line.verb in VISITS:
        return _visit_kept(session, case, fields)
    return say("chat.done", number=case.number, verb=plain(line.verb.value))


def _request(session: Session, case: Case) -> EnrolmentRequest | None:
    return request_about(session, case.id) if case.kind is CaseKind.HELP else None


def _reclassified(case: Case) -> Say:
    return say(
        "chat.reclassified",
        number=case.number,
        case_class=say(f"CaseClass.{case.case_class.value}"),
        urgency=say(f"Urgency.{case.urgency.value}"),
    )


def _extended(case: Case, fields: Mapping[str, Any]) -> Say:
    kind = say(f"DeadlineKind.{fields['kind']}")
    return say("chat.extended", number=case.number, kind=kind, until=fields["until"])


def _visit_kept(session: Session, case: Case, fields: Mapping[str, object]) -> Say:
    """What was understood, for whoever typed it to see: when, and how the resident said so."""
    told_by = say(f"ToldBy.{fields['via']}")
    task = agreed_visit(session, case.id)
    if task is None or task.appointment_at is None:
        return say("chat.visit_called_off", number=case.number, told_by=told_by)
    when = time_of(session, task)
    return say("chat.visit_kept", number=case.number, when=when, told_by=told_by, task=task.id)

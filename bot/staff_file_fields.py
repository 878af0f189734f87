"""What staff write of the rest of a case: what they heard, more time, and the end of its file."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.staff_lines import ChatVerb, StaffLine
from flows.rules.verb_fields import WITHOUT_APPOINTMENT, Via
from flows.rules.vocabulary import Satisfaction, Verb
from flows.understanding.staff_words import (
    deadline_meant,
    read_class_and_urgency,
    read_deadline,
    read_heard,
    read_reason_and_proposal,
    read_without_appointment,
)
from flows.understanding.times import read_moment_and_rest
from flows.understanding.visit_lines import read_told_by, read_visit_line
from storage.case_verbs import case_facts
from storage.cases import Case
from storage.database import zone_of
from storage.estates import policy_in_force

Fields = dict[str, object]


SPOKEN: Mapping[ChatVerb, tuple[Verb, str, Mapping[str, object]]] = {
    ChatVerb.PHONED: (Verb.RESPOND, "text", {"via": Via.PHONE}),
    ChatVerb.VISITED: (Verb.RESPOND, "text", {"via": Via.VISIT}),
    ChatVerb.CLOSE: (Verb.CLOSE, "reason", {}),
}
"""Verbs whose line is one field: which one, and what else the word itself says."""

VISITS: Mapping[ChatVerb, Verb] = {
    ChatVerb.ARRANGE: Verb.ARRANGE,
    ChatVerb.REARRANGE: Verb.REARRANGE,
    ChatVerb.CALL_OFF: Verb.CALL_OFF,
}


def fields_of_file(
    session: Session, case: Case, line: StaffLine, now: datetime
) -> tuple[Verb, Fields]:
    """What a line asks for. Raises UnreadableTime."""
    if line.verb in SPOKEN:
        verb, field, more = SPOKEN[line.verb]
        return verb, {field: line.rest, **more}
    match line.verb:
        case ChatVerb.ARRANGE | ChatVerb.REARRANGE:
            return VISITS[line.verb], _visit(session, case, line, now)
        case ChatVerb.CALL_OFF:
            told_by, reason = read_told_by(line.rest)
            return Verb.CALL_OFF, {"via": told_by, "reason": reason}
        case ChatVerb.ADD:
            told_by, words = read_told_by(line.rest)
            return Verb.ADD, {"via": told_by, "text": words}
        case ChatVerb.HAND_BACK:
            reason, proposal = read_reason_and_proposal(line.rest)
            return Verb.HAND_BACK, {"reason": reason, "proposal": proposal}
        case ChatVerb.EXTEND:
            return Verb.EXTEND, _extension(session, case, line, now)
        case ChatVerb.CHANGE_CLASS | ChatVerb.CHANGE_URGENCY:
            return Verb.RECLASSIFY, _class_and_urgency(line)
        case ChatVerb.REVISIT:
            return Verb.REVISIT, _verdict(line)
        case ChatVerb.SIGN_OFF:
            return Verb.SIGN_OFF, _signature(line)
        case ChatVerb.ARCHIVE:
            return Verb.ARCHIVE, {}
        case _:
            message = f"{line.verb} stands for no verb on a case"
            raise AssertionError(message)


def _visit(session: Session, case: Case, line: StaffLine, now: datetime) -> Fields:
    parts = policy_in_force(session, case.estate_id, now).appointment.parts
    visit = read_visit_line(line.rest, now.astimezone(zone_of(session)), parts)
    return {"via": visit.told_by, "at": visit.at, "ends_at": visit.ends_at, "text": visit.text}


def _extension(session: Session, case: Case, line: StaffLine, now: datetime) -> Fields:
    named, rest = read_deadline(line.rest)
    until, reason = read_moment_and_rest(rest, now.astimezone(zone_of(session)))
    kind = named or deadline_meant(case_facts(session, case).pending, until)
    return {"kind": kind, "until": until, "reason": reason}


def _class_and_urgency(line: StaffLine) -> Fields:
    """What the words name; words that name nothing stay, to be refused with what would be right."""
    case_class, urgency = read_class_and_urgency(line.rest)
    if case_class is None and urgency is None:
        return {"class" if line.verb is ChatVerb.CHANGE_CLASS else "urgency": line.rest}
    return {"class": case_class, "urgency": urgency}


def _verdict(line: StaffLine) -> Fields:
    said, why = read_without_appointment(line.rest)
    heard = read_heard(said)
    return {
        WITHOUT_APPOINTMENT: why,
        "via": heard.via,
        "fixed": heard.fixed,
        "satisfaction": heard.satisfaction,
        "remark": heard.remark,
    }


def _signature(line: StaffLine) -> Fields:
    heard = read_heard(line.rest)
    grade = heard.satisfaction
    satisfied = None if grade is None else grade is not Satisfaction.DISSATISFIED
    return {"satisfied": satisfied, "remark": heard.remark}

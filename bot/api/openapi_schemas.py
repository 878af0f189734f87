"""The shapes of what the API answers, as JSON Schema; bot.api.showing makes them."""

from collections.abc import Mapping
from enum import StrEnum

from bot.api.errors import Code
from bot.channels import ChannelName
from flows.rules.policy_privacy import Keeping
from flows.rules.refusals import Refusal
from flows.rules.verb_fields import Adoption, Decision
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    Language,
    MessageState,
    Purpose,
    ResidenceRole,
    Role,
    Satisfaction,
    Source,
    ToldBy,
    Urgency,
)
from storage.sign_offs import SignedBy
from storage.tasks import TaskKind, TaskReason, TaskState

Schema = dict[str, object]
Fields = Mapping[str, Schema]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
CASE_NUMBER: Schema = {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{8}-[0-9]{4,9}$"}


def an_object(fields: Fields, optional: tuple[str, ...] = ()) -> Schema:
    """An object with these fields and no others; those that are not optional are always there."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def one_of(words: type[StrEnum]) -> Schema:
    """One of the words of the house."""
    return {"type": "string", "enum": [word.value for word in words]}


def a_reference(name: str) -> Schema:
    """A schema of this document by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def described(schema: Schema, description: str) -> Schema:
    """A schema with a sentence about it."""
    return {**schema, "description": description}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _page_of(name: str) -> Schema:
    return an_object({"items": _list_of(a_reference(name)), "next": _or_null(TEXT)})


_CASE: Fields = {
    "number": CASE_NUMBER,
    "kind": one_of(CaseKind),
    "class": one_of(CaseClass),
    "urgency": one_of(Urgency),
    "state": one_of(CaseState),
    "closure": _or_null(one_of(Closure)),
    "round": {"type": "integer", "minimum": 1},
    "estate": TEXT,
    "home": _or_null(TEXT),
    "place": TEXT,
    "text": TEXT,
    "media": _list_of(a_reference("Media")),
    "source": one_of(Source),
    "reporter": _or_null(described(TEXT, "A resident's id.")),
    "handler": _or_null(described(TEXT, "A staff userid.")),
    "opened_at": MOMENT,
    "first_response_due_at": _or_null(MOMENT),
    "first_responded_at": _or_null(MOMENT),
    "promised_at": _or_null(MOMENT),
    "resolved_at": _or_null(MOMENT),
    "revisit_due_at": _or_null(MOMENT),
    "revisited_at": _or_null(MOMENT),
    "plan": _or_null(
        an_object(
            {
                "text": TEXT,
                "by": TEXT,
                "decision": _or_null(one_of(Decision)),
                "reason": _or_null(TEXT),
            }
        )
    ),
    "verdict": _or_null(
        an_object(
            {
                "fixed": _or_null(TRUTH),
                "satisfaction": _or_null(one_of(Satisfaction)),
                "remark": _or_null(TEXT),
            }
        )
    ),
    "closed_at": _or_null(MOMENT),
    "sign_off": _or_null(
        an_object(
            {
                "via": one_of(SignedBy),
                "satisfied": TRUTH,
                "satisfaction": _or_null(one_of(Satisfaction)),
                "at": MOMENT,
                "by": described(TEXT, "A staff userid, or `resident`."),
                "remark": TEXT,
            }
        )
    ),
    "archived_at": _or_null(MOMENT),
    "in_person": described(TRUTH, "The resident asked for the manager in person."),
    "adoption": _or_null(an_object({"decision": one_of(Adoption), "reason": TEXT})),
    "flag": _or_null(
        described(an_object({"by": TEXT, "reason": TEXT}), "A lead takes it for malicious.")
    ),
    "coordination": _or_null(an_object({"unit": TEXT, "reason": TEXT, "until": _or_null(MOMENT)})),
    "praised": described(_list_of(TEXT), "The userids of whom praise is counted for."),
    "repeat_of": _or_null(CASE_NUMBER),
    "forwarded_from": _or_null(CASE_NUMBER),
    "forwarded_to": _list_of(CASE_NUMBER),
    "joined_to": described(
        _or_null(CASE_NUMBER), "The case that staff found it to be the same as."
    ),
    "took_in": described(_list_of(CASE_NUMBER), "The cases that were joined to this one."),
    "homes": described(COUNT, "How many reported it: the reporter and who joined."),
}
_MEDIA: Fields = {
    "id": COUNT,
    "kind": TEXT,
    "content_type": TEXT,
    "state": TEXT,
    "sha256": _or_null(TEXT),
    "size": _or_null(COUNT),
    "received_at": MOMENT,
}
_EVENT: Fields = {
    "at": MOMENT,
    "kind": TEXT,
    "by": described(TEXT, "A staff userid, `resident` or `huiyin`."),
    "text": TEXT,
    "details": {"type": "object"},
}
_DEADLINE: Fields = {
    "id": COUNT,
    "kind": one_of(DeadlineKind),
    "about": CASE_NUMBER,
    "round": COUNT,
    "due_at": MOMENT,
    "state": one_of(DeadlineState),
    "fired_at": _or_null(MOMENT),
    "met_at": _or_null(MOMENT),
}
_FORGETTING: Fields = {
    "id": COUNT,
    "kind": one_of(Keeping),
    "about": described(TEXT, "A case, a resident, an address, or a day and all that it brought."),
    "begun_at": MOMENT,
    "due_at": MOMENT,
    "state": one_of(DeadlineState),
    "fired_at": _or_null(MOMENT),
}
_MESSAGE: Fields = {
    "id": COUNT,
    "to": an_object(
        {"kind": {"type": "string", "enum": ["resident", "staff", "room"]}, "id": _or_null(TEXT)}
    ),
    "channel": _or_null(one_of(ChannelName)),
    "purpose": one_of(Purpose),
    "text": TEXT,
    "state": one_of(MessageState),
    "attempts": COUNT,
    "error": _or_null(TEXT),
    "created_at": MOMENT,
    "sent_at": _or_null(MOMENT),
}
_TO_REPORTER: Fields = {
    "id": COUNT,
    "purpose": one_of(Purpose),
    "text": TEXT,
    "state": one_of(MessageState),
    "channel": _or_null(one_of(ChannelName)),
    "created_at": MOMENT,
    "tries": _list_of(
        an_object(
            {
                "channel": one_of(ChannelName),
                "at": MOMENT,
                "outcome": _or_null({"type": "string", "enum": ["accepted", "refused", "unknown"]}),
                "reason": _or_null(TEXT),
            }
        )
    ),
}
_ENTRY: Fields = {
    "at": MOMENT,
    "channel": described(TEXT, "The channel of a message, or the source of a report to staff."),
    "original": described(TEXT, "The provider's id of the message, or the number of the case."),
    "case": _or_null(CASE_NUMBER),
    "name": _or_null(described(TEXT, "Who wrote, where that is proven or said.")),
    "phone": _or_null(described(TEXT, "Their number, masked.")),
    "home": _or_null(described(TEXT, "The homes that they are proven to live in.")),
    "quarantined": described(TRUTH, "It could not be understood, and waits for a person."),
}
_RECORD: Fields = {
    "at": MOMENT,
    "by": TEXT,
    "reached": TRUTH,
    "outcome": TEXT,
    "without_appointment": _or_null(
        described(TEXT, "Why a visit took place that nobody had agreed on.")
    ),
    "confirmed": _or_null(described(TRUTH, "Whether they called their rating true.")),
}
_TASK: Fields = {
    "id": COUNT,
    "kind": one_of(TaskKind),
    "about": CASE_NUMBER,
    "reason": one_of(TaskReason),
    "role": one_of(Role),
    "text": TEXT,
    "home": _or_null(described(TEXT, "Whom to call or to visit.")),
    "resident": _or_null(TEXT),
    "phone": _or_null(described(TEXT, "Their number, masked: 138****0000.")),
    "rating": _or_null(
        described(one_of(Satisfaction), "What they said before: ask whether it is true.")
    ),
    "state": one_of(TaskState),
    "due_at": MOMENT,
    "created_at": MOMENT,
    "consented": _or_null(described(TRUTH, "What the resident said to a visit.")),
    "consented_at": _or_null(MOMENT),
    "told_to": _or_null(TEXT),
    "told_by": _or_null(one_of(ToldBy)),
    "appointment_at": _or_null(MOMENT),
    "appointment_until": _or_null(MOMENT),
    "records": _list_of(an_object(_RECORD)),
}
_PHONE = _or_null(described(TEXT, "Masked: 138****0000."))
_MEMBER: Fields = {
    "userid": TEXT,
    "name": TEXT,
    "role": one_of(Role),
    "department": TEXT,
    "phone": _PHONE,
    "estate": _or_null(TEXT),
    "reports_to": _or_null(TEXT),
    "active": TRUTH,
    "praise": described(COUNT, "How often they were praised in the period."),
}
_HOME: Fields = {
    "home": TEXT,
    "role": one_of(ResidenceRole),
    "moved_in": _or_null(DAY),
    "moved_out": _or_null(DAY),
    "key_client": TRUTH,
}
_RESIDENT: Fields = {
    "id": TEXT,
    "name": TEXT,
    "phone": _PHONE,
    "language": one_of(Language),
    "estate": _or_null(TEXT),
    "homes": _list_of(an_object(_HOME)),
}
_CODES = [code.value for code in (*Refusal, *Code)]

SCHEMAS: Schema = {
    "Error": an_object(
        {"error": an_object({"code": {"type": "string", "enum": _CODES}, "message": TEXT})}
    ),
    "Case": an_object(_CASE),
    "RegisteredCase": an_object(
        {
            **_CASE,
            "similar": described(
                _list_of(CASE_NUMBER),
                "What others reported and may be the same; `join` makes this one a part of it.",
            ),
        }
    ),
    "CaseFile": an_object(
        {
            **_CASE,
            "for_whom": described(_or_null(TEXT), "Whom the reporter speaks for, in their words."),
            "timeline": _list_of(a_reference("Event")),
            "deadlines": _list_of(a_reference("Deadline")),
            "messages": _list_of(a_reference("ToReporter")),
        }
    ),
    "Cases": _page_of("Case"),
    "Media": an_object(_MEDIA),
    "Event": an_object(_EVENT),
    "Deadline": an_object(_DEADLINE),
    "Deadlines": _page_of("Deadline"),
    "Forgetting": an_object(_FORGETTING),
    "Retention": _page_of("Forgetting"),
    "Entry": an_object(_ENTRY),
    "Intake": _page_of("Entry"),
    "Message": an_object(_MESSAGE),
    "ToReporter": described(
        an_object(_TO_REPORTER), "What whoever reported the case was told, and by which way."
    ),
    "Messages": _page_of("Message"),
    "Task": an_object(_TASK),
    "Tasks": _page_of("Task"),
    "Member": an_object(_MEMBER),
    "Staff": _page_of("Member"),
    "Resident": an_object(_RESIDENT),
    "Residents": _page_of("Resident"),
    "Contact": an_object({"id": TEXT, "survey": TRUTH, "notice": TRUTH, "everything": TRUTH}),
    "Enrolment": an_object(
        {"about": CASE_NUMBER, "home": TEXT, "name": TEXT, "role": TEXT, "made_at": MOMENT}
    ),
    "Enrolments": _page_of("Enrolment"),
    "Phone": an_object({"id": TEXT, "phone": _or_null(TEXT)}),
    "AuditEntry": an_object(
        {
            "id": COUNT,
            "at": MOMENT,
            **dict.fromkeys(("by", "via", "action", "subject", "why"), TEXT),
            "details": {"type": "object"},
        }
    ),
    "AuditLog": _page_of("AuditEntry"),
}

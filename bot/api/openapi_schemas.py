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


def or_null(schema: Schema) -> Schema:
    """The same, or nothing."""
    return {"anyOf": [schema, {"type": "null"}]}


def a_list_of(schema: Schema) -> Schema:
    """A list of such."""
    return {"type": "array", "items": schema}


def a_page_of(name: str) -> Schema:
    """A page of a list, and the cursor of the next."""
    return an_object({"items": a_list_of(a_reference(name)), "next": or_null(TEXT)})


_CASE: Fields = {
    "number": CASE_NUMBER,
    "kind": one_of(CaseKind),
    "class": one_of(CaseClass),
    "urgency": one_of(Urgency),
    "state": one_of(CaseState),
    "closure": or_null(one_of(Closure)),
    "round": {"type": "integer", "minimum": 1},
    "estate": TEXT,
    "home": or_null(TEXT),
    "place": TEXT,
    "text": TEXT,
    "media": a_list_of(a_reference("Media")),
    "source": one_of(Source),
    "reporter": or_null(described(TEXT, "A resident's id.")),
    "handler": or_null(described(TEXT, "A staff userid.")),
    "opened_at": MOMENT,
    "first_response_due_at": or_null(MOMENT),
    "first_responded_at": or_null(MOMENT),
    "promised_at": or_null(MOMENT),
    "resolved_at": or_null(MOMENT),
    "revisit_due_at": or_null(MOMENT),
    "revisited_at": or_null(MOMENT),
    "plan": or_null(
        an_object(
            {
                "text": TEXT,
                "by": TEXT,
                "decision": or_null(one_of(Decision)),
                "reason": or_null(TEXT),
            }
        )
    ),
    "verdict": or_null(
        an_object(
            {
                "fixed": or_null(TRUTH),
                "satisfaction": or_null(one_of(Satisfaction)),
                "remark": or_null(TEXT),
            }
        )
    ),
    "closed_at": or_null(MOMENT),
    "sign_off": or_null(
        an_object(
            {
                "via": one_of(SignedBy),
                "satisfied": TRUTH,
                "satisfaction": or_null(one_of(Satisfaction)),
                "at": MOMENT,
                "by": described(TEXT, "A staff userid, or `resident`."),
                "remark": TEXT,
            }
        )
    ),
    "archived_at": or_null(MOMENT),
    "in_person": described(TRUTH, "The resident asked for the manager in person."),
    "adoption": or_null(an_object({"decision": one_of(Adoption), "reason": TEXT})),
    "flag": or_null(
        described(an_object({"by": TEXT, "reason": TEXT}), "A lead takes it for malicious.")
    ),
    "coordination": or_null(an_object({"unit": TEXT, "reason": TEXT, "until": or_null(MOMENT)})),
    "praised": described(a_list_of(TEXT), "The userids of whom praise is counted for."),
    "repeat_of": or_null(CASE_NUMBER),
    "forwarded_from": or_null(CASE_NUMBER),
    "forwarded_to": a_list_of(CASE_NUMBER),
    "joined_to": described(or_null(CASE_NUMBER), "The case that staff found it to be the same as."),
    "took_in": described(a_list_of(CASE_NUMBER), "The cases that were joined to this one."),
    "homes": described(COUNT, "How many reported it: the reporter and who joined."),
}
_MEDIA: Fields = {
    "id": COUNT,
    "kind": TEXT,
    "content_type": TEXT,
    "state": TEXT,
    "sha256": or_null(TEXT),
    "size": or_null(COUNT),
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
    "fired_at": or_null(MOMENT),
    "met_at": or_null(MOMENT),
}
_FORGETTING: Fields = {
    "id": COUNT,
    "kind": one_of(Keeping),
    "about": described(TEXT, "A case, a resident, an address, or a day and all that it brought."),
    "begun_at": MOMENT,
    "due_at": MOMENT,
    "state": one_of(DeadlineState),
    "fired_at": or_null(MOMENT),
}
_MESSAGE: Fields = {
    "id": COUNT,
    "to": an_object(
        {"kind": {"type": "string", "enum": ["resident", "staff", "room"]}, "id": or_null(TEXT)}
    ),
    "channel": or_null(one_of(ChannelName)),
    "purpose": one_of(Purpose),
    "text": TEXT,
    "state": one_of(MessageState),
    "attempts": COUNT,
    "error": or_null(TEXT),
    "created_at": MOMENT,
    "sent_at": or_null(MOMENT),
}
_TO_REPORTER: Fields = {
    "id": COUNT,
    "purpose": one_of(Purpose),
    "text": TEXT,
    "state": one_of(MessageState),
    "channel": or_null(one_of(ChannelName)),
    "created_at": MOMENT,
    "tries": a_list_of(
        an_object(
            {
                "channel": one_of(ChannelName),
                "at": MOMENT,
                "outcome": or_null({"type": "string", "enum": ["accepted", "refused", "unknown"]}),
                "reason": or_null(TEXT),
            }
        )
    ),
}
_ENTRY: Fields = {
    "at": MOMENT,
    "channel": described(TEXT, "The channel of a message, or the source of a report to staff."),
    "original": described(TEXT, "The provider's id of the message, or the number of the case."),
    "case": or_null(CASE_NUMBER),
    "name": or_null(described(TEXT, "Who wrote, where that is proven or said.")),
    "phone": or_null(described(TEXT, "Their number, masked.")),
    "home": or_null(described(TEXT, "The homes that they are proven to live in.")),
    "quarantined": described(TRUTH, "It could not be understood, and waits for a person."),
}
_RECORD: Fields = {
    "at": MOMENT,
    "by": TEXT,
    "reached": TRUTH,
    "outcome": TEXT,
    "without_appointment": or_null(
        described(TEXT, "Why a visit took place that nobody had agreed on.")
    ),
    "confirmed": or_null(described(TRUTH, "Whether they called their rating true.")),
}
_TASK: Fields = {
    "id": COUNT,
    "kind": one_of(TaskKind),
    "about": CASE_NUMBER,
    "reason": one_of(TaskReason),
    "role": one_of(Role),
    "text": TEXT,
    "home": or_null(described(TEXT, "Whom to call or to visit.")),
    "resident": or_null(TEXT),
    "phone": or_null(described(TEXT, "Their number, masked: 138****0000.")),
    "rating": or_null(
        described(one_of(Satisfaction), "What they said before: ask whether it is true.")
    ),
    "state": one_of(TaskState),
    "due_at": MOMENT,
    "created_at": MOMENT,
    "consented": or_null(described(TRUTH, "What the resident said to a visit.")),
    "consented_at": or_null(MOMENT),
    "told_to": or_null(TEXT),
    "told_by": or_null(one_of(ToldBy)),
    "appointment_at": or_null(MOMENT),
    "appointment_until": or_null(MOMENT),
    "records": a_list_of(an_object(_RECORD)),
}
_PHONE = or_null(described(TEXT, "Masked: 138****0000."))
_MEMBER: Fields = {
    "userid": TEXT,
    "name": TEXT,
    "role": one_of(Role),
    "department": TEXT,
    "phone": _PHONE,
    "estate": or_null(TEXT),
    "reports_to": or_null(TEXT),
    "active": TRUTH,
    "praise": described(COUNT, "How often they were praised in the period."),
}
_HOME: Fields = {
    "home": TEXT,
    "role": one_of(ResidenceRole),
    "moved_in": or_null(DAY),
    "moved_out": or_null(DAY),
    "key_client": TRUTH,
}
_RESIDENT: Fields = {
    "id": TEXT,
    "name": TEXT,
    "phone": _PHONE,
    "language": one_of(Language),
    "estate": or_null(TEXT),
    "homes": a_list_of(an_object(_HOME)),
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
                a_list_of(CASE_NUMBER),
                "What others reported and may be the same; `join` makes this one a part of it.",
            ),
        }
    ),
    "CaseFile": an_object(
        {
            **_CASE,
            "for_whom": described(or_null(TEXT), "Whom the reporter speaks for, in their words."),
            "timeline": a_list_of(a_reference("Event")),
            "deadlines": a_list_of(a_reference("Deadline")),
            "messages": a_list_of(a_reference("ToReporter")),
        }
    ),
    "Cases": a_page_of("Case"),
    "Media": an_object(_MEDIA),
    "Event": an_object(_EVENT),
    "Deadline": an_object(_DEADLINE),
    "Deadlines": a_page_of("Deadline"),
    "Forgetting": an_object(_FORGETTING),
    "Retention": a_page_of("Forgetting"),
    "Entry": an_object(_ENTRY),
    "Intake": a_page_of("Entry"),
    "Message": an_object(_MESSAGE),
    "ToReporter": described(
        an_object(_TO_REPORTER), "What whoever reported the case was told, and by which way."
    ),
    "Messages": a_page_of("Message"),
    "Task": an_object(_TASK),
    "Tasks": a_page_of("Task"),
    "Member": an_object(_MEMBER),
    "Staff": a_page_of("Member"),
    "Resident": an_object(_RESIDENT),
    "Residents": a_page_of("Resident"),
    "Contact": an_object(
        {"id": TEXT, "survey": TRUTH, "notice": TRUTH, "everything": TRUTH, "abroad": TRUTH}
    ),
    "Enrolment": an_object(
        {"about": CASE_NUMBER, "home": TEXT, "name": TEXT, "role": TEXT, "made_at": MOMENT}
    ),
    "Enrolments": a_page_of("Enrolment"),
    "Phone": an_object({"id": TEXT, "phone": or_null(TEXT)}),
    "AuditEntry": an_object(
        {
            "id": COUNT,
            "at": MOMENT,
            **dict.fromkeys(("by", "via", "action", "subject", "why"), TEXT),
            "details": {"type": "object"},
        }
    ),
    "AuditLog": a_page_of("AuditEntry"),
}

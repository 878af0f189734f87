"""The OpenAPI 3.1 description of the API, kept by hand: its routes, their parameters and bodies.

The schemas of what they answer stand in openapi_schemas. A test compares it all with the routes
and with real answers.
"""

from collections.abc import Mapping
from enum import StrEnum

from bot.api.openapi_campaigns import CAMPAIGN_BODIES, CAMPAIGN_SCHEMAS, DRAFT_BODY
from bot.api.openapi_schemas import (
    CASE_NUMBER,
    MOMENT,
    SCHEMAS,
    TEXT,
    TRUTH,
    Schema,
    a_reference,
    an_object,
    described,
    one_of,
)
from bot.api.openapi_survey_answers import KEYED_ANSWERS, KEYED_RATING, SURVEY_ANSWERS
from bot.api.openapi_survey_results import SURVEY_RESULTS
from bot.reports.document_files import CONTENT_TYPES, ReportFormat
from flows.rules.survey.truth import Mark
from flows.rules.survey.words import CampaignState, CampaignVerb, Disposition, MeasureState
from flows.rules.verb_fields import WITHOUT_APPOINTMENT, Adoption, Decision, Via
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineKind,
    DeadlineState,
    Language,
    MessageState,
    RegisteredSource,
    ResidenceRole,
    Satisfaction,
    ToldBy,
    Urgency,
    Verb,
)
from flows.understanding.wishes import Topic
from storage.tasks import TaskState

MOUNTED_AT = "/api/v1"
JSON = "application/json"
FILE: Schema = {"type": "string", "format": "binary"}

BY = described(TEXT, "The userid of the member of staff in whose name this is done.")
CREDITED = "Userids, between commas; or `everyone`, for the whole team."
WITHOUT = described(TEXT, "Why a visit took place that the resident had not agreed to.")

TOLD_BY = described(one_of(ToldBy), "How the resident said it.")
VISIT = an_object(
    {
        "by": BY,
        "via": TOLD_BY,
        "at": described(MOMENT, "When the visit begins."),
        "ends_at": described(MOMENT, "Where a part of a day was agreed on: its end."),
        "text": described(TEXT, "A word for whoever comes."),
    },
    optional=("ends_at", "text"),
)

VERB_BODIES: Mapping[Verb, Schema] = {
    Verb.ACCEPT: an_object({"by": BY}),
    Verb.RESPOND: an_object(
        {"by": BY, "text": TEXT, "promised_at": MOMENT, "via": one_of(Via)},
        optional=("promised_at", "via"),
    ),
    Verb.ASSIGN: an_object({"by": BY, "handler": described(TEXT, "A userid.")}),
    Verb.PROPOSE: an_object({"by": BY, "plan": TEXT}),
    Verb.APPROVE: an_object(
        {"by": BY, "decision": one_of(Decision), "reason": TEXT}, optional=("reason",)
    ),
    # Not for suggestions and praise: adopt and credit end those (R20, R24).
    Verb.RESOLVE: an_object({"by": BY, "result": TEXT, "measures": TEXT, "improvement": TEXT}),
    Verb.RECLASSIFY: an_object(
        {"by": BY, "class": one_of(CaseClass), "urgency": one_of(Urgency)},
        optional=("class", "urgency"),
    ),
    Verb.EXTEND: an_object(
        {"by": BY, "kind": one_of(DeadlineKind), "until": MOMENT, "reason": TEXT}
    ),
    Verb.WITHDRAW: an_object({"by": BY, "reason": TEXT}),
    Verb.REVISIT: an_object(
        {
            "by": BY,
            "via": {"type": "string", "enum": [Via.PHONE, Via.VISIT]},
            "fixed": {"type": "boolean"},
            "satisfaction": one_of(Satisfaction),
            "remark": TEXT,
            WITHOUT_APPOINTMENT: WITHOUT,
        },
        optional=("satisfaction", "remark", WITHOUT_APPOINTMENT),
    ),
    Verb.CLOSE: an_object({"by": BY, "reason": TEXT}),
    Verb.REVIEW: an_object(
        {"by": BY, "handler": TEXT, "reason": TEXT}, optional=("handler", "reason")
    ),
    Verb.ADOPT: an_object({"by": BY, "decision": one_of(Adoption), "reason": TEXT}),
    Verb.CREDIT: an_object({"by": BY, "staff": described(TEXT, CREDITED)}),
    Verb.FLAG: an_object(
        {"by": BY, "reason": TEXT, "lifted": described(TRUTH, "Taken back, with its reason.")},
        optional=("lifted",),
    ),
    Verb.COORDINATE: an_object(
        {
            "by": BY,
            "unit": described(TEXT, "Who outside the house is asked."),
            "reason": TEXT,
            "until": described(MOMENT, "A promise to the resident."),
        },
        optional=("until",),
    ),
    Verb.FORWARD: an_object(
        {
            "by": BY,
            "text": described(TEXT, "What wants repairing; the complaint's own words if left out."),
            "urgency": described(one_of(Urgency), "Read from the text where it is left out."),
        },
        optional=("text", "urgency"),
    ),
    Verb.HAND_BACK: an_object({"by": BY, "reason": TEXT, "proposal": TEXT}, optional=("proposal",)),
    Verb.SIGN_OFF: an_object(
        {"by": BY, "satisfied": {"type": "boolean"}, "remark": TEXT}, optional=("remark",)
    ),
    Verb.ARCHIVE: an_object({"by": BY}),
    Verb.ARRANGE: VISIT,
    Verb.REARRANGE: VISIT,
    Verb.CALL_OFF: an_object({"by": BY, "via": TOLD_BY, "reason": TEXT}),
    Verb.JOIN: an_object(
        {"by": BY, "into": described(CASE_NUMBER, "The case that this one is the same as.")}
    ),
    Verb.ADD: an_object({"by": BY, "via": TOLD_BY, "text": TEXT}),
}

REPORT = an_object(
    {
        "by": BY,
        "source": one_of(RegisteredSource),
        "kind": one_of(CaseKind),
        "text": TEXT,
        "home": described(TEXT, "As it is written in the directory: 8-1-302, or C-906."),
        "name": described(TEXT, "Who reported."),
        "phone": described(TEXT, "Their number: E.164, or a national one of the mainland."),
        "class": described(one_of(CaseClass), "Read from the text where it is left out."),
        "urgency": described(one_of(Urgency), "Read from the text where it is left out."),
        "place": TEXT,
        "estate": described(TEXT, "Needed where neither the home nor `by` tells the estate."),
        "about": described(
            TEXT,
            "The userid of the member of staff whom a complaint is about, who never gets it; where "
            "it is left out, the one whom the text alone names.",
        ),
        "in_person": described(
            TRUTH, "A complaint for the manager in person (R33); read from the text if left out."
        ),
        "for_whom": described(
            TEXT, "Whom the caller speaks for, in their words; read from the text if left out."
        ),
    },
    optional=(
        *("home", "name", "phone", "class", "urgency", "place", "estate", "about"),
        *("in_person", "for_whom"),
    ),
)

RECORD = an_object(
    {
        "by": BY,
        "reached": {"type": "boolean"},
        "outcome": TEXT,
        "confirmed": described(TRUTH, "Whether the resident called the task's rating true."),
        WITHOUT_APPOINTMENT: WITHOUT,
    },
    optional=("confirmed", WITHOUT_APPOINTMENT),
)


_DAY = described({"type": "string", "format": "date"}, "A day, as 2026-11-30.")
_HOME_CODE = described(TEXT, "As it is written in the directory: 8-1-302, or C-906.")
MOVE_IN = an_object(
    {
        "by": BY,
        "via": TOLD_BY,
        "home": _HOME_CODE,
        "name": TEXT,
        "phone": described(TEXT, "Their number: E.164, or a national one of the mainland."),
        "role": one_of(ResidenceRole),
        "day": _DAY,
    },
    optional=("phone",),
)
MOVE_OUT = an_object({"by": BY, "via": TOLD_BY, "home": _HOME_CODE, "day": _DAY})
CONTACT = an_object(
    {
        "by": BY,
        "via": TOLD_BY,
        "topic": one_of(Topic),
        "wanted": TRUTH,
        "words": described(TEXT, "What the resident said; kept with the consent."),
    },
    optional=("words",),
)
LANGUAGE = an_object({"by": BY, "via": TOLD_BY, "language": one_of(Language)})
ENROLMENT = an_object(
    {"by": BY, "decision": one_of(Decision), "reason": TEXT}, optional=("reason",)
)
MARK = an_object(
    {"by": BY, "mark": one_of(Mark), "remark": described(TEXT, "What differs.")},
    optional=("remark",),
)
HANDED_OVER = an_object({"by": BY})
MEASURE = an_object(
    {
        "by": BY,
        "text": described(TEXT, "What is to be improved."),
        "about": described(TEXT, "The id of the form's item; the whole, where it is left out."),
    },
    optional=("about",),
)
DECIDED = an_object(
    {
        "by": BY,
        "state": one_of(MeasureState),
        "decision": described(TEXT, "What residents read: what becomes of it, or why nothing."),
        "result": described(TEXT, "What was done."),
        "owner": described(TEXT, "The userid of whoever has it."),
        "due_on": _DAY,
    },
    optional=("state", "decision", "result", "owner", "due_on"),
)


def _parameter(name: str, schema: Schema, description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"name": name, "in": "query", "schema": schema, **told}


def _state(words: type[StrEnum]) -> Schema:
    return _parameter("state", one_of(words))


ABOUT = _parameter("about", CASE_NUMBER, "The number of a case or campaign.")
PAGING = [
    _parameter(
        "limit",
        {"type": "integer", "minimum": 1},
        "How many rows a page has, the newest first; never more than 1000.",
    ),
    _parameter("cursor", {"type": "string"}, "The `next` of the page before."),
]
KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "description": "A request that is repeated with its key is done once, answered the same.",
}
NUMBER: Schema = {"name": "number", "in": "path", "required": True, "schema": CASE_NUMBER}
CAMPAIGN = NUMBER
CHECK: Schema = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
PLACE: Schema = {"name": "place", "in": "path", "required": True, "schema": {"type": "integer"}}
RESIDENT: Schema = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
TASK: Schema = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}

_ERRORS = {
    "400": "Malformed, or a field is missing, unknown or cannot be.",
    "401": "No token, or none that is known here.",
    "403": "Beyond the role of the token or of `by`, or their own plan, or about themselves.",
    "404": "There is no such thing.",
    "408": "The body did not arrive in time.",
    "409": "Not possible in this state, or the Idempotency-Key was used for another request.",
    "413": "The body is longer than 64 KB.",
}


def _answers(schema: Schema, *errors: str) -> Schema:
    told = {status: _content(a_reference("Error"), _ERRORS[status]) for status in errors}
    return {"200": _content(schema, "Done."), **told}


def _content(schema: Schema, description: str) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _read(summary: str, answer: str, *parameters: Schema, errors: tuple[str, ...] = ()) -> Schema:
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": _answers(a_reference(answer), "400", "401", *errors),
    }


def _write(summary: str, answer: str, body: Schema, *parameters: Schema) -> Schema:
    return {
        "summary": summary,
        "parameters": [*parameters, KEY],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": _answers(a_reference(answer), *_ERRORS),
    }


READ_BY = _parameter("by", TEXT, "For whom it is read: nothing about that member is shown (R70).")
CASE_PARAMETERS = (
    _state(CaseState),
    _parameter("kind", one_of(CaseKind)),
    _parameter("since", MOMENT, "Reported at this time or later."),
    READ_BY,
    *PAGING,
)
SURVEYOR = _parameter("by", TEXT, "For whom it is read: surveys of other estates are not shown.")
READER = _parameter("to", TEXT, "A staff userid, a resident's id, or a room.")
HOME = _parameter("home", TEXT, "A home as it is written: 8-1-302.")

SURVEY_REPORT: Schema = {
    "get": {
        "summary": "The report of a survey as a file; for leads and above, and auditors (R14).",
        "parameters": [
            NUMBER,
            SURVEYOR,
            _parameter("format", one_of(ReportFormat), "JSON where it is left out."),
            _parameter("language", one_of(Language)),
        ],
        "responses": _answers({"type": "object"}, "400", "401", "403", "404")
        | {
            "200": {
                "description": "The file.",
                "content": {
                    kind: {"schema": {"type": "object"} if kind == JSON else FILE}
                    for kind in CONTENT_TYPES.values()
                },
            },
        },
    }
}

PATHS: Schema = {
    "/cases": {
        "get": _read("Cases, the newest first.", "Cases", *CASE_PARAMETERS),
        "post": _write("Register a report that reached the staff.", "RegisteredCase", REPORT),
    },
    "/cases/{number}": {
        "get": _read(
            "One case with its timeline and deadlines.",
            "CaseFile",
            NUMBER,
            READ_BY,
            errors=("404",),
        ),
    },
    **{
        f"/cases/{{number}}/{verb}": {"post": _write(f"To {verb} a case.", "Case", body, NUMBER)}
        for verb, body in VERB_BODIES.items()
    },
    "/deadlines": {
        "get": _read("Deadlines.", "Deadlines", _state(DeadlineState), ABOUT, *PAGING),
    },
    "/retention": {
        "get": _read(
            "What is to be forgotten, and on which night.",
            "Retention",
            _state(DeadlineState),
            *PAGING,
        ),
    },
    "/intake": {
        "get": _read(
            "Everything that came in, the oldest first.",
            "Intake",
            _parameter("since", MOMENT, "Received at this time or later; it must be there."),
            _parameter("until", MOMENT, "Received before this time, 31 days later at most."),
            *PAGING,
        ),
    },
    "/messages": {
        "get": _read(
            "Outgoing messages.", "Messages", READER, ABOUT, _state(MessageState), *PAGING
        ),
    },
    "/tasks": {"get": _read("Call and visit tasks.", "Tasks", _state(TaskState), *PAGING)},
    "/tasks/{id}/record": {
        "post": _write("Record an attempt at a task.", "Task", RECORD, TASK),
    },
    "/campaigns/{number}/checks": {
        "get": _read(
            "Responses beside their originals, for the company office.",
            "Checks",
            CAMPAIGN,
            *PAGING,
            errors=("403", "404"),
        ),
    },
    "/campaigns/{number}/checks/{id}": {
        "post": _write("Say what was found of a response.", "Check", MARK, CAMPAIGN, CHECK),
    },
    "/campaigns/{number}/measures": {
        "get": _read("What a survey led to.", "Measures", CAMPAIGN, errors=("404",)),
        "post": _write("Write down an improvement.", "Measures", MEASURE, CAMPAIGN),
    },
    "/measures/{id}": {
        "post": _write("Decide on a measure, or say that it is done.", "Measure", DECIDED, CHECK),
    },
    "/campaigns/{number}/prizes": {
        "get": _read("Who won, the first prize first.", "Prizes", CAMPAIGN, errors=("404",)),
    },
    "/campaigns/{number}/prizes/{place}": {
        "post": _write("A winner has got the prize.", "Prizes", HANDED_OVER, CAMPAIGN, PLACE),
    },
    "/campaigns/{number}/opinions": {
        "get": _read(
            "What was said, by how many homes; and the staff by their praise.",
            "Opinions",
            CAMPAIGN,
            errors=("404",),
        ),
    },
    "/staff": {
        "get": _read(
            "The directory of staff, with the praise of a period.",
            "Staff",
            _parameter("since", MOMENT, "Praise given at this time or later."),
            _parameter("until", MOMENT, "Praise given before this time."),
            *PAGING,
        ),
    },
    "/ratings": {
        "post": _write(
            "Key in a rating of the service, 我要评价, that came by voice or on paper.",
            "KeyedRating",
            KEYED_RATING,
        ),
    },
    "/residents": {"get": _read("The directory of residents.", "Residents", HOME, *PAGING)},
    "/residents/move_in": {"post": _write("Somebody moves in.", "Resident", MOVE_IN)},
    "/residents/{id}/move_out": {
        "post": _write("Somebody moves out.", "Resident", MOVE_OUT, RESIDENT),
    },
    "/residents/{id}/contact": {
        "post": _write("Opt somebody in or out.", "Contact", CONTACT, RESIDENT),
    },
    "/residents/{id}/language": {
        "post": _write("The language somebody reads.", "Resident", LANGUAGE, RESIDENT),
    },
    "/enrolments": {"get": _read("Wishes to be linked to a home.", "Enrolments", *PAGING)},
    "/enrolments/{number}": {
        "post": _write("Approve or return such a wish.", "Case", ENROLMENT, NUMBER),
    },
    "/residents/{id}/phone": {
        "get": _read(
            "A resident's whole number; who reads it, and why, is kept in the audit log.",
            "Phone",
            RESIDENT,
            _parameter("by", TEXT, "The userid of the member of staff who reads it."),
            _parameter("reason", TEXT, "Why."),
            errors=("403", "404"),
        )
    },
    "/audit": {
        "get": _read(
            "Who changed or read what, and why; for auditors and managers.",
            "AuditLog",
            _parameter("subject", TEXT, "What it was about: resident 12, case TS-20261124-0001."),
            _parameter("by", TEXT, "A userid, or the name of a token."),
            _parameter("action", TEXT, "A verb, read, export, erase."),
            _parameter("since", MOMENT, "At this time or later."),
            *PAGING,
            errors=("403",),
        )
    },
    "/campaigns/{number}/form": {
        "get": _read("The questions of a survey.", "Form", NUMBER, SURVEYOR, errors=("404",)),
    },
    "/campaigns/{number}/invitations": {
        "get": _read(
            "The homes that a survey asks, and how far each has got.",
            "Invitations",
            NUMBER,
            _state(Disposition),
            HOME,
            SURVEYOR,
            *PAGING,
            errors=("404",),
        ),
    },
    "/campaigns/{number}/responses": {
        "post": _write(
            "Key in a home's answers that came by phone, on paper or at its door.",
            "KeyedResponse",
            KEYED_ANSWERS,
            NUMBER,
        ),
    },
    "/campaigns": {
        "get": _read(
            "Surveys, the newest first.",
            "Campaigns",
            _state(CampaignState),
            _parameter("dropped", TRUTH, "Whether those that were given up are listed too."),
            SURVEYOR,
            *PAGING,
        ),
        "post": _write("Draft a survey.", "Campaign", DRAFT_BODY),
    },
    **{
        f"/campaigns/{{number}}{part}": {
            "get": _read(summary, answer, NUMBER, SURVEYOR, errors=("404",))
        }
        for part, summary, answer in (
            ("", "One survey.", "Campaign"),
            ("/status", "What was asked and returned, by building.", "CampaignStatus"),
            ("/forecast", "What may be expected of it before it starts.", "CampaignForecast"),
            ("/proof", "Why each home was asked or not, drawn again.", "CampaignProof"),
        )
    },
    **{
        f"/campaigns/{{number}}/{verb}": {
            "post": _write(f"To {verb} a survey.", "Campaign", body, NUMBER),
            **(SURVEY_REPORT if verb is CampaignVerb.REPORT else {}),
        }
        for verb, body in CAMPAIGN_BODIES.items()
    },
    "/openapi.json": {
        "get": {
            "summary": "This description.",
            "security": [],
            "responses": {"200": _content({"type": "object"}, "OpenAPI 3.1.")},
        },
    },
}

DOCUMENT: Schema = {
    "openapi": "3.1.0",
    "info": {
        "title": "Huiyin",
        "version": "1",
        "description": "Cases of residents, what is promised about them, and who is told.",
    },
    "servers": [{"url": MOUNTED_AT}],
    "security": [{"token": []}],
    "paths": PATHS,
    "components": {
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of API_TOKENS; its role bounds what `by` may do.",
            }
        },
        "schemas": {**SCHEMAS, **CAMPAIGN_SCHEMAS, **SURVEY_ANSWERS, **SURVEY_RESULTS},
    },
}

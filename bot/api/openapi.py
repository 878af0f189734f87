"""The OpenAPI 3.1 description of the API, kept by hand: its routes, with their parameters.

What they take stands in openapi_bodies, what they answer in openapi_schemas. A test compares it
all with the routes and with real answers.
"""

from bot.api.openapi_bodies import (
    CONTACT,
    DECIDED,
    ENROLMENT,
    HANDED_OVER,
    LANGUAGE,
    MARK,
    MEASURE,
    MOVE_IN,
    MOVE_OUT,
    RECORD,
    REPORT,
    VERB_BODIES,
)
from bot.api.openapi_campaigns import CAMPAIGN_BODIES, CAMPAIGN_SCHEMAS, DRAFT_BODY
from bot.api.openapi_operations import (
    ABOUT,
    CAMPAIGN,
    CHECK,
    NUMBER,
    PAGING,
    PLACE,
    RESIDENT,
    TASK,
    a_parameter,
    a_state,
    answers,
    content,
    reading,
    writing,
)
from bot.api.openapi_schemas import (
    MOMENT,
    SCHEMAS,
    TEXT,
    TRUTH,
    Schema,
    one_of,
)
from bot.api.openapi_survey_answers import KEYED_ANSWERS, KEYED_RATING, SURVEY_ANSWERS
from bot.api.openapi_survey_results import SURVEY_RESULTS
from bot.reports.document_files import CONTENT_TYPES, ReportFormat
from flows.rules.survey.words import CampaignState, CampaignVerb, Disposition
from flows.rules.vocabulary import (
    CaseKind,
    CaseState,
    DeadlineState,
    Language,
    MessageState,
)
from storage.tasks import TaskState

MOUNTED_AT = "/api/v1"
JSON = "application/json"
FILE: Schema = {"type": "string", "format": "binary"}

READ_BY = a_parameter("by", TEXT, "For whom it is read: nothing about that member is shown (R70).")
CASE_PARAMETERS = (
    a_state(CaseState),
    a_parameter("kind", one_of(CaseKind)),
    a_parameter("since", MOMENT, "Reported at this time or later."),
    READ_BY,
    *PAGING,
)
SURVEYOR = a_parameter("by", TEXT, "For whom it is read: surveys of other estates are not shown.")
READER = a_parameter("to", TEXT, "A staff userid, a resident's id, or a room.")
HOME = a_parameter("home", TEXT, "A home as it is written: 8-1-302.")

SURVEY_REPORT: Schema = {
    "get": {
        "summary": "The report of a survey as a file; for leads and above, and auditors (R14).",
        "parameters": [
            NUMBER,
            SURVEYOR,
            a_parameter("format", one_of(ReportFormat), "JSON where it is left out."),
            a_parameter("language", one_of(Language)),
        ],
        "responses": answers({"type": "object"}, "400", "401", "403", "404")
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
        "get": reading("Cases, the newest first.", "Cases", *CASE_PARAMETERS),
        "post": writing("Register a report that reached the staff.", "RegisteredCase", REPORT),
    },
    "/cases/{number}": {
        "get": reading(
            "One case with its timeline and deadlines.",
            "CaseFile",
            NUMBER,
            READ_BY,
            errors=("404",),
        ),
    },
    **{
        f"/cases/{{number}}/{verb}": {"post": writing(f"To {verb} a case.", "Case", body, NUMBER)}
        for verb, body in VERB_BODIES.items()
    },
    "/deadlines": {
        "get": reading("Deadlines.", "Deadlines", a_state(DeadlineState), ABOUT, *PAGING),
    },
    "/retention": {
        "get": reading(
            "What is to be forgotten, and on which night.",
            "Retention",
            a_state(DeadlineState),
            *PAGING,
        ),
    },
    "/intake": {
        "get": reading(
            "Everything that came in, the oldest first.",
            "Intake",
            a_parameter("since", MOMENT, "Received at this time or later; it must be there."),
            a_parameter("until", MOMENT, "Received before this time, 31 days later at most."),
            *PAGING,
        ),
    },
    "/messages": {
        "get": reading(
            "Outgoing messages.", "Messages", READER, ABOUT, a_state(MessageState), *PAGING
        ),
    },
    "/tasks": {"get": reading("Call and visit tasks.", "Tasks", a_state(TaskState), *PAGING)},
    "/tasks/{id}/record": {
        "post": writing("Record an attempt at a task.", "Task", RECORD, TASK),
    },
    "/campaigns/{number}/checks": {
        "get": reading(
            "Responses beside their originals, for the company office.",
            "Checks",
            CAMPAIGN,
            *PAGING,
            errors=("403", "404"),
        ),
    },
    "/campaigns/{number}/checks/{id}": {
        "post": writing("Say what was found of a response.", "Check", MARK, CAMPAIGN, CHECK),
    },
    "/campaigns/{number}/measures": {
        "get": reading("What a survey led to.", "Measures", CAMPAIGN, errors=("404",)),
        "post": writing("Write down an improvement.", "Measures", MEASURE, CAMPAIGN),
    },
    "/measures/{id}": {
        "post": writing("Decide on a measure, or say that it is done.", "Measure", DECIDED, CHECK),
    },
    "/campaigns/{number}/prizes": {
        "get": reading("Who won, the first prize first.", "Prizes", CAMPAIGN, errors=("404",)),
    },
    "/campaigns/{number}/prizes/{place}": {
        "post": writing("A winner has got the prize.", "Prizes", HANDED_OVER, CAMPAIGN, PLACE),
    },
    "/campaigns/{number}/opinions": {
        "get": reading(
            "What was said, by how many homes; and the staff by their praise.",
            "Opinions",
            CAMPAIGN,
            errors=("404",),
        ),
    },
    "/staff": {
        "get": reading(
            "The directory of staff, with the praise of a period.",
            "Staff",
            a_parameter("since", MOMENT, "Praise given at this time or later."),
            a_parameter("until", MOMENT, "Praise given before this time."),
            *PAGING,
        ),
    },
    "/ratings": {
        "post": writing(
            "Key in a rating of the service, 我要评价, that came by voice or on paper.",
            "KeyedRating",
            KEYED_RATING,
        ),
    },
    "/residents": {"get": reading("The directory of residents.", "Residents", HOME, *PAGING)},
    "/residents/move_in": {"post": writing("Somebody moves in.", "Resident", MOVE_IN)},
    "/residents/{id}/move_out": {
        "post": writing("Somebody moves out.", "Resident", MOVE_OUT, RESIDENT),
    },
    "/residents/{id}/contact": {
        "post": writing("Opt somebody in or out.", "Contact", CONTACT, RESIDENT),
    },
    "/residents/{id}/language": {
        "post": writing("The language somebody reads.", "Resident", LANGUAGE, RESIDENT),
    },
    "/enrolments": {"get": reading("Wishes to be linked to a home.", "Enrolments", *PAGING)},
    "/enrolments/{number}": {
        "post": writing("Approve or return such a wish.", "Case", ENROLMENT, NUMBER),
    },
    "/residents/{id}/phone": {
        "get": reading(
            "A resident's whole number; who reads it, and why, is kept in the audit log.",
            "Phone",
            RESIDENT,
            a_parameter("by", TEXT, "The userid of the member of staff who reads it."),
            a_parameter("reason", TEXT, "Why."),
            errors=("403", "404"),
        )
    },
    "/audit": {
        "get": reading(
            "Who changed or read what, and why; for auditors and managers.",
            "AuditLog",
            a_parameter("subject", TEXT, "What it was about: resident 12, case TS-20261124-0001."),
            a_parameter("by", TEXT, "A userid, or the name of a token."),
            a_parameter("action", TEXT, "A verb, read, export, erase."),
            a_parameter("since", MOMENT, "At this time or later."),
            *PAGING,
            errors=("403",),
        )
    },
    "/campaigns/{number}/form": {
        "get": reading("The questions of a survey.", "Form", NUMBER, SURVEYOR, errors=("404",)),
    },
    "/campaigns/{number}/invitations": {
        "get": reading(
            "The homes that a survey asks, and how far each has got.",
            "Invitations",
            NUMBER,
            a_state(Disposition),
            HOME,
            SURVEYOR,
            *PAGING,
            errors=("404",),
        ),
    },
    "/campaigns/{number}/responses": {
        "post": writing(
            "Key in a home's answers that came by phone, on paper or at its door.",
            "KeyedResponse",
            KEYED_ANSWERS,
            NUMBER,
        ),
    },
    "/campaigns": {
        "get": reading(
            "Surveys, the newest first.",
            "Campaigns",
            a_state(CampaignState),
            a_parameter("dropped", TRUTH, "Whether those that were given up are listed too."),
            SURVEYOR,
            *PAGING,
        ),
        "post": writing("Draft a survey.", "Campaign", DRAFT_BODY),
    },
    **{
        f"/campaigns/{{number}}{part}": {
            "get": reading(summary, answer, NUMBER, SURVEYOR, errors=("404",))
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
            "post": writing(f"To {verb} a survey.", "Campaign", body, NUMBER),
            **(SURVEY_REPORT if verb is CampaignVerb.REPORT else {}),
        }
        for verb, body in CAMPAIGN_BODIES.items()
    },
    "/openapi.json": {
        "get": {
            "summary": "This description.",
            "security": [],
            "responses": {"200": content({"type": "object"}, "OpenAPI 3.1.")},
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

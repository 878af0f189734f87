"""How the API tells of one operation: its parameters, its errors, and the frames of both kinds."""

from enum import StrEnum

from bot.api.openapi_schemas import (
    CASE_NUMBER,
    Schema,
    a_reference,
    one_of,
)


def a_parameter(name: str, schema: Schema, description: str = "") -> Schema:
    """A parameter of the query."""
    told = {"description": description} if description else {}
    return {"name": name, "in": "query", "schema": schema, **told}


def a_state(words: type[StrEnum]) -> Schema:
    """The parameter that asks for what is in one state."""
    return a_parameter("state", one_of(words))


ABOUT = a_parameter("about", CASE_NUMBER, "The number of a case or campaign.")
PAGING = [
    a_parameter(
        "limit",
        {"type": "integer", "minimum": 1},
        "How many rows a page has, the newest first; never more than 1000.",
    ),
    a_parameter("cursor", {"type": "string"}, "The `next` of the page before."),
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


def answers(schema: Schema, *errors: str) -> Schema:
    """The good answer, and the errors of these statuses."""
    told = {status: content(a_reference("Error"), _ERRORS[status]) for status in errors}
    return {"200": content(schema, "Done."), **told}


def content(schema: Schema, description: str) -> Schema:
    """An answer in JSON."""
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def reading(summary: str, answer: str, *parameters: Schema, errors: tuple[str, ...] = ()) -> Schema:
    """What changes nothing; `answer` names its schema."""
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": answers(a_reference(answer), "400", "401", *errors),
    }


def writing(summary: str, answer: str, body: Schema, *parameters: Schema) -> Schema:
    """What is done once for each Idempotency-Key; `answer` names its schema."""
    return {
        "summary": summary,
        "parameters": [*parameters, KEY],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": answers(a_reference(answer), *_ERRORS),
    }

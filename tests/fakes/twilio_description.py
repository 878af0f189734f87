"""What Twilio's published description allows: requests to it, and its own answers."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema

OPENAPI = Path(__file__).parents[1] / "data" / "platforms" / "api_v2010_messages_subset.json"
MESSAGES = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
MESSAGE = "api.v2010.account.message"


def complaints_about_creation(form: Mapping[str, str]) -> list[str]:
    """What is wrong with a request to send a message; nothing if it is as described."""
    body = _description()["paths"][MESSAGES]["post"]["requestBody"]["content"]
    described = body["application/x-www-form-urlencoded"]["schema"]
    schema = {
        "type": "object",
        "properties": _texts(described["properties"]),
        "required": described["required"],
        "propertyNames": {"enum": sorted(described["properties"])},
    }
    return _complaints(dict(form), schema)


def complaints_about_list(query: Mapping[str, str]) -> list[str]:
    """What is wrong with a request for the list of messages."""
    parameters = _description()["paths"][MESSAGES]["get"]["parameters"]
    described = {one["name"]: one["schema"] for one in parameters if one["in"] == "query"}
    sizes = {
        name: {key: value for key, value in schema.items() if key != "format"}
        for name, schema in described.items()
    }
    schema = {"type": "object", "properties": sizes, "additionalProperties": False}
    given = {
        name: int(value) if sizes.get(name, {}).get("type") == "integer" else value
        for name, value in query.items()
    }
    return _complaints(given, schema)


def complaints_about_message(resource: Mapping[str, Any]) -> list[str]:
    """What is wrong with a message as an answer shows it: a field too few, too many, or another."""
    described = _resolved(_description()["components"]["schemas"][MESSAGE])
    properties = {name: _nullable(schema) for name, schema in described["properties"].items()}
    schema = {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }
    return _complaints(dict(resource), schema)


def _description() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(OPENAPI.read_text())
    return document


def _complaints(given: object, schema: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(given)]


def _texts(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {key: value for key, value in schema.items() if key in {"type", "pattern"}}
        for name, schema in properties.items()
        if schema.get("type") == "string"
    }


def _nullable(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The way in which OpenAPI 3.0 says that a value may be null, as JSON Schema says it."""
    kept = {key: value for key, value in schema.items() if key not in {"format", "nullable"}}
    return {"anyOf": [kept, {"type": "null"}]} if schema.get("nullable") else kept


def _resolved(node: Any) -> Any:  # noqa: ANN401 - any part of a document
    if isinstance(node, dict) and "$ref" in node:
        name = str(node["$ref"]).rpartition("/")[2]
        return _resolved(_description()["components"]["schemas"][name])
    if isinstance(node, dict):
        return {key: _resolved(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_resolved(item) for item in node]
    return node

"""What the API says of itself is so: its routes, its bodies, and the shape of real answers."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from bot.api import routes
from bot.api.errors import Code
from bot.api.openapi import DOCUMENT, MOUNTED_AT
from bot.api.openapi_bodies import VERB_BODIES
from bot.api.registering import FIELDS as REPORT_FIELDS
from bot.api.tasks import FIELDS as RECORD_FIELDS
from flows.rules.refusals import Refusal
from flows.rules.survey.words import CampaignVerb
from flows.rules.verb_fields import FIELDS
from flows.rules.vocabulary import Role, Verb
from storage.call_tasks import open_call_task
from storage.cases import Media, find_case
from storage.database import Database
from storage.keys import Keyring
from storage.tasks import TaskReason
from tests.bot.api.served import HOME, TOKENS, WANG_PHONE, Api

PATHS: dict[str, Any] = DOCUMENT["paths"]  # type: ignore[assignment]
DONE = {"result": "换了灯管", "measures": "查了整栋楼", "improvement": "每月巡查"}


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    """Of a schema of the document, its formats included."""
    whole = {**schema, "components": DOCUMENT["components"]}
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole, format_checker=FormatChecker())


def answer_schema(path: str, method: str, status: int) -> dict[str, Any]:
    """The schema of an answer of a route."""
    content = PATHS[path][method]["responses"][str(status)]["content"]
    schema: dict[str, Any] = content["application/json"]["schema"]
    return schema


def body_schema(path: str) -> dict[str, Any]:
    """The schema of the body of a route that changes something."""
    content = PATHS[path]["post"]["requestBody"]["content"]
    schema: dict[str, Any] = content["application/json"]["schema"]
    return schema


@pytest.fixture
def lived_in(api: Api) -> str:
    """An estate in which everything happened that a case can show; the number of that case."""
    number = api.register(kind="complaint", phone=WANG_PHONE, **{"class": "management"})
    api.do(number, "propose", plan="换灯")
    api.do(number, "approve", "guo", decision="approve", reason="好")
    api.do(number, "respond", text="下午来修", promised_at="2026-11-24T15:00:00+08:00")
    api.do(number, "resolve", **DONE)
    api.do(number, "revisit", via="phone", fixed=True, satisfaction="neutral", remark="谢谢")
    with api.database.transaction() as session:
        case = find_case(session, number)
        assert case is not None
        open_call_task(
            session, case, reason=TaskReason.MAJOR, role=Role.LEAD, text="请上门", now=api.now
        )
        session.add(
            Media(
                case_id=case.id,
                channel="wechat",
                kind="image",
                reference="media-id",
                sha256="0" * 64,
                size=12,
                received_at=api.now,
            )
        )
    record = {"by": "guo", "reached": True, "outcome": "看过了"}
    assert api.post("/tasks/1/record", record).status == 200
    return number


def test_the_document_lists_the_routes_that_there_are() -> None:
    database = Database("sqlite:///:memory:", Keyring((b"k" * 32,)))
    table = routes(database, tuple(TOKENS.values()), lambda: None, lambda: None)  # type: ignore[arg-type,return-value]
    served = {
        (route.method.lower(), route.path.removeprefix(MOUNTED_AT))
        for route in table
        if route.method != "*"
    }
    any_verb = {("post", f"/{kind}/{{number}}/{{verb}}") for kind in ("cases", "campaigns")}

    told = {(method, path) for path, operations in PATHS.items() for method in operations}

    verbs = {("post", f"/cases/{{number}}/{verb}") for verb in Verb}
    verbs |= {("post", f"/campaigns/{{number}}/{verb}") for verb in CampaignVerb}
    assert any_verb <= served
    assert told == served - any_verb | verbs


def test_the_bodies_have_the_fields_that_are_read() -> None:
    for verb, body in VERB_BODIES.items():
        fields: Any = body["properties"]
        assert set(fields) == {"by", *FIELDS[verb].required, *FIELDS[verb].optional}
        assert set(body["required"]) == {"by", *FIELDS[verb].required}  # type: ignore[call-overload]
    assert tuple(body_schema("/cases")["properties"]) == REPORT_FIELDS
    assert tuple(body_schema("/tasks/{id}/record")["properties"]) == RECORD_FIELDS


def test_every_reference_leads_somewhere() -> None:
    schemas: Any = DOCUMENT["components"]

    def references(node: object) -> Iterator[str]:
        match node:
            case {"$ref": str(reference)}:
                yield reference
            case dict():
                for inner in node.values():
                    yield from references(inner)
            case list():
                for inner in node:
                    yield from references(inner)

    found = {reference.rpartition("/")[2] for reference in references(DOCUMENT)}
    assert found == set(schemas["schemas"])


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/cases", "/cases"),
        ("/cases/{number}", "/cases/TS-20261124-0001"),
        ("/deadlines", "/deadlines"),
        ("/retention", "/retention"),
        ("/messages", "/messages"),
        ("/tasks", "/tasks"),
        ("/staff", "/staff"),
        ("/residents", "/residents"),
        ("/residents/{id}/phone", "/residents/1/phone?by=chen&reason=call"),
        ("/audit", "/audit"),
    ],
)
def test_what_is_read_has_the_shape_that_is_told(
    api: Api, lived_in: str, path: str, shown: str
) -> None:
    answered = api.get(shown, role=Role.GENERAL_MANAGER)

    assert answered.status == 200
    assert answered.document.get("items", [lived_in]) != []
    validator(answer_schema(path, "get", 200)).validate(answered.document)


def test_the_lists_of_a_case_have_the_shape_that_is_told(api: Api, lived_in: str) -> None:
    case = api.case(lived_in)

    assert len(case["media"]) == 1
    assert case["plan"]["decision"] == "approve"
    assert case["verdict"]["satisfaction"] == "neutral"
    assert list(case) == [*case_fields(), "for_whom", "timeline", "deadlines", "messages"]


def case_fields() -> list[str]:
    """The fields of a case: those of the contract in their order, then its matters' own."""
    names = """
        number kind class urgency state closure round estate home place text media source reporter
        handler opened_at first_response_due_at first_responded_at promised_at resolved_at
        revisit_due_at revisited_at plan verdict closed_at sign_off archived_at
        in_person adoption flag coordination praised repeat_of forwarded_from forwarded_to
        joined_to took_in homes
    """
    return names.split()


def test_a_case_has_the_fields_of_the_contract(api: Api) -> None:
    schemas: Any = DOCUMENT["components"]
    answered = api.post(
        "/cases", {"by": "chen", "source": "talk", "kind": "praise", "text": "谢谢", "home": HOME}
    )

    assert list(answered.document) == [*case_fields(), "similar"]
    assert list(schemas["schemas"]["Case"]["properties"]) == case_fields()
    validator(answer_schema("/cases", "post", 200)).validate(answered.document)


def test_what_is_refused_has_the_shape_that_is_told(api: Api) -> None:
    number = api.register()
    refused = [
        ("/cases", api.get("/cases", {"state": "x"}), "get"),
        ("/cases", api.call("GET", "/cases"), "get"),
        ("/cases/{number}", api.get("/cases/x"), "get"),
        ("/cases/{number}/close", api.do(number, "close", "chen", reason="x"), "post"),
        ("/cases/{number}/review", api.do(number, "review"), "post"),
        ("/cases/{number}/respond", api.do(number, "respond"), "post"),
        ("/cases/{number}/respond", api.do("x", "respond"), "post"),
    ]

    assert [one.status for _, one, _ in refused] == [400, 401, 404, 403, 409, 400, 404]
    for path, answered, method in refused:
        validator(answer_schema(path, method, answered.status)).validate(answered.document)


def test_every_code_is_told() -> None:
    schemas: Any = DOCUMENT["components"]
    error = schemas["schemas"]["Error"]["properties"]["error"]

    assert set(error["properties"]["code"]["enum"]) == {*Refusal, *Code}


@given(st.dictionaries(st.sampled_from(REPORT_FIELDS), st.text() | st.none() | st.integers()))
def test_the_schema_of_a_report_refuses_other_types(report: dict[str, object]) -> None:
    is_valid = validator(body_schema("/cases")).is_valid(report)

    texts = [value for name, value in report.items() if name != "in_person"]
    assert not is_valid or all(isinstance(value, str) for value in texts)

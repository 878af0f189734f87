"""A token says which program calls; its role bounds whoever it acts for."""

import re

import pytest

from bot.api.openapi import PATHS
from flows.rules.vocabulary import Role
from tests.bot.api.served import TOKENS, Api, bearer
from tests.each import each

OPEN_TO_ALL = "/openapi.json"
ROUTES = [
    ("GET", "/cases"),
    ("GET", "/cases/BX-20261124-0001"),
    ("POST", "/cases"),
    ("POST", "/cases/BX-20261124-0001/accept"),
    ("GET", "/deadlines"),
    ("GET", "/retention"),
    ("GET", "/messages"),
    ("GET", "/tasks"),
    ("POST", "/tasks/1/record"),
    ("GET", "/staff"),
    ("GET", "/residents"),
    ("GET", "/residents/1/phone"),
    ("GET", "/audit"),
]
EVERY_ROUTE = [
    (method.upper(), re.sub(r"\{[a-z]+\}", "1", path))
    for path, methods in PATHS.items()
    for method in (methods if isinstance(methods, dict) else ())
    if path != OPEN_TO_ALL
]
KNOWN = TOKENS[Role.LEAD].token


@each(("method", "path"), EVERY_ROUTE)
def test_without_a_token_nothing_is_shown_or_done(shared_api: Api, method: str, path: str) -> None:
    answered = shared_api.call(method, path, None if method == "GET" else b"{}")

    assert (answered.status, answered.code) == (401, "unauthorized")
    assert answered.headers["WWW-Authenticate"] == "Bearer"


@each(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f"Bearer {KNOWN[:-1]}",
        f"Bearer {KNOWN}x",
        f"Basic {KNOWN}",
        KNOWN,
        f"Bearer {KNOWN}, Bearer {KNOWN}",
        "Bearer \xff\xfe",
    ],
)
def test_a_token_that_is_not_known_opens_nothing(shared_api: Api, authorization: str) -> None:
    answered = shared_api.call("GET", "/cases", headers={"Authorization": authorization})

    assert answered.status == 401


def test_the_word_bearer_may_be_written_in_any_case(shared_api: Api) -> None:
    assert (
        shared_api.call("GET", "/cases", headers={"Authorization": f"bearer {KNOWN}"}).status == 200
    )


@each("role", Role)
def test_every_token_may_read(shared_api: Api, role: Role) -> None:
    number = shared_api.register()

    for path in ("/cases", f"/cases/{number}", "/deadlines", "/messages", "/tasks", "/staff"):
        assert shared_api.get(path, role=role).status == 200


@pytest.mark.parametrize(("method", "path"), [one for one in ROUTES if one[0] == "POST"])
def test_an_auditor_s_token_changes_nothing(shared_api: Api, method: str, path: str) -> None:
    shared_api.register()
    before = shared_api.rows()

    body = b'{"by": "sun", "source": "phone", "kind": "repair", "text": "x", "home": "8-1-302"}'
    answered = shared_api.call(method, path, body, bearer(Role.AUDITOR))

    assert (answered.status, answered.code) == (403, "wrong_role")
    assert "auditor" in answered.message
    assert shared_api.rows() == before


def test_a_lead_does_no_more_than_the_token_allows(api: Api) -> None:
    path = f"/cases/{api.register()}/withdraw"
    body = {"by": "guo", "reason": "重复"}

    refused = api.post(path, body, role=Role.ASSISTANT)
    done = api.post(path, body, role=Role.LEAD)

    assert (refused.status, refused.code) == (403, "wrong_role")
    assert "program-assistant" in refused.message
    assert done.status == 200


def test_an_assistant_gains_nothing_by_a_manager_s_token(api: Api) -> None:
    path = f"/cases/{api.register()}/withdraw"

    refused = api.post(path, {"by": "chen", "reason": "重复"}, role=Role.MANAGER)

    assert (refused.status, refused.code) == (403, "wrong_role")


def test_the_bound_holds_within_a_verb_too(api: Api) -> None:
    path = f"/cases/{api.register(urgency='key')}/reclassify"
    lower = {"by": "guo", "urgency": "normal"}

    refused = api.post(path, lower, role=Role.ASSISTANT)

    assert (refused.status, refused.code) == (403, "wrong_role")
    assert api.post(path, lower, role=Role.LEAD).document["urgency"] == "normal"


def test_anyone_may_read_what_the_api_is(shared_api: Api) -> None:
    assert shared_api.call("GET", "/openapi.json").document["openapi"] == "3.1.0"

"""A write that is repeated with its Idempotency-Key happens once and is answered the same."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.rules.vocabulary import Role
from tests.bot.api.served import HOME, WANG_PHONE, Api, bearer
from tests.each import each

REPORT = {
    "by": "chen",
    "source": "phone",
    "kind": "repair",
    "text": "楼道的灯不亮",
    "home": HOME,
    "phone": WANG_PHONE,
}
DONE = {"by": "chen", "result": "换了灯管", "measures": "查了", "improvement": "每月巡查"}


def test_a_report_that_is_sent_twice_is_one_case(either_api: Api) -> None:
    first = either_api.post("/cases", REPORT, key="call-1")
    before = either_api.rows()
    either_api.later(hours=1)

    again = either_api.post("/cases", REPORT, key="call-1")

    assert (again.status, again.document) == (first.status, first.document)
    assert either_api.rows() == before


def test_the_answer_is_the_one_of_then(api: Api) -> None:
    path = f"/cases/{api.register()}/resolve"
    first = api.post(path, DONE, key="done-1")
    api.post(path.replace("resolve", "revisit"), {"by": "chen", "via": "phone", "fixed": False})

    again = api.post(path, DONE, key="done-1")

    assert again.document == first.document
    assert again.document["state"] == "resolved"


def test_the_order_of_the_fields_makes_no_other_request(api: Api) -> None:
    first = api.post("/cases", REPORT, key="call-1")

    again = api.post("/cases", dict(reversed(REPORT.items())), key="call-1")

    assert again.document == first.document


@pytest.mark.parametrize(
    ("path", "body"),
    [("/cases", REPORT | {"text": "电梯坏了"}), ("/cases/BX-20261124-0001/accept", REPORT)],
)
def test_a_key_is_good_for_one_request_only(
    either_api: Api, path: str, body: dict[str, object]
) -> None:
    either_api.post("/cases", REPORT, key="call-1")
    before = either_api.rows()

    answered = either_api.post(path, body, key="call-1")

    assert (answered.status, answered.code) == (409, "key_reused")
    assert "call-1" in answered.message
    assert either_api.rows() == before


def test_two_programs_may_use_the_same_key(api: Api) -> None:
    mine = api.post("/cases", REPORT, key="1", role=Role.LEAD).document
    theirs = api.post("/cases", REPORT, key="1", role=Role.MANAGER).document

    assert mine["number"] != theirs["number"]


def test_what_is_refused_leaves_the_key_free(either_api: Api) -> None:
    number = either_api.register()
    path = f"/cases/{number}/review"
    refused = either_api.post(path, {"by": "chen"}, key="review-1")
    either_api.do(number, "resolve", **DONE)
    either_api.do(number, "revisit", via="phone", fixed=True)

    done = either_api.post(path, {"by": "chen"}, key="review-1")

    assert (refused.status, done.status) == (409, 200)


def test_a_key_does_not_let_a_stranger_in(api: Api) -> None:
    api.post("/cases", REPORT, key="call-1", role=Role.LEAD)

    wrong = {"Authorization": "Bearer wrong", "Idempotency-Key": "call-1"}
    answered = api.call("POST", "/cases", json.dumps(REPORT).encode(), wrong)

    assert answered.status == 401


def test_the_number_in_a_request_cannot_be_guessed_from_its_key(api: Api) -> None:
    api.post("/cases", REPORT, key="call-1")

    assert WANG_PHONE not in str(api.rows()["idempotency_key"])


@each("key", ["", " ", "two words", "k" * 256, "钥匙"])
def test_a_key_that_cannot_be_is_refused(shared_api: Api, key: str) -> None:
    before = shared_api.rows()
    headers = {**bearer(Role.LEAD), "Idempotency-Key": key.encode().decode("latin-1")}

    answered = shared_api.call("POST", "/cases", json.dumps(REPORT).encode(), headers)

    assert (answered.status, answered.code) == (400, "bad_value")
    assert "Idempotency-Key" in answered.message
    assert shared_api.rows() == before


@pytest.mark.both_databases
def test_many_at_once_with_one_key_are_one_case(either_api: Api) -> None:
    with ThreadPoolExecutor(8) as callers:
        sent = [callers.submit(either_api.post, "/cases", REPORT, key="call-1") for _ in range(16)]
        answers = [one.result() for one in sent]

    assert {answered.status for answered in answers} == {200}
    assert {answered.document["number"] for answered in answers} == {"BX-20261124-0001"}
    assert len(either_api.items("/cases")) == 1


@pytest.mark.both_databases
def test_many_verbs_at_once_come_one_after_the_other(either_api: Api) -> None:
    number = either_api.register()

    with ThreadPoolExecutor(8) as callers:
        sent = [
            callers.submit(either_api.do, number, "resolve", **DONE | {"result": f"第{count}次"})
            for count in range(8)
        ]
        statuses = sorted(one.result().status for one in sent)

    assert statuses == [200, *[409] * 7]
    told = [line["kind"] for line in either_api.case(number)["timeline"]]
    assert told.count("resolved") == 1

"""我要评价 by phone, on paper and at the desk: keyed in as if it had been written (R3, R8)."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlmodel import select

from bot.api.openapi import DOCUMENT, PATHS
from bot.api.ratings import FIELDS
from flows.rules.vocabulary import Role, Satisfaction
from storage.earlier_ratings import rating_before
from storage.residents import residents_with_phone
from storage.responses import FormResponse
from tests.bot.api.served import HARBOUR, HARBOUR_HOME, HO_PHONE, HOME, WANG_PHONE, Answered, Api
from tests.each import each

SKIPPED = {"abstained": "skipped"}
UNHAPPY: dict[str, Any] = {"about": "surroundings", "overall": "dissatisfied", "opinion": SKIPPED}
SAID = UNHAPPY | {"opinion": "楼下多放两个桶吧"}


def rate(api: Api, answers: object = UNHAPPY, **fields: object) -> Answered:
    body = {"by": "chen", "home": HOME, "phone": WANG_PHONE, "mode": "phone", "answers": answers}
    return api.post("/ratings", body | fields)


def kept(api: Api) -> list[FormResponse]:
    with api.database.reading() as session:
        return list(session.exec(select(FormResponse)))


@pytest.mark.parametrize("mode", ["phone", "letter", "visit"])
def test_a_rating_is_kept_with_how_it_came_who_gave_and_who_collected_it(
    api: Api, mode: str
) -> None:
    done = rate(api, mode=mode, original="档案柜 3，第 12 张")

    assert done.status == 200, done.document
    schema = {"$ref": "#/components/schemas/KeyedRating", "components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(done.document)
    shown = done.document
    assert (shown["mode"], shown["collector"], shown["home"]) == (mode, "chen", HOME)
    assert (shown["original"], shown["case"]) == ("档案柜 3，第 12 张", None)
    assert shown["answers"] == {
        "about": {"value": "surroundings"},
        "overall": {"value": "dissatisfied"},
        "opinion": SKIPPED,
    }
    with api.database.reading() as session:
        (wang,) = residents_with_phone(session, WANG_PHONE)
    assert shown["resident"] == str(wang.id)
    [entry] = api.items("/audit", action="key_in")
    assert (entry["by"], entry["via"]) == ("chen", "api program-general_manager")
    assert entry["details"] == {"form": "open", "home": HOME, "mode": mode}


def test_it_is_the_last_rating_that_a_revisit_asks_about(api: Api) -> None:
    rate(api)
    api.later(days=1)

    with api.database.reading() as session:
        (wang,) = residents_with_phone(session, WANG_PHONE)
        known = rating_before(session, wang.id, api.now)

    assert known is not None
    assert known.satisfaction is Satisfaction.DISSATISFIED


def test_what_was_said_in_words_becomes_a_suggestion_that_somebody_answers(either_api: Api) -> None:
    answers = SAID | {"overall": {"value": "dissatisfied", "remark": "垃圾桶太少"}}
    shown = rate(either_api, answers, mode="visit").document

    case = either_api.case(shown["case"])
    assert (case["kind"], case["source"], case["state"]) == ("suggestion", "visit", "open")
    assert case["text"] == "垃圾桶太少\n楼下多放两个桶吧"
    assert (case["home"], case["reporter"]) == (HOME, shown["resident"])
    assert case["timeline"][0]["by"] == "chen"
    assert case["first_response_due_at"] == "2026-11-25T09:30:00+08:00"
    told = either_api.items("/messages", about=shown["case"])
    assert {one["to"]["id"] for one in told} >= {"chen", "lu"}


def test_somebody_whom_the_directory_does_not_know_is_one_person(api: Api) -> None:
    shown = rate(api, SAID, phone="", name="陈先生").document

    assert api.case(shown["case"])["reporter"] == shown["resident"]
    with api.database.reading() as session:
        assert [str(one.resident_id) for one in session.exec(select(FormResponse))] == [
            shown["resident"]
        ]


def test_who_gives_neither_name_nor_number_rates_for_the_home_alone(api: Api) -> None:
    shown = rate(api, phone="").document

    assert (shown["home"], shown["resident"]) == (HOME, None)


def test_a_home_may_rate_again_as_in_chat(api: Api) -> None:
    rate(api)
    again = rate(api, UNHAPPY | {"overall": "satisfied"})

    assert (again.status, len(kept(api))) == (200, 2)


def test_a_request_that_is_repeated_with_its_key_is_done_once(api: Api) -> None:
    body = {"by": "chen", "home": HOME, "mode": "phone", "answers": SAID}
    first = api.post("/ratings", body, key="once")
    second = api.post("/ratings", body, key="once")

    assert (first.status, second.document) == (200, first.document)
    assert len(kept(api)) == 1


@pytest.mark.parametrize("by", ["tan", "qian", "ng"])
def test_only_the_estates_own_assistants_and_those_above_key_in(api: Api, by: str) -> None:
    before = api.rows()
    refused = rate(api, SAID, by=by)

    assert (refused.status, refused.code) == (403, "wrong_role")
    assert api.rows() == before


def test_a_technicians_token_keys_in_for_nobody(api: Api) -> None:
    body = {"by": "sun", "home": HOME, "mode": "phone", "answers": SAID}

    assert api.post("/ratings", body, role=Role.TECHNICIAN).status == 403
    assert kept(api) == []


def test_the_general_manager_keys_in_for_every_estate(api: Api) -> None:
    home = {"home": HARBOUR_HOME, "estate": HARBOUR, "phone": HO_PHONE}

    assert rate(api, SAID, by="sun", **home).status == 200


@each(
    ("changed", "status", "why"),
    [
        ({"home": "99-9-999"}, 404, "there is no home 99-9-999"),
        ({"estate": HARBOUR}, 404, f"there is no home {HOME} in {HARBOUR}"),
        ({"home": ""}, 400, "home"),
        ({"mode": "wechat"}, 400, "mode is none of phone, letter, visit"),
        ({"phone": "12"}, 400, "phone is not a phone number"),
        ({"colour": "red"}, 400, "there is no field colour"),
        ({"answers": SAID | {"overall": "fine"}}, 400, "overall is none of"),
        ({"answers": {"overall": "satisfied"}}, 400, "about has no answer"),
        ({"answers": SAID | {"score": 5}}, 400, "score is no item of open"),
        ({"answers": "满意"}, 400, "answers is not an object"),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(
    shared_api: Api, changed: dict[str, object], status: int, why: str
) -> None:
    refused = rate(shared_api, **({"answers": SAID} | changed))

    assert (refused.status, why in refused.message) == (status, True), refused.document
    assert kept(shared_api) == []


def test_the_description_names_what_is_read() -> None:
    paths: Any = PATHS
    body = paths["/ratings"]["post"]["requestBody"]["content"]["application/json"]["schema"]

    assert set(body["properties"]) == set(FIELDS)
    assert set(body["properties"]["answers"]["properties"]) == set(UNHAPPY)

"""Surveys over HTTP: drafted, frozen, run, watched and proved, by those who may."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from sqlmodel import select

from flows.rules.survey.words import CampaignVerb, Reviewer
from flows.rules.vocabulary import Purpose, Role
from storage.audit import AuditEntry
from storage.consents import Given, record_consent
from storage.residents import Resident
from tests.bot.api.served import HARBOUR, LAKE, STAFF, TOKENS, Answered, Api
from tests.bot.api.test_openapi import answer_schema, body_schema, validator
from tests.permissions import WHO_OF_CAMPAIGNS

STARTS_ON = date(2026, 12, 5)
DRAFT = {
    "by": "guo",
    "title": "下半年满意度调查",
    "form": "quarter",
    "estates": LAKE,
    "size": 2,
    "starts_on": STARTS_ON.isoformat(),
    "seed": "翠湖 2026-2",
}
FIRST = "DC-20261124-0001"


@pytest.fixture
def surveyed(api: Api) -> Api:
    """An estate whose residents have agreed to surveys, with a draft."""
    with api.database.transaction() as session:
        for resident in session.exec(select(Resident)):
            record_consent(
                session, resident.id, Purpose.SURVEY, Given("wechat"), granted=True, now=api.now
            )
    drafted = api.post("/campaigns", DRAFT)
    assert drafted.document["number"] == FIRST
    return api


def do(api: Api, verb: str, by: str = "guo", **fields: object) -> Answered:
    return api.post(f"/campaigns/{FIRST}/{verb}", {"by": by, **fields})


def test_a_survey_is_run_by_a_program(surveyed: Api) -> None:
    assert do(surveyed, "freeze").document["state"] == "frozen"
    surveyed.later(days=12)
    assert do(surveyed, "start").document["state"] == "running"
    assert do(surveyed, "remind").status == 200
    surveyed.later(days=14)
    assert do(surveyed, "close").document["closed_at"] == "2026-12-20T09:30:00+08:00"
    assert do(surveyed, "report").document["state"] == "reported"
    for reviewer, by in zip(Reviewer, ("guo", "zhao", "sun"), strict=True):
        signed = do(surveyed, "sign", by, **{"as": reviewer, "remark": "已阅"})
    assert [one["by"] for one in signed.document["signatures"]] == ["guo", "zhao", "sun"]
    published = do(surveyed, "publish", "zhao").document

    assert published["state"] == "published"
    validator(answer_schema("/campaigns/{number}", "get", 200)).validate(published)
    with surveyed.database.reading() as session:
        lines = session.exec(select(AuditEntry).where(AuditEntry.action == "publish")).all()
        assert [(one.by, one.via, one.subject) for one in lines] == [
            ("zhao", "api program-general_manager", f"campaign {FIRST}")
        ]


def test_what_is_shown_of_a_survey_has_the_shape_that_is_told(surveyed: Api) -> None:
    do(surveyed, "freeze")

    paths = ("", "/{number}", "/{number}/status", "/{number}/forecast", "/{number}/proof")
    for path in paths:
        shown = surveyed.get("/campaigns" + path.format(number=FIRST))
        assert shown.status == 200, shown.document
        validator(answer_schema(f"/campaigns{path}", "get", 200)).validate(shown.document)
    status = surveyed.get(f"/campaigns/{FIRST}/status").document
    assert (status["issued"], status["returned"], status["wanted"]) == (2, 0, 2)
    assert status["next"] == {"step": "start", "at": "2026-12-05T09:00:00+08:00"}
    assert sum(status["dispositions"].values()) == status["issued"]
    proof = surveyed.get(f"/campaigns/{FIRST}/proof").document
    assert proof["same"] is True
    assert {one["standing"] for one in proof["homes"]} == {"drawn"}


def test_before_the_draw_there_is_no_proof(surveyed: Api) -> None:
    assert surveyed.get(f"/campaigns/{FIRST}/proof").status == 404
    assert surveyed.get(f"/campaigns/{FIRST}/forecast").status == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"form": "no_such_form"}, "form is none of half_year"),
        ({"form": "id: x\nversion: 1\n"}, "form:"),
        ({"estates": "天上花园"}, "there is no estate 天上花园"),
        ({"estates": " , "}, "estates"),
        ({"size": "40"}, "size is not a whole number"),
        ({"size": 0}, "size is not between 1"),
        ({"starts_on": "5.12."}, "starts_on is not a day"),
        ({"starts_on": "2026-11-01"}, "starts_on is not between"),
        ({"last_day": "2026-12-01"}, "last_day is not between"),
        ({"owner": "nobody"}, "there is no staff member nobody"),
        ({"owner": "chen"}, "chen cannot be the owner"),
        ({"prizes": 3}, "prizes is not between 0 and 2"),
        ({"colour": "red"}, "there is no field colour"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_with_the_reason(
    api: Api, changes: dict[str, Any], says: str
) -> None:
    refused = api.post("/campaigns", DRAFT | changes)

    assert refused.status == 400
    assert says in refused.message
    assert api.get("/campaigns").document == {"items": [], "next": None}


def test_nobody_who_may_not_run_a_survey_does_so_in_any_way(surveyed: Api) -> None:
    before = surveyed.rows()

    for verb, (userid, (role, estate)) in product(CampaignVerb, STAFF.items()):
        if estate == HARBOUR or role not in WHO_OF_CAMPAIGNS[verb]:
            fields = {"as": "service"} if verb is CampaignVerb.SIGN else {}
            answered = do(surveyed, verb, userid, **fields)
            assert (answered.status, answered.code) == (403, "wrong_role"), (verb, userid)
    for verb, role in product(CampaignVerb, TOKENS):
        if role not in WHO_OF_CAMPAIGNS[verb]:
            fields = {"as": "service"} if verb is CampaignVerb.SIGN else {}
            answered = surveyed.post(
                f"/campaigns/{FIRST}/{verb}", {"by": "sun", **fields}, role=role
            )
            assert (answered.status, answered.code) == (403, "wrong_role"), (verb, role)
    for role in (Role.ASSISTANT, Role.TECHNICIAN, Role.AUDITOR):
        assert surveyed.post("/campaigns", DRAFT, role=role).status == 403

    assert surveyed.rows() == before


def test_a_survey_of_another_estate_is_not_shown_to_its_neighbours(surveyed: Api) -> None:
    do(surveyed, "freeze")
    for path in ("", "/status", "/proof"):
        assert surveyed.get(f"/campaigns/{FIRST}{path}", {"by": "ng"}).status == 404
        assert surveyed.get(f"/campaigns/{FIRST}{path}", {"by": "lu"}).status == 200
        assert surveyed.get(f"/campaigns/{FIRST}{path}", {"by": "qian"}).status == 200

    assert surveyed.items("/campaigns", by="ng") == []
    assert len(surveyed.items("/campaigns", by="lu", state="frozen")) == 1


def test_a_verb_at_the_wrong_time_changes_nothing(surveyed: Api) -> None:
    before = surveyed.rows()

    assert do(surveyed, "start").code == "wrong_state"
    assert do(surveyed, "dance").status == 404
    assert do(surveyed, "sign").code == "missing_field"
    surveyed.later(days=6)
    late = do(surveyed, "freeze", "zhao")
    assert (late.status, late.code) == (409, "wrong_state")
    assert "7 days" in late.message
    assert surveyed.rows() == before

    assert do(surveyed, "freeze", "zhao", reason="台风改期").status == 200


def test_a_program_corrects_a_draft_and_gives_it_up(surveyed: Api) -> None:
    changes: dict[str, Any] = {
        "size": 1,
        "starts_on": "2026-12-12",
        "owner": "guo",
        "form": "half_year",
    }
    validator(body_schema("/campaigns/{number}/revise")).validate({"by": "guo", **changes})

    revised = do(surveyed, "revise", **changes).document

    assert (revised["size"], revised["last_day"]) == (1, "2026-12-25")
    assert (revised["form"]["id"], revised["title"]) == ("half_year", DRAFT["title"])
    assert do(surveyed, "drop").code == "missing_field"
    dropped = do(surveyed, "drop", reason="重复").document
    assert (dropped["state"], dropped["dropped_at"]) == ("draft", "2026-11-24T09:30:00+08:00")
    validator(answer_schema("/campaigns/{number}", "get", 200)).validate(dropped)
    assert surveyed.items("/campaigns") == surveyed.items("/campaigns", dropped="false") == []
    assert [one["number"] for one in surveyed.items("/campaigns", dropped="true")] == [FIRST]
    assert surveyed.get("/campaigns", {"dropped": "1"}).status == 400
    refused = do(surveyed, "freeze")
    assert (refused.status, refused.code) == (409, "wrong_state")
    assert "has been given up" in refused.message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"form": "no_such_form"}, "form is none of half_year"),
        ({"estates": "天上花园"}, "there is no estate 天上花园"),
        ({"size": "40"}, "size is not a whole number"),
        ({"starts_on": "2026-11-01"}, "starts_on is not between"),
        ({"last_day": "2026-12-01"}, "last_day is not between"),
        ({"owner": "nobody"}, "there is no staff member nobody"),
        ({"owner": "chen"}, "chen cannot be the owner"),
        ({"prizes": 3}, "prizes is not between 0 and 2"),
        ({"reason": "x"}, "there is no field reason"),
        ({}, "the draft says so already"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_the_reason(
    surveyed: Api, changes: dict[str, Any], says: str
) -> None:
    before = surveyed.rows()

    refused = do(surveyed, "revise", **changes)

    assert refused.status == 400
    assert says in refused.message
    assert surveyed.rows() == before


def test_the_bodies_of_a_survey_have_the_fields_that_are_read(surveyed: Api) -> None:
    validator(body_schema("/campaigns")).validate(DRAFT)
    repeated = surveyed.post("/campaigns", DRAFT, key="draft-2")
    again = surveyed.post("/campaigns", DRAFT, key="draft-2")

    assert repeated.document["number"] == again.document["number"] == "DC-20261124-0002"
    assert repeated.document["last_day"] == (STARTS_ON + timedelta(days=13)).isoformat()

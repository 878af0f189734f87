"""A survey after its close over HTTP: checks for the company office, calls, prizes, opinions."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from flows.rules.survey.words import CampaignState, CampaignVerb
from flows.rules.vocabulary import Role, Satisfaction
from storage.campaign_signing import Spoken
from storage.campaigns import lock_campaign
from storage.conversations import Conversation, ConversationState, Starter, seal_document
from storage.inbound import Arrival, belongs_to, enter
from storage.residents import Resident, add_identity
from storage.responses import FormResponse
from storage.survey_truth import after_close
from tests.bot.api.served import Api, served
from tests.bot.api.test_openapi import answer_schema, validator
from tests.campaigns import Survey
from tests.estate import Garden
from tests.survey_estate import run

LIFT = "电梯太慢了，早上要等十分钟"


@pytest.fixture
def api(garden: Garden) -> Iterator[Api]:
    with served(garden.database) as api:
        api.now = garden.now
        yield api


@pytest.fixture
def survey(garden: Garden) -> Survey:
    """Closed, with two answers of four, both of which were keyed in by xiao.lin."""
    survey = Survey(garden, 4, prizes=1)
    survey.answers(survey.homes[0], Satisfaction.DISSATISFIED, LIFT, collector="xiao.lin")
    survey.answers(survey.homes[1], Satisfaction.VERY_SATISFIED, collector="xiao.lin")
    survey.move_to(CampaignState.CLOSED)
    with garden.changing() as session:
        after_close(session, lock_campaign(session, survey.id), garden.now)
    return survey


def looked_up(api: Api, path: str, pattern: str) -> dict[str, Any]:
    """An answer, in the shape that the document promises."""
    answered = api.get(path)
    assert answered.status == 200, answered.document
    validator(answer_schema(pattern, "get", 200)).validate(answered.document)
    shown: dict[str, Any] = answered.document
    return shown


def test_the_task_of_an_opinion_says_whom_to_call_and_what_they_wrote(
    api: Api, survey: Survey
) -> None:
    items = looked_up(api, "/tasks", "/tasks")["items"]

    (opinion,) = [one for one in items if one["reason"] == "opinion"]
    assert (opinion["about"], opinion["home"]) == (survey.number, "9-1-001")
    assert opinion["phone"] == "138****0001"
    assert LIFT in opinion["text"]
    assert "可以这样说" in opinion["text"]
    deadlines = api.items("/deadlines", about=survey.number)
    assert [one["kind"] for one in deadlines].count("opinion_callback") == 1


def test_its_record_ends_it_and_says_whether_a_rating_was_true(api: Api, survey: Survey) -> None:
    tasks = {one["reason"]: one for one in api.items("/tasks")}
    body = {"by": "zhou", "reached": True, "outcome": "住户说没有填过", "confirmed": False}

    answered = api.post(f"/tasks/{tasks['opinion']['id']}/record", body | {"by": "xiao.lin"})
    assert (answered.status, answered.document["state"]) == (200, "done")
    assert tasks["check"]["rating"] in {"dissatisfied", "very_satisfied"}
    assert api.post(f"/tasks/{tasks['check']['id']}/record", body).status == 200
    check = looked_up(api, f"/campaigns/{survey.number}/checks", "/campaigns/{number}/checks")
    assert check["items"][0]["calls"][0]["confirmed"] is False


def test_the_company_office_sees_each_answer_and_marks_it(api: Api, survey: Survey) -> None:
    path = f"/campaigns/{survey.number}/checks"
    shown = looked_up(api, path, "/campaigns/{number}/checks")
    (check,) = shown["items"]

    assert shown["state"] == "running"
    assert (check["collector"], check["kept_at"]) == ("xiao.lin", "文件柜 3")
    assert {one["item"] for one in check["answers"]} == {"overall", "opinion"}
    body = {"by": "shen", "mark": "match", "remark": "与原件一致"}
    marked = api.post(f"{path}/{check['id']}", body, role=Role.AUDITOR)
    assert (marked.status, marked.document["mark"]) == (200, "match")
    assert looked_up(api, path, "/campaigns/{number}/checks")["state"] == "passed"


def test_nobody_else_sees_or_marks_them(api: Api, survey: Survey) -> None:
    path = f"/campaigns/{survey.number}/checks"
    check = api.items(path)[0]["id"]

    assert {api.get(path).status} == {200}
    assert api.call("GET", path, headers={}).status == 401
    for role in (Role.ASSISTANT, Role.LEAD, Role.MANAGER):
        assert (
            api.call(
                "GET", path, headers={"Authorization": f"Bearer token-of-the-{role}-0001"}
            ).status
            == 403
        )
        marked = api.post(f"{path}/{check}", {"by": "boss", "mark": "falsified"}, role=role)
        assert (marked.status, marked.code) == (403, "wrong_role")
    assert api.post(f"{path}/99999", {"by": "shen", "mark": "match"}).status == 404
    assert api.get("/campaigns/DC-20200101-0001/checks").status == 404


def test_the_winner_and_the_ranking_can_be_looked_up(api: Api, survey: Survey) -> None:
    prizes = looked_up(api, f"/campaigns/{survey.number}/prizes", "/campaigns/{number}/prizes")
    opinions = looked_up(
        api, f"/campaigns/{survey.number}/opinions", "/campaigns/{number}/opinions"
    )

    assert (len(prizes["items"]), prizes["seed"]) == (1, "2026-下半年")
    path = f"/campaigns/{survey.number}/prizes/1"
    assert api.post(path, {"by": "xiao.lin"}).document["items"][0]["handed_over_by"] == "xiao.lin"
    assert api.post(path, {"by": "xiao.lin"}).status == 409
    assert [one["homes"] for one in opinions["opinions"]] == [1]
    assert opinions["opinions"][0]["examples"] == [LIFT]


def test_a_measure_is_proposed_decided_on_and_done(api: Api, survey: Survey) -> None:
    path = f"/campaigns/{survey.number}/measures"
    proposed = api.post(path, {"by": "xiao.lin", "text": "加快电梯", "about": "overall"})
    assert proposed.status == 200, proposed.document
    (measure,) = proposed.document["items"]

    decision = {"by": "wang", "state": "adopted", "decision": "十二月换控制柜"}
    lacking = api.post(f"/measures/{measure['id']}", decision)
    assert (lacking.status, lacking.code) == (400, "missing_field")
    given = decision | {"owner": "zhou", "due_on": "2026-12-20"}
    adopted = api.post(f"/measures/{measure['id']}", given)
    assert (adopted.status, adopted.document["state"]) == (200, "adopted")
    done = api.post(
        f"/measures/{measure['id']}", {"by": "zhou", "state": "done", "result": "换好了"}
    )
    assert done.document["state"] == "done"
    assert done.document["follow_up"].startswith("DC-")
    shown = looked_up(api, path, "/campaigns/{number}/measures")["items"]
    assert [one["result"] for one in shown] == ["换好了"]
    assert api.post(f"/measures/{measure['id']}", {"by": "zhou"}).status == 409
    assert api.post("/measures/9999", {"by": "zhou"}).status == 404


def test_what_was_written_stands_beside_each_answer_in_order(api: Api, garden: Garden) -> None:
    survey = Survey(garden, 1)
    response_id = survey.answers(survey.homes[0], Satisfaction.SATISFIED)
    with garden.changing() as session:
        response = session.get_one(FormResponse, response_id)
        assert response.resident_id is not None
        resident = session.get_one(Resident, response.resident_id)
        identity = add_identity(session, resident, "wechat", "gh", "openid-of-9-1-001")
        talk = Conversation(
            resident_id=resident.id,
            flow="questionnaire",
            seed_sealed=seal_document(session, {}),
            answers_sealed=seal_document(session, {}),
            state=ConversationState.DONE,
            starter=Starter.HOUSE,
            opened_at=garden.now - timedelta(minutes=10),
            touched_at=garden.now,
        )
        session.add(talk)
        session.flush()
        response.conversation_id = talk.id
        session.add(response)
        for number, (minutes, words) in enumerate(((60, "之前的话"), (5, "满意吧"), (3, "跳过"))):
            at = garden.now - timedelta(minutes=minutes)
            arrival = Arrival("wechat", "gh", f"message {number}", words, b"<xml/>", {})
            row_id = enter(session, arrival, at)
            assert row_id is not None
            belongs_to(session, row_id, identity.id)
    run(garden, CampaignVerb.CLOSE, survey.number, "wang", Spoken(reason="答卷已够"))

    (check,) = api.items(f"/campaigns/{survey.number}/checks")

    assert [one["text"] for one in check["original"]] == ["满意吧", "跳过"]

"""Answers on paper, by phone and at the door: keyed in item by item, and never over others (R8)."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlmodel import Session, select

from bot.api.openapi import DOCUMENT
from flows.forms.answers import Given, Response
from flows.forms.reading import load_form
from flows.forms.writing import form_digest
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import MessageState, Purpose, Source
from storage.campaigns import Campaign, find_campaign
from storage.conversations import Conversation, ConversationState
from storage.estates import Estate
from storage.forms import publish_form
from storage.handing_in import hand_in
from storage.invitations import Invitation
from storage.outgoing import Outgoing
from storage.questionnaire_links import find_linked, keep_entered
from storage.responses import FormResponse, answers_to
from tests.bot.api.served import HARBOUR_HOME, HOME, LAKE, NEXT_DOOR, NOW, Answered, Api
from tests.bot.questionnaire_page import ALL_KINDS, form_in
from tests.surveys import TOKEN, invite, running_campaign

SKIPPED = {"abstained": "skipped"}
PAPER: dict[str, Any] = {
    "score": 4,
    "wishes": ["light", "speed"],
    "stuck": True,
    "times": 3,
    "day": "2026-12-05",
    "photo": SKIPPED,
    "opinion": {"value": "电梯里太暗", "remark": "写在背面"},
}


@pytest.fixture
def number(api: Api) -> str:
    """A running survey of one of two homes of the lake's."""
    with api.database.transaction() as session:
        estate = session.exec(select(Estate).where(Estate.name == LAKE)).one()
        last_day = date(2026, 12, 4)
        campaign = running_campaign(session, estate.id, [HOME], NOW, last_day=last_day)
        version = publish_form(session, form_in(ALL_KINDS), NOW)
        campaign.form_version_id, campaign.form_content = version.id, version.content
        invite(session, session.exec(select(Invitation)).one(), TOKEN)
        return campaign.number


def key_in(api: Api, number: str, answers: object = None, **fields: object) -> Answered:
    body = {"by": "chen", "home": HOME, "mode": "letter", "answers": answers or PAPER} | fields
    return api.post(f"/campaigns/{number}/responses", body)


def valid(name: str, document: object) -> bool:
    """Whether an answer has the shape that the description gives it."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(document)
    return True


def test_a_paper_is_keyed_in_with_who_collected_it_and_where_it_lies(api: Api, number: str) -> None:
    done = key_in(api, number, original="档案柜 3，第 12 张")

    assert done.status == 200, done.document
    assert valid("KeyedResponse", done.document)
    assert done.document["answers"] == {
        "score": {"value": "4"},
        "wishes": {"value": ["speed", "light"]},
        "stuck": {"value": True},
        "times": {"value": 3},
        "day": {"value": "2026-12-05"},
        "photo": SKIPPED,
        "opinion": {"value": "电梯里太暗", "remark": "写在背面"},
    }
    assert (done.document["mode"], done.document["collector"]) == ("letter", "chen")
    assert done.document["original"] == "档案柜 3，第 12 张"
    [item] = api.items(f"/campaigns/{number}/invitations")
    assert valid("Invitation", item)
    assert (item["state"], item["mode"], item["collector"]) == ("returned", "letter", "chen")
    [entry] = api.items("/audit", action="key_in")
    assert (entry["by"], entry["details"]) == ("chen", {"home": HOME, "mode": "letter"})


def test_it_is_asked_for_no_more_and_the_talk_about_it_ends(api: Api, number: str) -> None:
    with api.database.transaction() as session:
        linked = find_linked(session, TOKEN, NOW)
        assert linked is not None
        keep_entered(session, linked, {"score": Given("5")}, NOW)
        session.add(reminder(session))
    key_in(api, number)

    with api.database.reading() as session:
        waiting = select(Outgoing).where(Outgoing.purpose == Purpose.SURVEY)
        assert session.exec(waiting).one().state is MessageState.CANCELLED
        assert session.exec(select(Conversation)).one().state is ConversationState.DONE
        assert session.exec(select(Invitation)).one().known == Known.COMPLETED


def reminder(session: Session) -> Outgoing:
    invitation = session.exec(select(Invitation)).one()
    return Outgoing(
        unique_key="a reminder",
        resident_id=invitation.resident_id,
        invitation_id=invitation.id,
        purpose=Purpose.SURVEY,
        text="还没填",
        state=MessageState.QUEUED,
        not_before=NOW,
        created_at=NOW,
    )


def test_what_the_home_answered_itself_is_never_overwritten(api: Api, number: str) -> None:
    with api.database.transaction() as session:
        own(session, number)
    refused = key_in(api, number)

    assert (refused.status, refused.code) == (409, "wrong_state")
    assert "answered by itself" in refused.message
    with api.database.reading() as session:
        row = session.exec(select(FormResponse)).one()
        assert (row.mode, answers_to(session, row)) == (Source.WECHAT, {"score": {"value": "1"}})


def own(session: Session, number: str) -> None:
    """The home answers in chat."""
    campaign = find_campaign(session, number)
    assert campaign is not None
    form = load_form(campaign.form_content)
    response = Response(form.id, form.version, form_digest(form), (("score", Given("1")),))
    row = FormResponse(mode=Source.WECHAT, handed_in_at=NOW)
    hand_in(session, session.exec(select(Invitation)).one(), response, row)


def test_what_was_keyed_in_is_not_keyed_in_again(api: Api, number: str) -> None:
    key_in(api, number)
    refused = key_in(api, number, by="guo")

    assert (refused.status, "keyed in before, by chen" in refused.message) == (409, True)


@pytest.mark.parametrize(
    ("home", "status"), [(NEXT_DOOR, 409), (HARBOUR_HOME, 404), ("99-9-999", 404), ("", 400)]
)
def test_nobody_answers_for_a_home_that_was_not_drawn(
    api: Api, number: str, home: str, status: int
) -> None:
    assert key_in(api, number, home=home).status == status
    with api.database.reading() as session:
        assert session.exec(select(FormResponse)).all() == []


def test_after_the_close_nothing_is_keyed_in(api: Api, number: str) -> None:
    with api.database.transaction() as session:
        session.exec(select(Campaign)).one().state = CampaignState.CLOSED
    refused = key_in(api, number)

    assert (refused.status, "while the survey is closed" in refused.message) == (409, True)


@pytest.mark.parametrize("by", ["tan", "qian", "ng"])
def test_only_the_estates_own_assistants_and_those_above_key_in(
    api: Api, number: str, by: str
) -> None:
    assert (key_in(api, number, by=by).status, key_in(api, number).status) == (403, 200)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"score": 6}, "score is none of 1, 2, 3, 4, 5"),
        ({"score": "很好"}, "score is none of"),
        ({"wishes": "speed"}, "wishes is no list of options"),
        ({"wishes": ["speed", "noise", "light"]}, "wishes has more than 2 options"),
        ({"wishes": [["speed"]]}, "wishes is none of"),
        ({"stuck": "yes"}, "stuck is neither true nor false"),
        ({"times": 99}, "times is not from 1 to 50"),
        ({"times": 1.5}, "times is no whole number"),
        ({"times": True}, "times is no number"),
        ({"stuck": False}, "times is not asked after these answers"),
        ({"day": "2027-01-01"}, "day is after 2026-12-31"),
        ({"day": "5/12"}, "day is no day, as 2026-12-05"),
        ({"photo": ["m1"]}, "photo takes photos, which cannot be keyed in"),
        ({"opinion": "慢" * 2001}, "opinion is no text of up to 2000 characters"),
        ({"opinion": None}, "opinion is no text"),
        (
            {"opinion": {"abstained": "lazy"}},
            "opinion is abstained from as none of skipped, unclear",
        ),
        ({"opinion": {"text": "慢"}}, "opinion holds neither a value"),
        ({"opinion": {"value": "慢", "remark": 5}}, "opinion has a remark that is no text"),
        ({"colour": "red"}, "colour is no item of all_kinds"),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(
    api: Api, number: str, changed: dict[str, object], why: str
) -> None:
    refused = key_in(api, number, PAPER | changed)

    assert (refused.status, why in refused.message) == (400, True), refused.document
    with api.database.reading() as session:
        assert session.exec(select(FormResponse)).all() == []


def test_all_slips_are_named_at_once_and_a_blank_item_has_to_be_said(api: Api, number: str) -> None:
    refused = key_in(api, number, {"score": 9, "stuck": SKIPPED})

    assert refused.status == 400
    for item in ("score is", "wishes has no answer", "day has no answer", "opinion has no answer"):
        assert item in refused.message


@pytest.mark.parametrize("answers", ["text", 5, ["score"], [{"a": "\x00"}]])
def test_answers_that_are_no_object_are_refused(api: Api, number: str, answers: object) -> None:
    assert key_in(api, number, answers).status == 400


def test_the_questions_are_shown_with_the_values_that_answers_have(api: Api, number: str) -> None:
    shown = api.get(f"/campaigns/{number}/form")

    assert (shown.status, shown.document["id"]) == (200, "all_kinds")
    assert len(shown.document["digest"]) == 64
    assert shown.document["sections"][0]["items"][1]["options"][0]["value"] == "speed"
    assert api.get("/campaigns/DC-20261124-9999/form").status == 404


def test_invitations_are_found_by_how_they_stand_and_by_home(api: Api, number: str) -> None:
    path = f"/campaigns/{number}/invitations"

    assert [one["home"] for one in api.items(path, state="unreturned")] == [HOME]
    assert api.items(path, state="returned") == []
    assert [one["home"] for one in api.items(path, home=HOME)] == [HOME]
    assert api.items(path, home=NEXT_DOOR) == []
    assert "13800000001" not in str(api.items(path))
    assert api.get(path, {"state": "asleep"}).status == 400


def test_a_request_that_is_repeated_with_its_key_is_done_once(api: Api, number: str) -> None:
    body = {"by": "chen", "home": HOME, "mode": "phone", "answers": PAPER}
    first = api.post(f"/campaigns/{number}/responses", body, key="once")
    api.later(minutes=5)
    second = api.post(f"/campaigns/{number}/responses", body, key="once")

    assert (first.status, second.document) == (200, first.document)

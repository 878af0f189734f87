"""Lists: what is asked for, newest first, in pages that hold still; phone numbers masked."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

from flows.rules.vocabulary import DeadlineKind, MessageState, Purpose
from flows.wording.say import plain
from storage.outgoing import CODE, Outgoing, post
from storage.residents import Residence
from storage.survey_news import tell_home
from tests.bot.api.served import (
    HARBOUR,
    HARBOUR_HOME,
    HO_PHONE,
    HOME,
    LAKE,
    MR_WANG,
    MS_HO,
    NEXT_DOOR,
    STAFF,
    WANG_PHONE,
    Api,
)
from tests.campaign_rows import Asked, closed_campaign
from tests.each import each
from tests.surveys import invitations

DONE = {"result": "换了灯管", "measures": "查了整栋楼", "improvement": "每月巡查"}


def pages(api: Api, path: str, limit: int) -> Iterator[list[dict[str, Any]]]:
    """The pages of a list, one after the other."""
    parameters: dict[str, str | int] = {"limit": limit}
    while True:
        answered = api.get(path, parameters).document
        yield answered["items"]
        if answered["next"] is None:
            return
        parameters["cursor"] = answered["next"]


def test_cases_are_listed_newest_first(api: Api) -> None:
    numbers = [api.register(f"第{count}件") for count in range(3)]

    assert [case["number"] for case in api.items("/cases")] == numbers[::-1]


def test_a_listed_case_is_the_case(api: Api) -> None:
    number = api.register()
    api.do(number, "resolve", **DONE)

    case = api.case(number)
    del case["timeline"], case["deadlines"], case["messages"], case["for_whom"]
    assert api.items("/cases") == [case]


def test_cases_are_found_by_state_kind_and_time(api: Api) -> None:
    repair = api.register()
    api.later(hours=1)
    complaint = api.register(kind="complaint")
    api.do(complaint, "respond", text="收到", via="phone")

    def found(**parameters: str) -> list[str]:
        return [case["number"] for case in api.items("/cases", **parameters)]

    assert found(state="open") == [repair]
    assert found(state="handling") == [complaint]
    assert found(kind="complaint") == [complaint]
    assert found(kind="complaint", state="open") == []
    assert found(since="2026-11-24T10:30:00+08:00") == [complaint]
    assert found(since="2026-11-24T02:30:00Z") == [complaint]
    assert found(since="2026-11-24T02:30:01Z") == []
    assert found(state="", kind="", since="", cursor="") == [complaint, repair]


def test_a_plus_that_nobody_escaped_is_understood(api: Api) -> None:
    number = api.register()

    assert [case["number"] for case in api.items("/cases", since="2026-11-24T09:30:00 08:00")] == [
        number
    ]


@pytest.mark.both_databases
def test_pages_hold_still_while_cases_are_added(either_api: Api) -> None:
    numbers = [either_api.register(f"第{count}件") for count in range(7)]

    seen = []
    for page in pages(either_api, "/cases", limit=3):
        seen.append([case["number"] for case in page])
        either_api.register("又一件")

    assert seen == [numbers[6:3:-1], numbers[3:0:-1], numbers[:1]]


def test_a_full_last_page_has_no_next(api: Api) -> None:
    for count in range(4):
        api.register(f"第{count}件")

    assert [len(page) for page in pages(api, "/cases", limit=2)] == [2, 2]


@each(
    ("path", "parameters", "named"),
    [
        ("/cases", {"state": "asleep"}, "state"),
        ("/cases", {"kind": "TS"}, "kind"),
        ("/cases", {"since": "yesterday"}, "since"),
        ("/cases", {"since": "2026-11-24"}, "since"),
        ("/cases", {"since": "0001-01-01T00:00:00+14:00"}, "since"),
        ("/cases", {"limit": "0"}, "limit"),
        ("/cases", {"limit": "-1"}, "limit"),
        ("/cases", {"limit": "many"}, "limit"),
        ("/cases", {"cursor": "x"}, "cursor"),
        ("/cases", {"cursor": "99999999999"}, "cursor"),
        ("/cases", {"sate": "open"}, "sate"),
        ("/cases", {"state": "open\x00"}, "state"),
        ("/deadlines", {"state": "open"}, "state"),
        ("/deadlines", {"about": "8-1-302"}, "about"),
        ("/messages", {"state": "sent"}, "state"),
        ("/messages", {"to": "\x00"}, "to"),
        ("/tasks", {"state": "fired"}, "state"),
        ("/residents", {"phone": WANG_PHONE}, "phone"),
        ("/staff", {"userid": "chen"}, "userid"),
        ("/cases/BX-20261124-0001", {"full": "yes"}, "full"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused_by_name(
    shared_api: Api, path: str, parameters: dict[str, str], named: str
) -> None:
    answered = shared_api.get(path, parameters)

    assert (answered.status, answered.code) == (400, "bad_value")
    assert named in answered.message


def test_a_parameter_comes_once(shared_api: Api) -> None:
    answered = shared_api.get("/cases?state=open&state=closed")

    assert (answered.status, answered.code) == (400, "bad_value")


def test_deadlines_are_found_by_state_and_case(either_api: Api) -> None:
    first, second = either_api.register(), either_api.register("电梯坏了")
    either_api.do(first, "respond", text="收到", via="phone")

    about = either_api.items("/deadlines", about=first.lower())
    assert {one["about"] for one in about} == {first}
    assert {one["kind"]: one["state"] for one in about}["first_response"] == "met"
    met = either_api.items("/deadlines", state="met")
    assert [(one["about"], one["kind"], one["met_at"]) for one in met] == [
        (first, "first_response", "2026-11-24T09:30:00+08:00")
    ]
    assert {one["about"] for one in either_api.items("/deadlines", state="pending")} == {
        first,
        second,
    }
    assert either_api.items("/deadlines", about="TS-20200101-0001") == []


def test_messages_are_found_by_reader_case_and_state(either_api: Api) -> None:
    number = either_api.register(phone=WANG_PHONE)
    either_api.do(number, "respond", text="下午来修")
    reporter = either_api.case(number)["reporter"]

    (answer,) = either_api.items("/messages", to=reporter)
    assert answer["to"] == {"kind": "resident", "id": reporter}
    assert (answer["purpose"], answer["state"], answer["attempts"]) == ("case", "queued", 0)
    assert (answer["channel"], answer["error"], answer["sent_at"]) == (None, None, None)
    assert "下午来修" in answer["text"]
    pushes = either_api.items("/messages", to="CHEN", about=number)
    assert pushes
    assert {(one["to"]["kind"], one["to"]["id"]) for one in pushes} == {("staff", "chen")}
    assert either_api.items("/messages", state="delivered") == []
    assert either_api.items("/messages", to="nobody") == []


def test_messages_are_found_by_the_survey_that_they_are_about(api: Api) -> None:
    asked = {"DC-20261116-0001": HOME, "DC-20261116-0002": NEXT_DOOR}
    with api.database.transaction() as session:
        for number, home in asked.items():
            homes = (Asked(LAKE, home, {"overall": "satisfied"}),)
            campaign = closed_campaign(session, number, homes, api.now)
            (invitation,) = invitations(session, campaign.id)
            lives = select(Residence.resident_id).where(Residence.home_id == invitation.home_id)
            invitation.resident_id = session.exec(lives).first()
            thanks = plain(f"谢谢您参加 {number}")
            tell_home(session, invitation, thanks, key="thanks", at=api.now, now=api.now)

    (message,) = api.items("/messages", about="dc-20261116-0002")

    assert message["text"] == "谢谢您参加 DC-20261116-0002"
    assert api.items("/messages", about="DC-20261116-0003") == []


def test_a_room_is_a_reader_too(api: Api) -> None:
    with api.database.transaction() as session:
        post(
            session,
            Outgoing(
                unique_key="report 2026-11",
                room="manager",
                purpose=Purpose.STAFF,
                text="月报",
                state=MessageState.QUEUED,
                not_before=api.now,
                created_at=api.now,
            ),
        )

    (message,) = api.items("/messages", to="manager")

    assert message["to"] == {"kind": "room", "id": "manager"}


def test_the_directory_of_staff_shows_no_whole_number(api: Api) -> None:
    members = {member["userid"]: member for member in api.items("/staff")}

    assert members.keys() == STAFF.keys()
    assert members["chen"] == {
        "userid": "chen",
        "name": "员工chen",
        "role": "assistant",
        "department": "",
        "phone": "139****0004",
        "estate": LAKE,
        "reports_to": None,
        "active": True,
        "praise": 0,
    }
    assert members["sun"]["estate"] is None
    assert members["ng"]["estate"] == HARBOUR


def test_the_directory_of_residents_shows_no_whole_number(api: Api) -> None:
    api.register(name="陌生人", phone="+85255500177")
    residents = {one["name"]: one for one in api.items("/residents")}

    assert residents.keys() == {MR_WANG, "李芳", "李强", MS_HO}
    assert residents[MR_WANG]["phone"] == "138****0001"
    assert residents[MS_HO]["phone"] == "+852****0103"
    assert residents[MS_HO]["estate"] == HARBOUR
    assert residents[MR_WANG]["homes"] == [
        {"home": HOME, "role": "owner", "moved_in": None, "moved_out": None, "key_client": False}
    ]
    for path in ("/residents", "/staff", "/cases", "/messages"):
        shown = str(api.items(path))
        assert WANG_PHONE.removeprefix("+86") not in shown
        assert HO_PHONE.removeprefix("+852") not in shown


def test_residents_are_found_by_home(either_api: Api) -> None:
    def names(home: str) -> set[str]:
        return {one["name"] for one in either_api.items("/residents", home=home)}

    assert names(HOME) == {MR_WANG}
    assert names(NEXT_DOOR) == {"李芳", "李强"}
    assert names(HARBOUR_HOME) == {MS_HO}
    assert names("9-9-999") == set()


def test_directories_have_pages_too(api: Api) -> None:
    assert [len(page) for page in pages(api, "/residents", limit=3)] == [3, 1]
    assert sum(len(page) for page in pages(api, "/staff", limit=5)) == len(STAFF)
    assert len(api.items("/staff", limit=100_000)) == len(STAFF)


def test_the_intake_register_goes_on_where_the_page_before_ended(api: Api) -> None:
    numbers = [api.register(), api.register("灯坏了")]

    since = api.now.isoformat()
    first = api.get("/intake", {"limit": 1, "since": since}).document
    second = api.get("/intake", {"limit": 1, "since": since, "cursor": first["next"]}).document

    assert [first["items"][0]["case"], second["items"][0]["case"]] == numbers
    assert second["items"][0]["channel"] == "phone"
    assert second["next"] is None


@each(
    ("asked", "status"),
    [
        ({}, 400),
        ({"since": "2026-11-01T00:00:00+08:00", "until": "2026-12-02T00:00:00+08:00"}, 200),
        ({"since": "2026-11-01T00:00:00+08:00", "until": "2026-12-02T00:00:01+08:00"}, 400),
        ({"since": "2020-01-01T00:00:00+08:00"}, 200),
        ({"since": "9999-12-31T00:00:00+00:00"}, 200),
    ],
)
def test_the_intake_register_is_read_a_month_at_a_time(
    shared_api: Api, asked: dict[str, str], status: int
) -> None:
    assert shared_api.get("/intake", asked).status == status


def test_nobody_reads_a_code_that_proves_a_phone(api: Api) -> None:
    with api.database.transaction() as session:
        post(
            session,
            Outgoing(
                unique_key="code",
                purpose=Purpose.CASE,
                text="您的验证码是 123456",
                fields={CODE: "123456"},
                state=MessageState.QUEUED,
                not_before=api.now,
                created_at=api.now,
            ),
        )

    assert [one["text"] for one in api.items("/messages")] == ["您的验证码是 ••••••"]


def test_what_is_to_be_forgotten_is_a_list_of_its_own(either_api: Api) -> None:
    number = either_api.register()
    either_api.do(number, "withdraw", "guo", reason="住户来电撤销")

    rows = [
        one for one in either_api.items("/retention", state="pending") if number in one["about"]
    ]

    assert {one["kind"] for one in rows} == {"media_days", "case_days"}
    assert all(one["due_at"][11:] == "03:00:00+08:00" for one in rows)
    assert {one["kind"] for one in either_api.items("/deadlines")} <= set(DeadlineKind)

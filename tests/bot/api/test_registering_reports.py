"""What reached the staff by phone, visit or letter is registered like any other report (R25)."""

import pytest
from sqlmodel import select

from flows.rules.vocabulary import Role
from storage.cases import find_case
from storage.estates import Estate, Home
from storage.residents import (
    SMS,
    SMS_ACCOUNT,
    Resident,
    find_identity,
    name_of,
    phone_of,
    residents_with_phone,
)
from storage.staff import find_staff
from tests.bot.api.served import (
    HARBOUR,
    HARBOUR_HOME,
    HOME,
    LAKE,
    MS_LI,
    NEXT_DOOR,
    SHARED_PHONE,
    WANG_PHONE,
    Api,
)
from tests.each import each

REPORT = {"by": "chen", "source": "phone", "kind": "repair", "text": "楼道的灯不亮", "home": HOME}
STRANGER_PHONE = "+85255500199"


def resident(api: Api, identifier: str | None) -> tuple[str, str, bool]:
    """Name, phone and whether the directory knows them."""
    with api.database.reading() as session:
        found = session.get_one(Resident, int(identifier or 0))
        return name_of(session, found), phone_of(session, found), found.in_directory


def test_a_report_by_phone_becomes_a_case_with_its_deadlines(either_api: Api) -> None:
    answered = either_api.post("/cases", REPORT)

    case = answered.document
    assert answered.status == 200
    assert case["number"] == "BX-20261124-0001"
    assert (case["state"], case["round"], case["source"]) == ("open", 1, "phone")
    assert (case["estate"], case["home"], case["place"]) == (LAKE, HOME, HOME)
    assert case["opened_at"] == "2026-11-24T09:30:00+08:00"
    assert case["first_response_due_at"] == "2026-11-25T09:30:00+08:00"
    assert (case["handler"], case["reporter"], case["plan"], case["verdict"]) == (None,) * 4
    (opened,) = either_api.case(case["number"])["timeline"]
    assert (opened["kind"], opened["by"], opened["text"]) == ("opened", "chen", "楼道的灯不亮")
    assert either_api.written == 1


def test_whoever_reported_by_phone_is_texted_a_link_for_photos(either_api: Api) -> None:
    either_api.database.public_url = "https://huiyin.example"

    case = either_api.post("/cases", REPORT | {"phone": STRANGER_PHONE}).document

    found = either_api.items("/messages", about=case["number"], to=case["reporter"])
    [message] = [one for one in found if one["to"]["kind"] == "resident"]
    assert message["purpose"] == "case"
    assert f"{case['number']}" in message["text"]
    assert "https://huiyin.example/f/" in message["text"]
    either_api.database.public_url = ""


@pytest.mark.parametrize("source", ["phone", "visit", "letter", "talk", "inspection"])
def test_every_way_to_the_staff_is_registered(api: Api, source: str) -> None:
    assert api.post("/cases", REPORT | {"source": source}).document["source"] == source


def test_class_and_urgency_are_read_from_the_words(api: Api) -> None:
    read = api.post("/cases", REPORT | {"text": "有人被困在电梯里"}).document
    told = api.post("/cases", REPORT | {"class": "safety", "urgency": "key"}).document

    assert (read["class"], read["urgency"]) == ("facility", "emergency")
    assert (told["class"], told["urgency"]) == ("safety", "key")


def test_whoever_calls_from_a_number_of_the_directory_is_known(api: Api) -> None:
    case = api.post("/cases", REPORT | {"phone": "138 0000 0001", "name": "老王"}).document

    name, phone, known = resident(api, case["reporter"])
    assert (name, phone, known) == ("王建国", WANG_PHONE, True)


def test_who_shares_a_number_is_told_apart_by_name(api: Api) -> None:
    case = api.post(
        "/cases", REPORT | {"home": NEXT_DOOR, "phone": SHARED_PHONE, "name": MS_LI}
    ).document

    assert resident(api, case["reporter"]) == (MS_LI, SHARED_PHONE, True)


def test_who_shares_a_number_and_gives_no_name_is_nobody_of_the_directory(api: Api) -> None:
    case = api.post("/cases", REPORT | {"home": NEXT_DOOR, "phone": SHARED_PHONE}).document

    assert resident(api, case["reporter"]) == ("", SHARED_PHONE, False)


def test_a_stranger_is_remembered_and_an_sms_from_their_number_is_theirs(either_api: Api) -> None:
    report = REPORT | {"name": "陳先生", "phone": STRANGER_PHONE}
    first = either_api.post("/cases", report).document["reporter"]
    second = either_api.post("/cases", report | {"text": "電梯壞了"}).document["reporter"]

    assert resident(either_api, first) == ("陳先生", STRANGER_PHONE, False)
    assert second == first
    with either_api.database.reading() as session:
        identity = find_identity(session, SMS, SMS_ACCOUNT, STRANGER_PHONE)
        assert identity is not None
        assert (str(identity.resident_id), identity.proven_at) == (first, None)
        assert residents_with_phone(session, STRANGER_PHONE) == []


def test_names_and_numbers_are_sealed(api: Api) -> None:
    api.post("/cases", REPORT | {"name": "陳先生", "phone": STRANGER_PHONE})

    kept = str(api.rows())
    assert "陳先生" not in kept
    assert STRANGER_PHONE not in kept


def test_a_visitor_of_the_home_is_known_by_name(api: Api) -> None:
    case = api.post("/cases", REPORT | {"source": "visit", "name": "王建国"}).document

    assert resident(api, case["reporter"]) == ("王建国", WANG_PHONE, True)


def test_a_visitor_without_a_number_is_a_person_too(api: Api) -> None:
    case = api.post("/cases", REPORT | {"source": "visit", "name": "路人"}).document

    assert resident(api, case["reporter"]) == ("路人", "", False)


def test_the_company_office_registers_for_the_estate_of_the_home(api: Api) -> None:
    case = api.post("/cases", REPORT | {"by": "sun", "home": HARBOUR_HOME}).document

    assert (case["estate"], case["home"]) == (HARBOUR, HARBOUR_HOME)


def test_the_company_office_names_the_estate_where_nothing_else_tells_it(api: Api) -> None:
    report = REPORT | {"by": "sun", "home": None}

    asked = api.post("/cases", report)
    assert (asked.status, asked.code) == (400, "missing_field")
    assert "estate" in asked.message
    assert LAKE in asked.message
    assert api.post("/cases", report | {"estate": HARBOUR}).document["estate"] == HARBOUR


def test_a_home_that_two_estates_have_needs_the_estate(api: Api) -> None:
    with api.database.transaction() as session:
        harbour = session.exec(select(Estate).where(Estate.name == HARBOUR)).one()
        session.add(Home(estate_id=harbour.id, building="8", unit="1", room="302", code=HOME))

    asked = api.post("/cases", REPORT | {"by": "sun"})
    told = api.post("/cases", REPORT | {"by": "sun", "estate": HARBOUR})
    assert (asked.status, asked.code) == (400, "missing_field")
    assert told.document["estate"] == HARBOUR
    assert api.post("/cases", REPORT).document["estate"] == LAKE


@each(
    ("change", "status", "code", "named"),
    [
        ({"by": None}, 400, "missing_field", "by"),
        ({"by": "nobody"}, 400, "bad_value", "nobody"),
        ({"by": 7}, 400, "bad_value", "by"),
        ({"by": "ng", "estate": LAKE}, 403, "wrong_role", "another estate"),
        ({"by": "qian"}, 403, "wrong_role", "auditor"),
        ({"home": "9-9-999"}, 400, "bad_value", "9-9-999"),
        ({"home": HARBOUR_HOME}, 400, "bad_value", HARBOUR_HOME),
        ({"estate": "无此小区"}, 400, "bad_value", "无此小区"),
        ({"source": "wechat"}, 400, "bad_value", "source"),
        ({"source": None}, 400, "missing_field", "source"),
        ({"kind": "leak"}, 400, "bad_value", "kind"),
        ({"kind": " "}, 400, "missing_field", "kind"),
        ({"text": "  "}, 400, "missing_field", "text"),
        ({"text": "漏" * 2001}, 400, "bad_value", "2000"),
        ({"text": ["漏水"]}, 400, "bad_value", "text"),
        ({"phone": "not a number"}, 400, "bad_value", "phone"),
        ({"phone": "12"}, 400, "bad_value", "phone"),
        ({"name": "名" * 101}, 400, "bad_value", "name"),
        ({"class": "leak"}, 400, "bad_value", "class"),
        ({"urgency": "soon"}, 400, "bad_value", "urgency"),
        ({"colour": "red"}, 400, "bad_value", "colour"),
        ({"text": "漏水\x00"}, 400, "bad_value", "text"),
    ],
)
def test_a_report_that_cannot_be_is_refused_by_name_and_nothing_changes(
    shared_api: Api, change: dict[str, object], status: int, code: str, named: str
) -> None:
    before, written = shared_api.rows(), shared_api.written

    answered = shared_api.post("/cases", REPORT | change)

    assert (answered.status, answered.code) == (status, code)
    assert named in answered.message
    assert shared_api.rows() == before
    assert shared_api.written == written


def test_a_technician_registers_what_they_found(api: Api) -> None:
    report = REPORT | {"by": "tan", "source": "inspection"}

    assert api.post("/cases", report, role=Role.TECHNICIAN).status == 200


def test_whom_a_complaint_is_about_is_named_and_never_gets_it(api: Api) -> None:
    complaint = REPORT | {"kind": "complaint", "text": "电话里骂人"}

    case = api.post("/cases", complaint | {"about": "lu"}).document

    with api.database.reading() as session:
        row = find_case(session, case["number"])
        member = find_staff(session, "lu")
        assert row is not None
        assert member is not None
        assert row.not_for_id == member.id


def test_what_a_caller_wants_to_tell_the_manager_is_for_the_manager_alone(api: Api) -> None:
    complaint = REPORT | {"kind": "complaint", "text": "电梯总是坏"}

    told = api.post("/cases", complaint | {"in_person": True}).document
    read = api.post("/cases", complaint | {"text": "我要找你们经理投诉"}).document
    not_meant = api.post("/cases", complaint | {"text": "请联系经理处理漏水"}).document

    assert [one["in_person"] for one in (told, read, not_meant)] == [True, True, False]
    refused = api.post("/cases", REPORT | {"in_person": True})
    assert (refused.status, refused.code) == (400, "bad_value")


def test_for_whom_a_caller_speaks_is_kept_with_the_case(api: Api) -> None:
    told = api.post("/cases", REPORT | {"for_whom": "楼下的婆婆"}).document["number"]
    read = api.post("/cases", REPORT | {"text": "帮我妈报修，厨房漏水"}).document["number"]

    assert api.case(told)["for_whom"] == "楼下的婆婆"
    assert api.case(read)["for_whom"] == "我妈"


def test_what_others_reported_is_named_and_the_caller_can_be_joined_to_it(either_api: Api) -> None:
    cut = either_api.post("/cases", REPORT | {"text": "整栋楼停水了", "phone": WANG_PHONE}).document
    call = REPORT | {
        "text": "我家停水了",
        "home": NEXT_DOOR,
        "name": "何先生",
        "phone": STRANGER_PHONE,
    }

    second = either_api.post("/cases", call).document
    joined = either_api.do(second["number"], "join", into=cut["number"])

    assert (cut["similar"], second["similar"]) == ([], [cut["number"]])
    assert (joined.status, joined.document["state"]) == (200, "withdrawn")
    assert joined.document["joined_to"] == cut["number"]
    incident = either_api.case(cut["number"])
    assert (incident["homes"], incident["took_in"]) == (2, [second["number"]])


@pytest.mark.parametrize(
    "wrong", [{"about": "nobody"}, {"about": "ng"}, {"kind": "repair", "about": "lu"}]
)
def test_a_complaint_about_nobody_of_the_estate_is_refused(api: Api, wrong: dict[str, str]) -> None:
    answered = api.post("/cases", REPORT | {"kind": "complaint"} | wrong)

    assert answered.status == 400
    assert "about" in str(answered.document)

"""Every verb of staff on a case, done by a program (design.md §5)."""

from collections.abc import Mapping
from typing import Any

import pytest

from flows.rules.vocabulary import Role
from tests.bot.api.served import WANG_PHONE, Answered, Api
from tests.each import each

DONE = {"result": "换了灯管", "measures": "查了整栋楼", "improvement": "每月巡查"}


def deadline(api: Api, number: str, kind: str) -> dict[str, object]:
    """The newest deadline of a kind."""
    found = [one for one in api.case(number)["deadlines"] if one["kind"] == kind]
    return dict(found[-1])


def resolved(api: Api) -> str:
    """A case of which staff say that it is done."""
    number = api.register()
    assert api.do(number, "resolve", **DONE).status == 200
    return number


def closed(api: Api) -> str:
    """A case that a resident confirmed by phone."""
    number = resolved(api)
    done = api.do(number, "revisit", via="phone", fixed=True, satisfaction="satisfied")
    assert done.document["state"] == "closed"
    return number


def test_accept_names_the_handler_and_is_no_answer_yet(api: Api) -> None:
    case = api.do(api.register(), "accept").document

    assert (case["state"], case["handler"], case["first_responded_at"]) == ("open", "chen", None)


def test_the_case_of_a_userid_makes_no_difference(api: Api) -> None:
    number = api.register()

    accepted = api.do(number, "accept", "CHEN")
    handed_on = api.do(number, "assign", "Guo", handler="LU")

    assert (accepted.status, accepted.document["handler"]) == (200, "chen")
    assert (handed_on.status, handed_on.document["handler"]) == (200, "lu")


def test_respond_is_the_first_answer_and_reaches_the_resident(either_api: Api) -> None:
    number = either_api.register(phone=WANG_PHONE)
    either_api.later(hours=1)

    case = either_api.do(
        number, "respond", text="下午来修", promised_at="2026-11-24T15:00:00+08:00"
    ).document

    assert (case["state"], case["handler"]) == ("handling", "chen")
    assert case["first_responded_at"] == "2026-11-24T10:30:00+08:00"
    assert case["promised_at"] == "2026-11-24T15:00:00+08:00"
    assert deadline(either_api, number, "first_response")["state"] == "met"
    assert deadline(either_api, number, "promise")["due_at"] == "2026-11-24T15:00:00+08:00"
    told = either_api.items("/messages", about=number, to=case["reporter"])
    assert any("下午来修" in message["text"] for message in told)


def test_an_answer_in_writing_to_nobody_leaves_the_case_open_and_makes_a_call_task(
    either_api: Api,
) -> None:
    number = either_api.register()

    case = either_api.do(
        number, "respond", text="下午来修", promised_at="2026-11-24T15:00:00+08:00"
    ).document

    assert (case["state"], case["first_responded_at"]) == ("open", None)
    assert case["promised_at"] is None
    assert deadline(either_api, number, "first_response")["state"] == "pending"
    (task,) = [one for one in either_api.items("/tasks") if one["about"] == number]
    assert (task["reason"], "下午来修" in task["text"]) == ("undelivered", True)

    visited = either_api.do(number, "respond", text="已当面说明", via="visit").document
    assert visited["state"] == "handling"


def test_a_promise_may_be_given_in_any_zone(api: Api) -> None:
    number = api.register(phone=WANG_PHONE)

    case = api.do(number, "respond", text="下午来修", promised_at="2026-11-24T07:00:00Z").document

    assert case["promised_at"] == "2026-11-24T15:00:00+08:00"


def test_assign_gives_the_case_to_another(api: Api) -> None:
    number = api.register()

    assert api.do(number, "assign", handler="LU").document["handler"] == "lu"
    assert any(message["to"]["kind"] == "staff" for message in api.items("/messages", to="lu"))


def test_a_plan_is_proposed_returned_proposed_anew_and_approved(api: Api) -> None:
    number = api.register(kind="complaint", **{"class": "management"})

    waiting = api.do(number, "resolve", **DONE)
    assert (waiting.status, waiting.code) == (409, "plan_needed")
    plan = api.do(number, "propose", plan="重新划线").document["plan"]
    assert plan == {"text": "重新划线", "by": "chen", "decision": None, "reason": None}
    returned = api.do(number, "approve", "guo", decision="return", reason="太贵").document["plan"]
    assert (returned["decision"], returned["reason"]) == ("return", "太贵")
    api.do(number, "propose", plan="先试一周")
    approved = api.do(number, "approve", "guo", decision="approve").document["plan"]
    assert (approved["text"], approved["decision"]) == ("先试一周", "approve")
    assert api.do(number, "resolve", **DONE).document["state"] == "resolved"


def test_resolve_promises_a_revisit(either_api: Api) -> None:
    number = either_api.register()

    case = either_api.do(number, "resolve", **DONE).document

    assert (case["state"], case["resolved_at"]) == ("resolved", "2026-11-24T09:30:00+08:00")
    assert case["revisit_due_at"] == deadline(either_api, number, "revisit")["due_at"]
    assert deadline(either_api, number, "solution")["state"] == "met"


def test_reclassify_raises_by_anyone(api: Api) -> None:
    case = api.do(api.register(), "reclassify", urgency="key", **{"class": "safety"}).document

    assert (case["class"], case["urgency"]) == ("safety", "key")


def test_reclassify_takes_a_blank_for_left_out(api: Api) -> None:
    case = api.do(api.register(), "reclassify", urgency="key", **{"class": "  "}).document

    assert (case["class"], case["urgency"]) == ("facility", "key")


def test_extend_gives_a_deadline_more_time(api: Api) -> None:
    number = api.register()
    until = "2026-11-26T12:00:00+08:00"

    answered = api.do(number, "extend", "guo", kind="first_response", until=until, reason="等配件")

    assert answered.document["first_response_due_at"] == until
    assert deadline(api, number, "first_response")["due_at"] == until


def test_withdraw_ends_what_was_promised(api: Api) -> None:
    number = api.register()

    case = api.do(number, "withdraw", "guo", reason="重复").document

    assert (case["state"], case["closure"]) == ("withdrawn", None)
    assert {one["state"] for one in api.case(number)["deadlines"]} == {"dropped"}


def test_a_revisit_by_phone_confirms(either_api: Api) -> None:
    number = resolved(either_api)

    case = either_api.do(
        number, "revisit", via="phone", fixed=True, satisfaction="satisfied", remark="谢谢"
    ).document

    assert (case["state"], case["closure"]) == ("closed", "confirmed")
    assert case["verdict"] == {"fixed": True, "satisfaction": "satisfied", "remark": "谢谢"}
    assert case["closed_at"] == case["revisited_at"] == "2026-11-24T09:30:00+08:00"


def test_a_revisit_that_finds_it_broken_opens_the_next_round_one_rung_up(either_api: Api) -> None:
    number = resolved(either_api)

    broken: dict[str, Any] = {"via": "visit", "fixed": False, "remark": "还是不亮"}
    refused = either_api.do(number, "revisit", **broken)
    case = either_api.do(number, "revisit", **broken, without_appointment="在楼下遇到").document

    assert (refused.status, refused.code) == (400, "missing_field")
    assert (case["state"], case["round"], case["handler"]) == ("open", 2, "guo")
    assert (case["resolved_at"], case["revisit_due_at"]) == (None, None)
    assert case["verdict"] == {"fixed": False, "satisfaction": None, "remark": "还是不亮"}
    assert deadline(either_api, number, "special_measures")["state"] == "pending"


def test_a_manager_closes_what_cannot_be_settled_from_the_second_round_on(api: Api) -> None:
    number = resolved(api)
    early = api.do(number, "close", "zhao", reason="无法满足")
    api.do(number, "revisit", via="phone", fixed=False)
    api.do(number, "respond", "guo", text="我们再来看", via="phone")

    case = api.do(number, "close", "zhao", reason="无法满足").document

    assert (early.status, early.code) == (409, "wrong_state")
    assert (case["state"], case["closure"]) == ("closed", "unsatisfied")


def test_a_review_goes_to_another_handler(api: Api) -> None:
    number = closed(api)

    case = api.do(number, "review", handler="lu", reason="住户申请").document

    assert (case["state"], case["round"], case["handler"], case["closure"]) == (
        "open",
        2,
        "lu",
        None,
    )


def test_the_timeline_tells_who_did_what(api: Api) -> None:
    number = closed(api)

    told = [(line["kind"], line["by"]) for line in api.case(number)["timeline"]]

    assert told[0] == ("opened", "chen")
    assert ("resolved", "chen") in told
    assert told[-2:] == [("closed", "chen"), ("confirmation_told", "huiyin")]


def test_whoever_waits_is_woken_after_each_write_and_only_then(api: Api) -> None:
    number = api.register()
    api.do(number, "accept")
    api.do(number, "review")
    api.case(number)

    assert api.written == 2


@each(
    ("verb", "by", "said", "refusal"),
    [
        ("respond", "chen", {}, (400, "missing_field", "text")),
        ("respond", "chen", {"text": "  "}, (400, "missing_field", "text")),
        ("respond", "chen", {"text": 5}, (400, "bad_value", "text")),
        ("respond", "chen", {"text": "好", "to": "王"}, (400, "bad_value", "to")),
        ("respond", "chen", {"text": "好", "via": "pigeon"}, (400, "bad_value", "via")),
        (
            "respond",
            "chen",
            {"text": "好", "promised_at": "soon"},
            (400, "bad_value", "promised_at"),
        ),
        (
            "respond",
            "chen",
            {"text": "好", "promised_at": "2026-11-24T15:00:00"},
            (400, "bad_value", "promised_at"),
        ),
        (
            "respond",
            "chen",
            {"text": "好", "promised_at": "2026-11-24T01:00:00Z"},
            (400, "bad_value", "promised_at"),
        ),
        (
            "respond",
            "chen",
            {"text": "好", "promised_at": "9999-12-31T23:59:59-12:00"},
            (400, "bad_value", "promised_at"),
        ),
        (
            "respond",
            "chen",
            {"text": "好", "promised_at": 1e300},
            (400, "bad_value", "promised_at"),
        ),
        ("respond", "chen", {"text": "长" * 2001}, (400, "bad_value", "2000")),
        ("respond", "ng", {"text": "好"}, (403, "wrong_role", "another estate")),
        ("respond", "qian", {"text": "好"}, (403, "wrong_role", "auditor")),
        ("respond", "nobody", {"text": "好"}, (400, "bad_value", "nobody")),
        ("respond", "", {"text": "好"}, (400, "missing_field", "by")),
        ("assign", "chen", {"handler": "nobody"}, (400, "bad_value", "nobody")),
        ("assign", "chen", {"handler": "ng"}, (400, "bad_value", "ng")),
        ("assign", "chen", {"handler": True}, (400, "bad_value", "handler")),
        ("assign", "tan", {"handler": "chen"}, (403, "wrong_role", "technician")),
        ("approve", "guo", {"decision": "approve"}, (409, "plan_needed", "plan")),
        ("approve", "chen", {"decision": "approve"}, (403, "wrong_role", "lead")),
        (
            "resolve",
            "chen",
            {"result": "好", "measures": "好"},
            (400, "missing_field", "improvement"),
        ),
        ("reclassify", "chen", {}, (400, "missing_field", "class")),
        ("reclassify", "chen", {"class": "leak"}, (400, "bad_value", "class")),
        ("reclassify", "chen", {"urgency": "normal"}, (400, "bad_value", "already")),
        (
            "extend",
            "guo",
            {"kind": "revisit", "until": "x", "reason": "y"},
            (400, "bad_value", "u"),
        ),
        (
            "extend",
            "guo",
            {"kind": "revisit", "until": "2026-11-28T00:00:00Z", "reason": "y"},
            (400, "bad_value", "revisit"),
        ),
        ("withdraw", "guo", {}, (400, "missing_field", "reason")),
        ("withdraw", "chen", {"reason": "重复"}, (403, "wrong_role", "lead")),
        ("revisit", "chen", {"via": "phone", "fixed": True}, (409, "wrong_state", "open")),
        ("close", "zhao", {"reason": "好"}, (409, "wrong_state", "open")),
        ("review", "chen", {}, (409, "wrong_state", "open")),
        ("explode", "chen", {}, (404, "not_found", "explode")),
    ],
)
def test_what_cannot_be_done_is_refused_by_name_and_nothing_changes(
    shared_api: Api, verb: str, by: str, said: Mapping[str, object], refusal: tuple[int, str, str]
) -> None:
    number = shared_api.register()
    before = shared_api.rows()

    answered = shared_api.do(number, verb, by, **said)

    status, code, named = refusal
    assert (answered.status, answered.code) == (status, code)
    assert named in answered.message
    assert shared_api.rows() == before


@pytest.mark.both_databases
def test_on_both_databases_a_refusal_leaves_no_row(either_api: Api) -> None:
    number = either_api.register()
    before = either_api.rows()

    answered = either_api.do(number, "respond", text="好", promised_at="2020-01-01T00:00:00Z")

    assert answered.status == 400
    assert either_api.rows() == before


def test_nobody_decides_on_their_own_plan(api: Api) -> None:
    number = api.register()
    api.do(number, "propose", "guo", plan="换灯")

    answered = api.do(number, "approve", "guo", decision="approve")

    assert (answered.status, answered.code) == (403, "own_plan")


def test_a_revisit_says_whether_it_is_fixed(api: Api) -> None:
    number = resolved(api)

    for said, code in (
        ({}, "missing_field"),
        ({"fixed": 1}, "bad_value"),
        ({"fixed": "yes"}, "bad_value"),
        ({"fixed": True, "satisfaction": "great"}, "bad_value"),
        ({"fixed": True, "via": "message"}, "bad_value"),
    ):
        answered: Answered = api.do(number, "revisit", **({"via": "phone"} | said))
        assert (answered.status, answered.code) == (400, code), said
    assert api.case(number)["state"] == "resolved"


def test_a_withdrawn_case_takes_no_verb(api: Api) -> None:
    number = api.register()
    api.do(number, "withdraw", "guo", reason="重复")

    for verb in ("accept", "respond", "resolve", "review", "withdraw"):
        answered = api.do(number, verb, "zhao", text="好", reason="好", **DONE)
        assert (answered.status, answered.code) == (409, "wrong_state"), verb


@pytest.mark.parametrize("number", ["BX-20261124-0009", "x", "BX-20261124-0001%00", "漏水", "0"])
def test_a_case_that_is_not_there_is_not_found(either_api: Api, number: str) -> None:
    either_api.register()

    assert either_api.get(f"/cases/{number}").status == 404
    assert either_api.do(number, "accept").status == 404


def test_a_number_is_read_in_small_letters_too(api: Api) -> None:
    number = api.register()

    assert api.get(f"/cases/{number.lower()}").document["number"] == number


def test_a_technician_s_program_resolves_but_assigns_nobody(api: Api) -> None:
    number = api.register()
    path = f"/cases/{number}"

    refused = api.post(f"{path}/assign", {"by": "zhao", "handler": "lu"}, role=Role.TECHNICIAN)
    done = api.post(f"{path}/resolve", {"by": "zhao", **DONE}, role=Role.TECHNICIAN)

    assert (refused.status, refused.code) == (403, "wrong_role")
    assert done.document["state"] == "resolved"


def test_a_suggestion_is_adopted(api: Api) -> None:
    number = api.register(kind="suggestion", text="东门装路灯")

    answered = api.do(number, "adopt", "guo", decision="adopted", reason="下月装")

    assert answered.document["adoption"] == {"decision": "adopted", "reason": "下月装"}
    assert answered.document["state"] == "closed"


@pytest.mark.parametrize(("kind", "instead"), [("suggestion", "adopt"), ("praise", "credit")])
def test_what_ends_by_its_own_verb_is_not_resolved(api: Api, kind: str, instead: str) -> None:
    number = api.register(kind=kind, text="东门装路灯")

    refused = api.do(number, "resolve", "guo", **DONE)

    assert (refused.status, refused.code) == (409, "wrong_kind")
    assert instead in refused.document["error"]["message"]
    assert api.get(f"/cases/{number}").document["state"] == "open"


def test_praise_is_counted_for_whom_it_names_and_shown_with_the_staff(api: Api) -> None:
    number = api.register(kind="praise", text="修得真快")

    assert api.do(number, "credit", staff="lu").document["praised"] == ["lu"]
    times = {one["userid"]: one["praise"] for one in api.items("/staff")}
    assert (times["lu"], times["chen"]) == (1, 0)
    later = api.items("/staff", since="2026-12-01T00:00:00+08:00")
    assert {one["praise"] for one in later} == {0}


def test_a_case_shows_its_flag_until_that_is_lifted(api: Api) -> None:
    number = api.register()

    flagged = api.do(number, "flag", "guo", reason="三次核实不属实")
    assert flagged.document["flag"] == {"by": "guo", "reason": "三次核实不属实"}
    assert api.do(number, "flag", "guo", reason="属实", lifted=True).document["flag"] is None


def test_a_case_shows_which_outside_unit_is_asked(api: Api) -> None:
    until = "2026-11-26T12:00:00+08:00"

    case = api.do(
        api.register(), "coordinate", unit="供水公司", reason="主管爆裂", until=until
    ).document

    assert case["coordination"] == {"unit": "供水公司", "reason": "主管爆裂", "until": until}


def test_a_complaint_and_its_repair_show_each_other(api: Api) -> None:
    number = api.register(kind="complaint", text="太吵，灯也坏了")

    (repair,) = api.do(number, "forward", text="楼道灯坏了").document["forwarded_to"]

    assert api.case(repair)["forwarded_from"] == number
    assert api.case(repair)["kind"] == "repair"


def test_a_userid_is_the_same_person_in_any_case(api: Api) -> None:
    number = api.register()

    accepted = api.do(number, "accept", by="CHEN").document
    assigned = api.do(number, "assign", by="Chen", handler="GUO").document

    assert accepted["handler"] == "chen"
    assert assigned["handler"] == "guo"
    assert [one["by"] for one in api.case(number)["timeline"][-2:]] == ["chen", "chen"]


def test_a_visit_agreed_on_by_phone_is_keyed_in_moved_and_called_off(either_api: Api) -> None:
    number = either_api.register(phone=WANG_PHONE)
    said = {"via": "phone", "at": "2026-11-25T14:00:00+08:00"}

    arranged = either_api.do(number, "arrange", ends_at="2026-11-25T17:00:00+08:00", **said)
    again = either_api.do(number, "arrange", **said)
    moved = either_api.do(number, "rearrange", via="visit", at="2026-11-26T10:00:00+08:00")
    (task,) = [one for one in either_api.items("/tasks") if one["about"] == number]
    off = either_api.do(number, "call_off", via="letter", reason="住户出差")

    assert [one.status for one in (arranged, again, moved, off)] == [200, 409, 200, 200]
    assert arranged.document["state"] == "handling"
    assert (task["reason"], task["told_to"], task["told_by"]) == ("agreed", "chen", "visit")
    assert task["appointment_at"] == "2026-11-26T10:00:00+08:00"
    assert either_api.do(number, "rearrange", **said).status == 409


@pytest.mark.parametrize(
    "said",
    [
        {"at": "2026-11-25T14:00:00+08:00"},
        {"at": "2026-11-25T14:00:00+08:00", "via": "message"},
        {"at": "tomorrow", "via": "phone"},
        {"at": "2026-11-20T14:00:00+08:00", "via": "phone"},
        {"at": "2026-11-25T14:00:00+08:00", "ends_at": "2026-11-25T13:00:00+08:00", "via": "phone"},
    ],
)
def test_a_visit_needs_a_time_to_come_and_how_it_was_said(api: Api, said: dict[str, str]) -> None:
    assert api.do(api.register(), "arrange", **said).status == 400

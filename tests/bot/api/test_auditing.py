"""Who reads or changes what is kept: never the words, never to be changed (S18, R66)."""

import pytest

from flows.rules.vocabulary import Role
from tests.bot.api.served import WANG_PHONE, Api


def log(api: Api, **wanted: str) -> list[tuple[str, str, str, str]]:
    """Who did what by which way about what, the newest first."""
    return [
        (one["by"], one["via"], one["action"], one["subject"])
        for one in api.items("/audit", **wanted)
    ]


def resident(api: Api, phone: str) -> str:
    """The id of the resident whose masked number ends like this one."""
    shown = api.items("/residents")
    return next(str(one["id"]) for one in shown if one["phone"] and one["phone"][-4:] == phone[-4:])


def test_a_list_of_people_is_read_under_the_programs_name(api: Api) -> None:
    api.items("/residents")

    assert log(api, subject="residents") == [
        ("program-auditor", "api program-auditor", "read", "residents")
    ]


def test_a_verb_is_kept_with_who_did_it_and_where_its_words_stand(api: Api) -> None:
    number = api.register()
    api.do(number, "respond", text="师傅马上来")
    api.do(number, "withdraw", by="guo", reason="住户来电撤销")

    (withdrawn, responded, registered) = api.items("/audit", subject=f"case {number}")
    actions = [one["action"] for one in (registered, responded, withdrawn)]
    assert actions == ["register", "respond", "withdraw"]
    assert (responded["by"], responded["why"]) == ("chen", "")
    assert (withdrawn["by"], withdrawn["why"]) == ("guo", "")
    assert responded["details"]["event"] < withdrawn["details"]["event"]
    assert "住户来电撤销" not in str(api.items("/audit"))
    told = api.get(f"/cases/{number}").document["timeline"]
    assert "住户来电撤销" in str(told)


def test_what_is_refused_leaves_no_line(api: Api) -> None:
    number = api.register()

    assert api.do(number, "respond", by="nobody", text="x").status == 400

    assert [action for _, _, action, _ in log(api, subject=f"case {number}")] == ["register"]


def test_a_whole_number_is_read_by_name_and_with_a_reason(api: Api) -> None:
    one = resident(api, WANG_PHONE)

    said = {"by": "chen", "reason": "约上门时间"}
    refused = api.get(f"/residents/{one}/phone", said)
    answered = api.get(f"/residents/{one}/phone", said, role=Role.LEAD)

    assert (refused.status, refused.code) == (403, "wrong_role")
    assert answered.document == {"id": one, "phone": WANG_PHONE}
    (entry,) = api.items("/audit", subject=f"phone of {one}")
    assert (entry["by"], entry["why"]) == ("chen", "约上门时间")
    assert WANG_PHONE not in str(api.items("/audit"))


@pytest.mark.parametrize("given", [{"by": "chen"}, {"reason": "约上门时间"}, {}])
def test_a_number_without_name_or_reason_stays_masked(api: Api, given: dict[str, str]) -> None:
    answered = api.get("/residents/1/phone", given)

    assert (answered.status, answered.code) == (400, "missing_field")
    assert log(api, action="read") == []


def test_a_resident_who_is_not_there_has_no_number(api: Api) -> None:
    asked = {"by": "chen", "reason": "约上门时间"}

    assert api.get("/residents/99999/phone", asked).status == 404


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.LEAD, Role.TECHNICIAN])
def test_the_log_is_for_auditors_and_managers(api: Api, role: Role) -> None:
    assert api.get("/audit", role=role).status == 403
    assert api.get("/audit", role=Role.MANAGER).status == 200


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("/cases", "cases"),
        ("/cases/{number}", "case {number}"),
        ("/intake?since=2026-11-24T00:00:00Z&until=2026-11-25T00:00:00Z", "intake"),
        ("/messages", "messages"),
        ("/tasks", "tasks"),
        ("/staff", "staff"),
        ("/residents", "residents"),
        ("/residents/1/phone?by=chen&reason=call", "phone of 1"),
    ],
)
def test_whatever_shows_people_is_noted_with_the_token_that_read_it(
    api: Api, path: str, subject: str
) -> None:
    number = api.register()

    assert api.get(path.format(number=number), role=Role.GENERAL_MANAGER).status == 200

    (entry,) = api.items("/audit", action="read")
    assert entry["via"] == "api program-general_manager"
    assert entry["subject"] == subject.format(number=number)

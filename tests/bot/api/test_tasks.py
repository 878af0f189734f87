"""Call and visit tasks: listed, and each attempt recorded by whoever made it."""

from typing import Any

import pytest
from sqlmodel import select

from flows.rules.vocabulary import Role
from storage.call_tasks import open_call_task
from storage.cases import Case, find_case
from storage.staff import Staff
from storage.tasks import TaskReason
from tests.bot.api.served import Api
from tests.each import each

DONE = {"result": "换了灯管", "measures": "查了整栋楼", "improvement": "每月巡查"}
RECORD = {"by": "chen", "reached": True, "outcome": "住户说知道了"}


def asked_to_call(
    api: Api, number: str, reason: TaskReason = TaskReason.UNDELIVERED, role: Role = Role.ASSISTANT
) -> str:
    """Ask for a call about a case; the path of its record."""
    with api.database.transaction() as session:
        case = find_case(session, number)
        assert case is not None
        task = open_call_task(session, case, reason=reason, role=role, text="明天来修", now=api.now)
        return f"/tasks/{task.id}/record"


def unanswered_revisit(api: Api) -> tuple[str, str]:
    """A case whose revisit nobody answered, and the path of its call's record."""
    number = api.register()
    api.do(number, "resolve", **DONE)
    return number, asked_to_call(api, number, TaskReason.REVISIT)


def test_open_tasks_say_what_is_to_be_told_and_by_when(api: Api) -> None:
    number = api.register()
    asked_to_call(api, number)

    (task,) = api.items("/tasks", state="open")

    assert (task["about"], task["kind"], task["reason"]) == (number, "call", "undelivered")
    assert (task["role"], task["text"], task["records"]) == ("assistant", "明天来修", [])
    assert task["created_at"] == "2026-11-24T09:30:00+08:00"
    assert task["due_at"] == "2026-11-25T09:30:00+08:00"
    assert api.items("/tasks", state="done") == []


def test_whoever_is_reached_by_voice_was_answered(either_api: Api) -> None:
    number = either_api.register()
    path = asked_to_call(either_api, number)
    either_api.later(minutes=5)

    answered = either_api.post(path, RECORD)

    assert answered.status == 200
    assert answered.document["state"] == "done"
    assert answered.document["records"] == [
        {"at": "2026-11-24T09:35:00+08:00", "by": "chen", "reached": True,
         "outcome": "住户说知道了", "without_appointment": None, "confirmed": None}
    ]  # fmt: skip
    case = either_api.case(number)
    assert (case["state"], case["first_responded_at"]) == ("handling", "2026-11-24T09:35:00+08:00")
    assert either_api.items("/tasks") == [answered.document]


def test_a_revisit_that_reaches_nobody_twice_closes_unconfirmed(api: Api) -> None:
    number, path = unanswered_revisit(api)
    missed = RECORD | {"reached": False, "outcome": "没人接"}

    once = api.post(path, missed).document
    api.later(hours=3)
    twice = api.post(path, missed).document

    assert (once["state"], len(once["records"])) == ("open", 1)
    assert (twice["state"], len(twice["records"])) == ("cancelled", 2)
    assert (api.case(number)["state"], api.case(number)["closure"]) == ("closed", "unconfirmed")


def test_an_ended_task_takes_no_record(api: Api) -> None:
    path = asked_to_call(api, api.register())
    api.post(path, RECORD)
    before = api.rows()

    again = api.post(path, RECORD)

    assert (again.status, again.code) == (409, "wrong_state")
    assert api.rows() == before


@each(
    ("change", "status", "code", "named"),
    [
        ({"by": ""}, 400, "missing_field", "by"),
        ({"by": "nobody"}, 400, "bad_value", "nobody"),
        ({"by": "ng"}, 403, "wrong_role", "another estate"),
        ({"by": "tan"}, 403, "wrong_role", "technician"),
        ({"by": "qian"}, 403, "wrong_role", "auditor"),
        ({"reached": None}, 400, "missing_field", "reached"),
        ({"reached": "yes"}, 400, "bad_value", "reached"),
        ({"outcome": " "}, 400, "missing_field", "outcome"),
        ({"outcome": "长" * 2001}, 400, "bad_value", "outcome"),
        ({"when": "now"}, 400, "bad_value", "when"),
    ],
)
def test_a_record_that_cannot_be_is_refused_by_name_and_nothing_changes(
    shared_api: Api, change: dict[str, Any], status: int, code: str, named: str
) -> None:
    path = asked_to_call(shared_api, shared_api.register())
    before = shared_api.rows()

    answered = shared_api.post(path, RECORD | change)

    assert (answered.status, answered.code) == (status, code)
    assert named in answered.message
    assert shared_api.rows() == before


def test_a_lead_s_visit_is_recorded_by_a_lead_or_higher(api: Api) -> None:
    path = asked_to_call(api, api.register(), TaskReason.MAJOR, Role.LEAD)

    refused = api.post(path, RECORD)
    bounded = api.post(path, RECORD | {"by": "zhao"}, role=Role.ASSISTANT)

    assert (refused.status, bounded.status) == (403, 403)
    assert api.post(path, RECORD | {"by": "zhao"}).status == 200


def test_nobody_calls_about_a_complaint_about_themselves(api: Api) -> None:
    number = api.register(kind="complaint")
    path = asked_to_call(api, number)
    with api.database.transaction() as session:
        case = session.exec(select(Case).where(Case.number == number)).one()
        case.not_for_id = session.exec(select(Staff).where(Staff.userid == "chen")).one().id
        session.add(case)

    answered = api.post(path, RECORD)

    assert (answered.status, answered.code) == (403, "about_you")
    assert api.post(path, RECORD | {"by": "lu"}).status == 200


@pytest.mark.parametrize("task", ["7", "0", "-1", "x", "99999999999999999999", "2147483648", "１"])
def test_a_task_that_is_not_there_is_not_found(either_api: Api, task: str) -> None:
    assert either_api.post(f"/tasks/{task}/record", RECORD).status == 404


def test_a_visit_that_was_agreed_on_is_shown_and_one_that_was_not_needs_its_reason(
    api: Api,
) -> None:
    number = api.register(kind="complaint", urgency="key")
    api.do(number, "resolve", **DONE)
    (task,) = api.items("/tasks")
    path, visit = f"/tasks/{task['id']}/record", RECORD | {"by": "zhao"}

    refused = api.post(path, visit)
    recorded = api.post(path, visit | {"without_appointment": "在楼下遇到"})

    assert (task["kind"], task["consented"], task["appointment_at"]) == ("visit", None, None)
    assert (refused.status, refused.code) == (400, "missing_field")
    assert recorded.document["records"][0]["without_appointment"] == "在楼下遇到"

"""What the staff's group chat hears beside those whom it concerns, as the policy has it (R36)."""

from dataclasses import replace
from datetime import timedelta

from flows.rules.policy_contact import Room
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Role, Urgency, Verb
from storage.outgoing import Outgoing
from storage.pushes import ROOM
from tests.estate import MORNING, Garden


def to_room(garden: Garden, case_id: int) -> list[Outgoing]:
    return [one for one in garden.messages(case_id) if one.room == ROOM]


def moments(garden: Garden, case_id: int) -> list[timedelta]:
    return [one.created_at - MORNING for one in to_room(garden, case_id)]


def test_an_emergency_is_called_into_the_room_until_somebody_accepts_it(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(minutes=6)
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.wait(minutes=60)

    told = to_room(garden, case)
    assert moments(garden, case) == [timedelta(), timedelta(minutes=5)]
    assert all(one.urgent for one in told)
    assert "电梯困人" in told[0].text


def test_what_reaches_the_manager_reaches_the_room(garden: Garden) -> None:
    case = garden.report()
    garden.wait(days=3)

    assert moments(garden, case) == [timedelta(hours=24), timedelta(hours=36)]


def test_what_the_policy_leaves_out_the_room_does_not_hear(garden: Garden) -> None:
    strict = packaged("strict")
    garden.govern(replace(strict, room=Room(emergencies=False, escalations=())))
    ordinary = garden.report()
    garden.wait(days=2)
    danger = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(hours=1)

    assert to_room(garden, ordinary) == to_room(garden, danger) == []


def test_the_policy_may_name_the_lead(garden: Garden) -> None:
    strict = packaged("strict")
    garden.govern(replace(strict, room=Room(emergencies=False, escalations=(Role.LEAD,))))
    case = garden.report()
    garden.wait(days=2)

    assert moments(garden, case) == [timedelta(hours=19.2)]


def test_a_complaint_about_one_of_them_is_kept_out_of_the_room(garden: Garden) -> None:
    case = garden.report("客服态度很差", about="xiao.lin")
    garden.wait(days=3)

    assert to_room(garden, case) == []

"""The same danger told by others: one case while it is fresh, and never a case that hides it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.vocabulary import CaseKind, DeadlineKind, Urgency, Verb
from storage.cases import Case
from tests.estate import Garden

TRAPPED = "8栋电梯困人了"


def emergency(garden: Garden, urgency: Urgency = Urgency.EMERGENCY) -> int:
    return garden.report(TRAPPED, kind=CaseKind.REPAIR, urgency=urgency)


def neighbour_calls(garden: Garden) -> list[Case]:
    """The cases that there are once the neighbour has told of the danger too, in order."""
    words = Incoming(
        ChannelName.WECHAT, "gh", "m1", "openid-li", text="8栋1单元电梯困人", raw=b"raw"
    )
    receive(garden.database, words, garden.now)
    with garden.looking() as session:
        return sorted(session.exec(select(Case)), key=lambda one: one.id)


def test_a_fresh_emergency_that_nobody_has_answered_is_joined(garden: Garden) -> None:
    emergency(garden)
    garden.now += timedelta(minutes=5)

    (only,) = neighbour_calls(garden)
    assert only.joined == 1


@pytest.mark.parametrize("urgency", [Urgency.NORMAL, Urgency.KEY])
def test_an_emergency_is_never_swallowed_by_a_case_that_is_none(
    garden: Garden, urgency: Urgency
) -> None:
    emergency(garden, urgency)

    _, own = neighbour_calls(garden)
    assert own.urgency is Urgency.EMERGENCY
    due = garden.deadline(own.id, DeadlineKind.FIRST_RESPONSE).due_at
    assert due == garden.now + timedelta(minutes=15)


def test_an_emergency_that_was_answered_already_swallows_no_new_one(garden: Garden) -> None:
    first = emergency(garden)
    garden.do(Verb.ACCEPT, first, "xiao.lin")
    garden.do(Verb.RESPOND, first, "xiao.lin", text="人已救出")

    _, own = neighbour_calls(garden)
    assert own.urgency is Urgency.EMERGENCY


def test_an_emergency_of_some_hours_ago_swallows_no_new_one(garden: Garden) -> None:
    emergency(garden)
    garden.now += timedelta(hours=3)

    _, own = neighbour_calls(garden)
    assert own.urgency is Urgency.EMERGENCY

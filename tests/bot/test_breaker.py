"""A provider that answers nobody is not asked by everybody again and again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.channels import After, Refused, Unknown
from bot.delivery.breaker import FAILURES, PAUSE
from bot.postman import Limits, Postman
from flows.rules.vocabulary import MessageState
from tests.bot.post_office import PostOffice

SILENT = Unknown("no answer")
NOBODY = Refused("connect", "no connection", After.RETRY)
BUSY = Refused("45009", "too many calls today", After.RETRY)


@pytest.fixture
def office(sqlite_database: str) -> Iterator[PostOffice]:
    office = PostOffice(sqlite_database)
    yield office
    office.close()


@pytest.fixture
def postman(office: PostOffice) -> Postman:
    return office.postman(limits=Limits(calls_at_once_max=4))


async def fail(office: PostOffice, postman: Postman, outcome: Unknown | Refused) -> None:
    """As many residents as it takes hear nothing."""
    office.wechat.script = [outcome] * FAILURES
    for number in range(FAILURES):
        office.write("您好", resident_id=office.resident(openid=f"o-{number}"))
    await postman.drain(office.now)
    assert len(office.wechat.calls) >= FAILURES


@pytest.mark.parametrize("outcome", [SILENT, NOBODY], ids=["silent", "not there"])
async def test_a_provider_that_answered_nobody_is_left_alone_and_then_tried_with_one(
    office: PostOffice, postman: Postman, outcome: Unknown | Refused
) -> None:
    await fail(office, postman, outcome)
    called = len(office.wechat.calls)
    waiting = [
        office.write("在吗", resident_id=office.resident(openid=f"p-{number}"))
        for number in range(3)
    ]

    await postman.drain(office.now)
    assert len(office.wechat.calls) == called
    assert {office.state(one) for one in waiting} == {MessageState.QUEUED}

    office.now += PAUSE
    office.wechat.script = [SILENT]
    await postman.drain(office.now)
    assert len(office.wechat.calls) == called + 1


async def test_what_waited_goes_out_when_the_trial_is_accepted(
    office: PostOffice, postman: Postman
) -> None:
    await fail(office, postman, SILENT)
    waiting = [
        office.write("在吗", resident_id=office.resident(openid=f"p-{number}"))
        for number in range(3)
    ]
    await postman.drain(office.now)

    office.now += PAUSE
    await postman.drain(office.now)
    office.now += PAUSE
    await postman.drain(office.now)

    assert {office.state(one) for one in waiting} == {MessageState.ACCEPTED}


async def test_what_is_urgent_does_not_wait(office: PostOffice, postman: Postman) -> None:
    await fail(office, postman, SILENT)

    alarm = office.write("！", resident_id=office.resident(openid="p"), urgent=True)
    await postman.drain(office.now)

    assert office.state(alarm) is MessageState.ACCEPTED


async def test_a_provider_that_refuses_answers(office: PostOffice, postman: Postman) -> None:
    await fail(office, postman, BUSY)

    other = office.write("在吗", resident_id=office.resident(openid="p"))
    await postman.drain(office.now)

    assert office.state(other) is MessageState.ACCEPTED


async def test_silence_of_long_ago_is_forgotten(office: PostOffice, postman: Postman) -> None:
    await fail(office, postman, SILENT)
    office.now += timedelta(minutes=16)

    other = office.write("在吗", resident_id=office.resident(openid="p"))
    await postman.drain(office.now)

    assert office.state(other) is MessageState.ACCEPTED

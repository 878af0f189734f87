"""An SMS to the mainland goes out once, and what became of it is found out (W25, F6, F7)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.channels import Accepted, After, Letter, Refused, Unknown
from bot.channels.aliyun_gateway import DETAILS_MAX, AliyunGateway
from tests.bot.channels.aliyun_requests import RESIDENT, SETTINGS
from tests.bot.channels.patience import PATIENT
from tests.fakes.aliyun import FakeAliyun, error
from tests.fakes.faults import ACCEPT_THEN_DROP, Drop, Hang

LETTER = Letter(
    id="17",
    address=RESIDENT,
    text="不用这个",
    template="SMS_1003",
    fields=(("number", "TS-20261124-0001"), ("text", "师傅 明天+上午 到~*'，请留门")),
)
SENT = "您的事项TS-20261124-0001有新进展：师傅 明天+上午 到~*'，请留门"
PHONE = "13800138000"


@pytest.fixture
async def aliyun() -> AsyncIterator[FakeAliyun]:
    fake = FakeAliyun(prefix="/behind/aliyun")
    async with fake.running():
        yield fake
    assert fake.violations == []


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as shared:
        yield shared


@pytest.fixture
def gateway(aliyun: FakeAliyun, session: ClientSession, patience: ClientTimeout) -> AliyunGateway:
    return AliyunGateway(session, replace(SETTINGS, api_base=aliyun.base), patience)


def now() -> datetime:
    return datetime.now(UTC)


async def test_a_letter_goes_out_as_its_approved_text(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    assert await gateway.send(LETTER) == Accepted("aliyun-17")

    assert aliyun.sent_to(PHONE) == [SENT]
    assert [line.split("?")[0] for line in aliyun.requests] == ["POST /behind/aliyun/"]


async def test_a_wrong_secret_is_told_to_the_operator(
    aliyun: FakeAliyun, session: ClientSession
) -> None:
    settings = replace(SETTINGS, api_base=aliyun.base, access_key_secret="another")

    outcome = await AliyunGateway(session, settings, PATIENT).send(LETTER)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == ("SignatureDoesNotMatch", After.OPERATOR)
    assert aliyun.sent == []


@pytest.mark.parametrize("number", ["+85291234567", "+861012345678", "13800138000", ""])
async def test_a_number_that_is_no_mobile_of_the_mainland_is_not_tried(
    gateway: AliyunGateway, aliyun: FakeAliyun, number: str
) -> None:
    outcome = await gateway.send(replace(LETTER, address=number))

    assert isinstance(outcome, Refused)
    assert outcome.after is After.NEXT_CHANNEL
    assert not gateway.is_two_way(number)
    assert aliyun.requests == []


async def test_without_a_template_the_letter_takes_the_next_way(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    outcome = await gateway.send(replace(LETTER, template=""))

    assert isinstance(outcome, Refused)
    assert outcome.after is After.NEXT_CHANNEL
    assert aliyun.requests == []


async def test_a_variable_that_the_policy_does_not_name_is_told_to_the_operator(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    outcome = await gateway.send(replace(LETTER, fields=(("text", "您好"),)))

    assert isinstance(outcome, Refused)
    assert outcome.after is After.OPERATOR
    assert aliyun.violations.pop() == "isv.TEMPLATE_MISSING_PARAMETERS"


# ---- in doubt ------------------------------------------------------------------------------------


async def test_a_letter_that_was_taken_without_an_answer_is_found(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    aliyun.faults.append(ACCEPT_THEN_DROP)
    since = now()

    assert isinstance(await gateway.send(LETTER), Unknown)
    assert await gateway.look_up(LETTER, since) == Accepted("aliyun-17")
    assert aliyun.sent_to(PHONE) == [SENT]


async def test_a_letter_that_never_arrived_may_be_sent_again(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    aliyun.faults.append(Drop())
    since = now()
    await gateway.send(LETTER)
    await gateway.send(replace(LETTER, id="18"))

    outcome = await gateway.look_up(LETTER, since)

    assert isinstance(outcome, Refused)
    assert outcome.after is After.RETRY


async def test_a_letter_that_no_carrier_delivered_takes_the_next_way(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    await gateway.send(LETTER)
    aliyun.sent[0].status, aliyun.sent[0].code = 2, "MOBILE_NOT_ON_SERVICE"

    outcome = await gateway.look_up(LETTER, now())

    assert isinstance(outcome, Refused)
    assert outcome.after is After.NEXT_CHANNEL


async def test_the_same_id_of_an_older_life_does_not_count(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    await gateway.send(LETTER)
    aliyun.sent[0].at -= timedelta(minutes=20)

    outcome = await gateway.look_up(LETTER, now())

    assert isinstance(outcome, Refused)


async def test_a_letter_sent_before_midnight_is_found_after_it(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    await gateway.send(LETTER)
    aliyun.sent[0].at -= timedelta(days=1)

    assert await gateway.look_up(LETTER, now() - timedelta(days=1)) == Accepted("aliyun-17")


async def test_a_list_that_is_too_long_to_look_through_says_nothing(
    gateway: AliyunGateway, aliyun: FakeAliyun
) -> None:
    await gateway.send(replace(LETTER, id="18"))
    aliyun.sent *= DETAILS_MAX

    assert isinstance(await gateway.look_up(LETTER, now()), Unknown)


@pytest.mark.parametrize("fault", [Drop(), Hang(5), error("isp.SYSTEM_ERROR")], ids=repr)
async def test_a_list_that_cannot_be_read_says_nothing(
    gateway: AliyunGateway, aliyun: FakeAliyun, fault: Drop | Hang
) -> None:
    aliyun.faults.extend([fault, fault])

    assert isinstance(await gateway.look_up(LETTER, now()), Unknown)

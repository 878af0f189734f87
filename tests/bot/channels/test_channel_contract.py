"""Every channel keeps the same promises: hand over once, never guess, never tell a secret.

Tried with the real channels against the providers' fakes, whose truth decides (F6, F7, F10, F61).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.channels import Accepted, After, Channel, Letter, Option, Outcome, Refused, Unknown
from bot.channels.aliyun_gateway import AliyunGateway
from bot.channels.sms_gateway import SmsChannel
from bot.channels.twilio_gateway import TwilioGateway
from bot.channels.wechat import WeChatCustomerService, WeChatSubscription, WeChatTemplate
from bot.channels.wechat_client import OfficialAccount, StableToken
from bot.channels.wecom import WeComApp, WeComRobot
from bot.channels.wecom_client import fetch_wecom_token
from bot.provider_settings import TwilioSettings, WeComSettings
from tests.bot.channels.aliyun_requests import SETTINGS as ALIYUN
from tests.bot.channels.patience import PATIENT
from tests.fakes import wechat, wecom
from tests.fakes.aliyun import FakeAliyun, error
from tests.fakes.faults import ACCEPT_THEN_DROP, GARBAGE, Drop, Fault, Hang, json_answer
from tests.fakes.serving import FakeServer
from tests.fakes.tokens import MemoryTokens
from tests.fakes.twilio import FakeTwilio
from tests.fakes.wechat import FakeWeChat
from tests.fakes.wecom import FakeWeCom

LONG_SECONDS = 60
TEXT = "您的投诉 TS-20261124-0001 已受理。"
TEMPLATE, FIELD = "template-of-the-contract", "keyword1"


@dataclass(frozen=True)
class Subject:
    """A real channel, the fake behind it, and what is known of both."""

    channel: Channel
    fake: FakeServer
    letter: Letter
    arrived: Callable[[], list[str]]
    refusing: Fault
    after: After
    secrets: tuple[str, ...]


Maker = Callable[[ClientSession, str, ClientTimeout], AbstractAsyncContextManager[Subject]]


@asynccontextmanager
async def twilio_sms(
    session: ClientSession, base: str, patience: ClientTimeout
) -> AsyncIterator[Subject]:
    fake, number = FakeTwilio(prefix="/t"), "+85291234567"
    async with fake.running():
        settings = TwilioSettings(
            account_sid=fake.world.account_sid,
            auth_token=fake.world.auth_token,
            previous_auth_token=None,
            sender=fake.world.number,
            api_base=base or fake.base,
        )
        gateway = TwilioGateway(session, settings, "https://huiyin.example", patience)
        yield Subject(
            channel=SmsChannel(elsewhere=gateway),
            fake=fake,
            letter=Letter("17", number, TEXT),
            arrived=lambda: fake.sent_to(number),
            refusing=json_answer({"code": 21211, "message": f"{number} is invalid"}, 400),
            after=After.NEXT_CHANNEL,
            secrets=(fake.world.auth_token, number),
        )
    assert fake.violations == []


@asynccontextmanager
async def aliyun_sms(
    session: ClientSession, base: str, patience: ClientTimeout
) -> AsyncIterator[Subject]:
    fake, number = FakeAliyun(prefix="/a"), "+8613800138000"
    async with fake.running():
        settings = replace(ALIYUN, api_base=base or fake.base)
        yield Subject(
            channel=SmsChannel(mainland=Approved(session, settings, patience)),
            fake=fake,
            letter=Letter("17", number, TEXT, template="SMS_1000"),
            arrived=lambda: fake.sent_to("13800138000"),
            refusing=error("isv.MOBILE_NUMBER_ILLEGAL", f"{number}非法"),
            after=After.NEXT_CHANNEL,
            secrets=(fake.secret, number, "13800138000", ALIYUN.callback_token),
        )
    assert fake.violations == []


@asynccontextmanager
async def wecom_app(
    session: ClientSession, base: str, patience: ClientTimeout
) -> AsyncIterator[Subject]:
    fake = FakeWeCom(("ZhangSan",), prefix="/c")
    async with fake.running():
        settings = WeComSettings(
            corp_id=fake.corp_id,
            agent_id=fake.agent_id,
            secret=fake.secret,
            token="",
            encoding_aes_key="",
            robot_key=None,
            api_base=base or fake.base,
        )
        tokens = MemoryTokens(
            lambda: fetch_wecom_token(session, fake.base, fake.corp_id, fake.secret)
        )
        yield Subject(
            channel=WeComApp(session, settings, tokens, patience),
            fake=fake,
            letter=Letter("17", "zhangsan", TEXT),
            arrived=lambda: fake.sent_to("zhangsan"),
            refusing=wecom.errcode(81013, "user zhangsan invalid"),
            after=After.NEXT_CHANNEL,
            secrets=(fake.secret, await tokens.current(), "zhangsan"),
        )
    assert fake.violations == []


@asynccontextmanager
async def of_wechat(
    made: Callable[[OfficialAccount], Channel],
    session: ClientSession,
    base: str,
    patience: ClientTimeout,
) -> AsyncIterator[Subject]:
    fake, openid = FakeWeChat(prefix="/w"), "oResident_of_the_contract"
    fake.heard(openid)
    fake.templates.add(TEMPLATE)
    fake.consents[(openid, TEMPLATE)] = 10
    async with fake.running():
        tokens = MemoryTokens(
            lambda: StableToken.fetch(session, fake.base, fake.app_id, fake.app_secret)
        )
        account = OfficialAccount(session, base or fake.base, fake.app_id, tokens, patience)
        yield Subject(
            channel=made(account),
            fake=fake,
            letter=Letter("17", openid, TEXT, template=TEMPLATE),
            arrived=lambda: [one["text"] or one["fields"][FIELD] for one in fake.sent],
            refusing=wechat.errcode(43004, f"require subscribe {openid}"),
            after=After.NEXT_CHANNEL,
            secrets=(fake.app_secret, await tokens.current(), openid),
        )
    assert fake.violations == []


class Approved(AliyunGateway):
    """Sends what a letter says as the variable of a text that is nothing else."""

    async def send(self, letter: Letter) -> Outcome:
        return await super().send(with_field(letter, "text"))


class FilledTemplate(WeChatTemplate):
    """Sends what a letter says as a field of a template that has no other."""

    async def send(self, letter: Letter) -> Outcome:
        return await super().send(with_field(letter, FIELD))


class FilledSubscription(WeChatSubscription):
    """The same, of a template that its reader has allowed."""

    async def send(self, letter: Letter) -> Outcome:
        return await super().send(with_field(letter, FIELD))


def with_field(letter: Letter, name: str) -> Letter:
    said = " ".join([letter.text, *(option.label for option in letter.options)])
    return replace(letter, fields=((name, said),))


@asynccontextmanager
async def wecom_robot(
    session: ClientSession, base: str, patience: ClientTimeout
) -> AsyncIterator[Subject]:
    fake = FakeWeCom(prefix="/r")
    async with fake.running():
        yield Subject(
            channel=WeComRobot(session, base or fake.base, fake.robot_key, patience),
            fake=fake,
            letter=Letter("17", "group", TEXT),
            arrived=lambda: fake.sent_to(""),
            refusing=wecom.errcode(93000, f"invalid webhook url {fake.robot_key}"),
            after=After.OPERATOR,
            secrets=(fake.robot_key,),
        )
    assert fake.violations == []


MAKERS: dict[str, Maker] = {
    "aliyun sms": aliyun_sms,
    "twilio sms": twilio_sms,
    "wecom app": wecom_app,
    "wecom robot": wecom_robot,
    "wechat service": partial(of_wechat, WeChatCustomerService),
    "wechat subscription": partial(of_wechat, FilledSubscription),
    "wechat template": partial(of_wechat, FilledTemplate),
}


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as shared:
        yield shared


@pytest.fixture(params=sorted(MAKERS))
async def subject(
    request: pytest.FixtureRequest, session: ClientSession, patience: ClientTimeout
) -> AsyncIterator[Subject]:
    async with MAKERS[request.param](session, "", patience) as made:
        yield made


def now() -> datetime:
    return datetime.now(UTC)


async def test_a_letter_that_is_taken_arrives_once(subject: Subject) -> None:
    outcome = await subject.channel.send(subject.letter)

    assert isinstance(outcome, Accepted)
    assert subject.arrived() == [TEXT]


async def test_options_arrive_with_the_letter(subject: Subject) -> None:
    letter = replace(subject.letter, options=(Option("已修好", "yes"), Option("没有", "no")))

    assert isinstance(await subject.channel.send(letter), Accepted)

    [text] = subject.arrived()
    assert TEXT in text
    assert text.index("已修好") < text.index("没有")


async def test_a_refusal_is_certain_and_says_what_to_do(subject: Subject) -> None:
    subject.fake.faults.append(subject.refusing)

    outcome = await subject.channel.send(subject.letter)

    assert isinstance(outcome, Refused)
    assert outcome.after is subject.after
    assert subject.arrived() == []


@pytest.mark.hanging
@pytest.mark.parametrize("accepts", [False, True])
async def test_a_provider_that_hangs_leaves_it_unknown_in_time(
    subject: Subject, accepts: bool
) -> None:
    subject.fake.faults.append(Hang(LONG_SECONDS, accepts=accepts))
    before = asyncio.get_running_loop().time()

    outcome = await subject.channel.send(subject.letter)

    assert isinstance(outcome, Unknown)
    assert asyncio.get_running_loop().time() - before < LONG_SECONDS / 2
    assert len(subject.arrived()) == int(accepts)


async def test_what_is_taken_without_an_answer_is_unknown_and_arrived_once(
    subject: Subject,
) -> None:
    subject.fake.faults.append(ACCEPT_THEN_DROP)

    outcome = await subject.channel.send(subject.letter)

    assert isinstance(outcome, Unknown)
    assert subject.arrived() == [TEXT]


async def test_a_connection_that_is_cut_leaves_it_unknown(subject: Subject) -> None:
    subject.fake.faults.append(Drop())

    outcome = await subject.channel.send(subject.letter)

    assert isinstance(outcome, Unknown)
    assert subject.arrived() == []


@pytest.mark.parametrize("name", sorted(GARBAGE))
async def test_an_answer_that_is_none_leaves_it_unknown(subject: Subject, name: str) -> None:
    subject.fake.faults.append(replace(GARBAGE[name], accepts=True))

    outcome = await subject.channel.send(subject.letter)

    assert isinstance(outcome, Unknown)
    assert subject.arrived() == [TEXT]


@pytest.mark.parametrize("name", sorted(MAKERS))
async def test_where_nobody_listens_nothing_was_sent(
    session: ClientSession, unused_tcp_port: int, name: str
) -> None:
    async with MAKERS[name](session, f"http://127.0.0.1:{unused_tcp_port}", PATIENT) as subject:
        outcome = await subject.channel.send(subject.letter)

        assert isinstance(outcome, Refused)
        assert outcome.after is After.RETRY
        assert subject.arrived() == []


async def test_letters_at_the_same_time_do_not_mix(subject: Subject) -> None:
    letters = [replace(subject.letter, id=str(n), text=f"第{n}条") for n in range(5)]

    outcomes = await asyncio.gather(*(subject.channel.send(letter) for letter in letters))

    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    assert sorted(subject.arrived()) == [f"第{n}条" for n in range(5)]


@pytest.mark.parametrize(
    "fault", [Drop(), Hang(5), *GARBAGE.values()], ids=lambda fault: repr(fault)[:40]
)
async def test_looking_up_never_raises_and_never_invents(subject: Subject, fault: Fault) -> None:
    # Twice, because aiohttp asks again when the connection for a mere question is cut.
    subject.fake.faults.extend([fault, fault])

    assert isinstance(await subject.channel.look_up(subject.letter, now()), Unknown)


TROUBLES: dict[str, Fault | None] = {
    "none": None,
    "a cut connection": Drop(),
    "a hanging provider": Hang(5),
    **GARBAGE,
}


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(name, marks=[pytest.mark.hanging] if isinstance(fault, Hang) else [])
        for name, fault in [*TROUBLES.items(), ("a refusal", None)]
    ],
)
async def test_no_secret_and_no_address_is_told(
    subject: Subject, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fault = subject.refusing if trouble == "a refusal" else TROUBLES[trouble]
    subject.fake.faults.extend([] if fault is None else [fault])

    outcomes = [
        await subject.channel.send(subject.letter),
        await subject.channel.look_up(subject.letter, now()),
    ]

    told = [repr(outcome) for outcome in outcomes] + [caplog.text]
    assert [secret for secret in subject.secrets if secret in "\n".join(told)] == []

"""An estate in the mainland: Alibaba Cloud sends, residents answer, receipts come back (W22-W24).

The postman, the webhooks and the database are the real ones; only the provider is a fake.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.channels.aliyun_gateway import AliyunGateway
from bot.channels.sms_gateway import SmsChannel
from bot.front import Front
from bot.journal import Journal
from bot.postman import Postman
from bot.refusing import refusing
from bot.sms_webhooks import aliyun_routes
from flows.rules.reach import SMS
from flows.rules.vocabulary import MessageState, Purpose
from storage.inbound import Inbound
from storage.residents import find_identity
from tests.bot.channels.aliyun_requests import RESIDENT, SETTINGS, TOKEN
from tests.bot.post_office import PostOffice
from tests.fakes.aliyun import FakeAliyun, receipt, uplink
from tests.fakes.faults import ACCEPT_THEN_DROP

pytestmark = pytest.mark.usefixtures("log_tells_of_nobody")

PHONE = "13800138000"
TEMPLATES = {
    "code": "SMS_1001",
    "reply": "SMS_1002",
    "case": "SMS_1003",
    "revisit": "SMS_1004",
    "staff": "SMS_1007",
    "upload": "SMS_1008",
}
FIELDS = {"number": "BX-20261124-0001"}


@dataclass
class Mainland:
    """A post office whose SMS go by the fake, and the fake that pushes to its webhooks."""

    office: PostOffice
    aliyun: FakeAliyun
    postman: Postman

    async def deliver(self) -> None:
        await self.office.deliver_all(self.postman, days=1)

    def told(self, text: str, resident: int) -> int:
        return self.office.write(text, resident_id=resident, fields=FIELDS)


@pytest.fixture
async def mainland(sqlite_database: str, tmp_path: Path) -> AsyncIterator[Mainland]:
    office = PostOffice(sqlite_database)
    fake = FakeAliyun(prefix="/a")
    async with fake.running(), ClientSession() as session:
        settings = replace(SETTINGS, api_base=fake.base)
        gateway = AliyunGateway(session, settings, ClientTimeout(total=1))
        channel = SmsChannel(mainland=gateway)
        app = web.Application(middlewares=[refusing])
        journal = Journal(tmp_path, office.database.keys)
        front = Front(office.database, lambda: office.now, lambda: None, journal)
        app.add_routes(aliyun_routes(front, gateway))
        async with TestServer(app) as server:
            fake.house = str(server.make_url(f"/sms/aliyun/{TOKEN}"))
            office.sms_templates = dict(TEMPLATES)
            yield Mainland(office, fake, office.postman(channels={SMS: channel}))
    office.close()
    assert fake.violations == []


async def test_a_message_goes_out_as_approved_and_its_receipts_end_alike_in_any_order(
    mainland: Mainland,
) -> None:
    resident = mainland.office.resident(directory_phone=RESIDENT)
    for order in permutations(["NO_ROUTE", "DELIVERED", "DELIVERED"]):
        message = mainland.told("师傅明天上午到。", resident)
        await mainland.deliver()
        sent = mainland.aliyun.sent[-1]

        for code in order:
            assert await mainland.aliyun.receipts((sent, code)) == 200

        assert sent.content == "您的事项BX-20261124-0001有新进展：师傅明天上午到。"
        assert mainland.office.state(message) is MessageState.DELIVERED


async def test_a_receipt_ends_the_doubt_about_a_lost_answer(mainland: Mainland) -> None:
    mainland.aliyun.faults.append(ACCEPT_THEN_DROP)
    message = mainland.told("师傅到了", mainland.office.resident(directory_phone=RESIDENT))
    await mainland.postman.drain(mainland.office.now)
    assert mainland.office.state(message) is MessageState.UNKNOWN

    await mainland.aliyun.receipts((mainland.aliyun.sent[0], "DELIVERED"))

    assert mainland.office.state(message) is MessageState.DELIVERED
    assert len(mainland.aliyun.sent) == 1


async def test_a_lost_answer_is_looked_up_and_nothing_goes_out_twice(mainland: Mainland) -> None:
    mainland.aliyun.faults.append(ACCEPT_THEN_DROP)
    message = mainland.told("师傅到了", mainland.office.resident(directory_phone=RESIDENT))

    await mainland.deliver()

    assert mainland.office.state(message) is MessageState.ACCEPTED
    assert len(mainland.aliyun.sent) == 1


@pytest.mark.parametrize("kind", ["up", "report"])
async def test_one_item_that_fails_holds_up_no_other_of_its_push(
    mainland: Mainland, kind: str
) -> None:
    message = mainland.told("师傅到了", mainland.office.resident(directory_phone=RESIDENT))
    await mainland.deliver()
    failing = iter([OperationalError("", {}, Exception("locked"))])

    @event.listens_for(mainland.office.database.engine, "begin")
    def fail_once(_connection: Connection) -> None:
        for failure in failing:
            raise failure

    sent = mainland.aliyun.sent[0]
    items = {
        "report": [receipt(replace(sent, code="DELIVERED"))] * 2,
        "up": [uplink(PHONE, "你好", "1"), uplink(PHONE, "你好", "2")],
    }
    async with (
        ClientSession() as provider,
        provider.post(f"{mainland.aliyun.house}/{kind}", json=items[kind]) as answer,
    ):
        assert answer.status == 503
    with mainland.office.database.reading() as session:
        heard = len(list(session.exec(select(Inbound))))
    is_delivered = mainland.office.state(message) is MessageState.DELIVERED
    assert (heard, is_delivered) == ((1, False) if kind == "up" else (0, True))


@pytest.mark.parametrize("code", ["USER_REJECT", "isv.CUSTOMER_REFUSED"])
async def test_who_left_by_the_provider_gets_nothing_more(mainland: Mainland, code: str) -> None:
    resident = mainland.office.resident(directory_phone=RESIDENT)
    mainland.told("first", resident)
    await mainland.deliver()

    await mainland.aliyun.receipts((mainland.aliyun.sent[0], code))
    mainland.told("second", resident)
    await mainland.deliver()

    assert len(mainland.aliyun.sent) == 1


@pytest.mark.parametrize("word", ["退订", "TD", "R", "停止"])
async def test_who_writes_that_they_leave_is_left_in_peace_until_they_come_back(
    mainland: Mainland, word: str
) -> None:
    resident = mainland.office.resident(directory_phone=RESIDENT)
    assert await mainland.aliyun.uplink(PHONE, word) == 200
    mainland.told("您好", resident)
    await mainland.deliver()
    assert mainland.aliyun.sent == []

    await mainland.aliyun.uplink(PHONE, "恢复")
    await mainland.deliver()

    with mainland.office.database.reading() as session:
        identity = find_identity(session, SMS, "", RESIDENT)
        assert identity is not None
        assert identity.opted_out_at is None
    assert [one.template for one in mainland.aliyun.sent] == [TEMPLATES["reply"]]


async def test_what_a_resident_writes_is_heard_once_and_answered_by_an_sms(
    mainland: Mainland,
) -> None:
    for _ in range(3):
        assert await mainland.aliyun.uplink(PHONE, "你好", sequence="77") == 200
    await mainland.deliver()

    with mainland.office.database.reading() as session:
        assert len(list(session.exec(select(Inbound)))) == 1
    menu = mainland.aliyun.sent_to(PHONE)[0]
    assert menu == "您好，请问有什… 1 报修 2 投诉 3 查进度 4 绑定房屋 5 人工服务。"
    assert len(set(mainland.aliyun.sent_to(PHONE))) == len(mainland.aliyun.sent)


async def test_a_question_goes_out_with_its_answers(mainland: Mainland) -> None:
    options = [{"label": "已经好了", "token": "1"}, {"label": "没有", "token": "2"}]
    mainland.office.write(
        "修好了吗？",
        resident_id=mainland.office.resident(directory_phone=RESIDENT),
        purpose=Purpose.REVISIT,
        options=options,
        fields=FIELDS,
    )

    await mainland.deliver()

    assert mainland.aliyun.sent_to(PHONE) == [
        "您的事项BX-20261124-0001请您回访：修好了吗？ 请回复：1 已经好了 2 没有"
    ]


async def test_a_code_goes_out_by_the_text_that_is_approved_for_codes(mainland: Mainland) -> None:
    resident = mainland.office.resident(directory_phone=RESIDENT)
    mainland.office.write("您的验证码是 123456", resident_id=resident, fields={"code": "123456"})

    await mainland.deliver()

    assert mainland.aliyun.sent_to(PHONE) == ["您的验证码是123456，十分钟内有效。"]


async def test_a_link_goes_out_in_the_text_that_is_approved_for_it(mainland: Mainland) -> None:
    office = mainland.office
    office.write(
        "https://huiyin.example/f/abc",
        resident_id=office.resident(directory_phone=RESIDENT),
        address_sealed=office.database.keys.seal(RESIDENT),
        fields=FIELDS | {"token": "a" * 32},
    )

    await mainland.deliver()

    [text] = mainland.aliyun.sent_to(PHONE)
    assert text.endswith(f"补充照片请打开https://huiyin.example/f/{'a' * 32}")


async def test_without_an_approved_text_no_link_is_sent(mainland: Mainland) -> None:
    office = mainland.office
    del office.sms_templates["upload"]
    message = office.write(
        "https://huiyin.example/f/abc",
        resident_id=office.resident(directory_phone=RESIDENT),
        address_sealed=office.database.keys.seal(RESIDENT),
        fields=FIELDS | {"token": "a" * 32},
    )

    await mainland.deliver()

    assert mainland.aliyun.sent == []
    assert office.state(message) is MessageState.REFUSED


async def test_a_push_to_staff_fits_into_its_text(mainland: Mainland) -> None:
    member = mainland.office.member("xiao.lin", phone=RESIDENT)
    mainland.office.push("新事项\n【投诉·一般】TS-20261124-0001 第1轮\n" + "漏水" * 40, member)

    await mainland.deliver()

    [text] = mainland.aliyun.sent_to(PHONE)
    assert text.startswith("新事项 [投诉·一般]TS-20261124-0001 第1轮")
    assert text.endswith("…，请到企业微信处理。")


async def test_whoever_does_not_know_the_secret_address_is_turned_away(
    mainland: Mainland, caplog: pytest.LogCaptureFixture
) -> None:
    right = mainland.aliyun.house
    mainland.aliyun.house = right.replace(TOKEN, "a" * 30)
    assert await mainland.aliyun.uplink(PHONE, "你好") == 403

    mainland.aliyun.house = right
    async with (
        ClientSession() as session,
        session.post(f"{right}/up", data=b"no list") as answer,
    ):
        assert answer.status == 400

    assert "refused" in caplog.text
    assert TOKEN not in caplog.text

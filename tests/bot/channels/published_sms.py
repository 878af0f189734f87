"""Published answers of both SMS providers: what we make of them, and what their fakes answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aiohttp import ClientSession, encode_basic_auth

from bot.channels import Letter, Outcome
from bot.channels.aliyun_gateway import BEIJING, AliyunGateway
from bot.channels.twilio_gateway import TwilioGateway
from tests.bot.channels.aliyun_requests import RESIDENT
from tests.bot.channels.aliyun_requests import SETTINGS as ALIYUN
from tests.bot.channels.patience import PATIENT
from tests.bot.channels.published import Document, Example
from tests.bot.channels.twilio_requests import SETTINGS as TWILIO
from tests.fakes.aliyun import FakeAliyun
from tests.fakes.twilio import FakeTwilio

CREATE, LIST = "create", "list"
SEND, DETAILS = "SendSms", "QuerySendDetails"
TO_TWILIO = Letter("17", "+14155552345", "O Slash: Ø, PoP: 💩")
SINCE_TWILIO = datetime(2015, 9, 4, 22, 50, tzinfo=UTC)
TO_ALIYUN = Letter("17", RESIDENT, "您的事项已受理。", template="SMS_1000",
                   fields=(("text", "您的事项已受理。"),))  # fmt: skip
SINCE_ALIYUN = datetime(2026, 11, 24, 2, tzinfo=UTC)


@dataclass
class Twilio:
    """An account at Twilio, seen from both sides."""

    fake: FakeTwilio
    session: ClientSession
    gateway: TwilioGateway

    async def hear(self, call: str) -> Outcome:
        if call == CREATE:
            return await self.gateway.send(TO_TWILIO)
        return await self.gateway.look_up(TO_TWILIO, SINCE_TWILIO)

    def answer_next(self, example: Example) -> None:
        self.fake.faults.append(example.fault())

    async def answers(self) -> list[tuple[str, Document]]:
        world, number = self.fake.world, TO_TWILIO.address
        form = {"From": world.number, "To": number, "Body": TO_TWILIO.text}
        url = f"{self.fake.base}/2010-04-01/Accounts/{world.account_sid}/Messages.json"
        ours = {"Authorization": encode_basic_auth(world.account_sid, world.auth_token)}
        found: list[tuple[str, Document]] = []
        for headers, problem in ((ours, 0), ({}, 0), (ours, 21610)):
            self.fake.problems = {number: problem} if problem else {}
            async with self.session.post(url, data=form, headers=headers) as answer:
                found.append((CREATE, await answer.json()))
        for to in (number, "+14155550000"):
            async with self.session.get(url, params={"To": to}, headers=ours) as answer:
                found.append((LIST, await answer.json()))
        return found


@asynccontextmanager
async def twilio(session: ClientSession) -> AsyncIterator[Twilio]:
    fake = FakeTwilio(prefix="/t")
    async with fake.running():
        settings = replace(TWILIO, api_base=fake.base)
        yield Twilio(
            fake, session, TwilioGateway(session, settings, "https://huiyin.example", PATIENT)
        )


@dataclass
class Aliyun:
    """An account at Alibaba Cloud, seen from both sides."""

    fake: FakeAliyun
    gateway: AliyunGateway

    async def hear(self, call: str) -> Outcome:
        if call == SEND:
            return await self.gateway.send(TO_ALIYUN)
        return await self.gateway.look_up(TO_ALIYUN, SINCE_ALIYUN)

    def answer_next(self, example: Example) -> None:
        self.fake.faults.append(example.fault())

    async def answers(self) -> list[tuple[str, Document]]:
        """Only what says OK: a refusal of theirs is the same two fields for every call."""
        await self.gateway.send(TO_ALIYUN)
        (sms,) = self.fake.sent
        asked = {
            "PhoneNumber": sms.phone,
            "SendDate": f"{sms.at.astimezone(BEIJING):%Y%m%d}",
            "PageSize": "10",
            "CurrentPage": "1",
        }
        return [
            (SEND, await self.gateway.ask(SEND, _sent())),
            (DETAILS, await self.gateway.ask(DETAILS, asked)),
        ]


def _sent() -> dict[str, str]:
    return {
        "PhoneNumbers": RESIDENT.removeprefix("+86"),
        "SignName": ALIYUN.sign_name,
        "TemplateCode": TO_ALIYUN.template,
        "TemplateParam": '{"text": "好"}',
        "OutId": "17",
    }


@asynccontextmanager
async def aliyun(session: ClientSession) -> AsyncIterator[Aliyun]:
    fake = FakeAliyun(prefix="/a")
    async with fake.running():
        yield Aliyun(fake, AliyunGateway(session, replace(ALIYUN, api_base=fake.base), PATIENT))

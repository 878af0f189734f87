"""The webhooks behind a real HTTP server, with Twilio's fake on the other side (W21, W23, F11)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from itertools import permutations

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from multidict import MultiDict

from bot.channels import Accepted, BadRequest, Incoming, Letter
from bot.channels.sms_status import StatusReport, merge_status
from bot.channels.twilio_gateway import TwilioGateway
from bot.channels.twilio_webhook import (
    STATUS_PATH,
    read_form,
    read_message,
    read_status,
    signed_url,
    verify,
)
from bot.provider_settings import TwilioSettings
from tests.bot.channels.patience import PATIENT
from tests.bot.channels.twilio_requests import RESIDENT, SETTINGS
from tests.fakes.faults import Hang
from tests.fakes.twilio import FakeTwilio
from tests.fakes.twilio_world import SignedForm, TwilioWorld

LETTER = Letter(id="17", address=RESIDENT, text="您的投诉 TS-20261124-0001 已受理。")


@dataclass
class House:
    """What stands at our public address: no more than the two webhooks and a memory."""

    settings: TwilioSettings
    public_base_url: str = ""
    messages: list[Incoming] = field(default_factory=list)
    states: dict[str, StatusReport] = field(default_factory=dict)
    delivered: asyncio.Event = field(default_factory=asyncio.Event)

    async def message(self, request: web.Request) -> web.Response:
        _, form = await self._form(request)
        self.messages.append(read_message(form))
        return web.Response()

    async def status(self, request: web.Request) -> web.Response:
        url, form = await self._form(request)
        report = read_status(url, form)
        known = self.states.get(report.provider_id)
        self.states[report.provider_id] = merge_status(known, report)
        if report.status == "delivered":
            self.delivered.set()
        return web.Response()

    async def _form(self, request: web.Request) -> tuple[str, MultiDict[str]]:
        try:
            url = signed_url(self.public_base_url, request.raw_path)
            form = read_form(await request.read(), request.headers.get("Content-Type", ""))
            verify(self.settings, url, request.headers, form)
        except BadRequest as refused:
            refusal = {400: web.HTTPBadRequest, 403: web.HTTPForbidden}[refused.status]
            raise refusal(text=refused.reason) from refused
        return url, form


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = House(SETTINGS)
    application = web.Application()
    application.router.add_post("/sms", house.message)
    application.router.add_post(STATUS_PATH, house.status)
    async with TestServer(application) as server:
        house.public_base_url = str(server.make_url("")).rstrip("/")
        yield house


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as shared:
        yield shared


@pytest.fixture
async def twilio(house: House) -> AsyncIterator[FakeTwilio]:
    fake = FakeTwilio(TwilioWorld(public_base_url=house.public_base_url))
    async with fake.running():
        yield fake


@pytest.fixture
def sms(session: ClientSession, house: House, twilio: FakeTwilio) -> TwilioGateway:
    settings = replace(SETTINGS, api_base=twilio.base)
    return TwilioGateway(session, settings, house.public_base_url, PATIENT)


async def test_every_order_of_real_callbacks_ends_in_the_same_state(
    sms: TwilioGateway, twilio: FakeTwilio, house: House
) -> None:
    for order in permutations(["queued", "sent", "delivered"]):
        outcome = await sms.send(LETTER)
        assert isinstance(outcome, Accepted)

        for status in (*order, *order):
            assert await twilio.call_back(outcome.provider_id, status) == 200

        assert house.states[outcome.provider_id].status == "delivered"


async def test_a_callback_that_comes_before_the_answer_brings_the_letters_id(
    sms: TwilioGateway, twilio: FakeTwilio, house: House
) -> None:
    twilio.afterwards = ("sent", "delivered")
    twilio.faults.append(Hang(0.2, accepts=True))

    sending = asyncio.create_task(sms.send(LETTER))
    await house.delivered.wait()

    assert not sending.done()
    assert [state.letter for state in house.states.values()] == [LETTER.id]
    assert await sending == Accepted(twilio.sent[0].sid)


async def test_the_error_code_of_a_failure_is_kept(
    sms: TwilioGateway, twilio: FakeTwilio, house: House
) -> None:
    await sms.send(LETTER)
    sid = twilio.sent[0].sid

    await twilio.call_back(sid, "undelivered", "30005")
    await twilio.call_back(sid, "sent")

    assert (house.states[sid].status, house.states[sid].error_code) == ("undelivered", "30005")


@pytest.mark.parametrize("path", ["/sms", "/sms?estate=8&x=%E6%B1%89+a%2Fb", "/sms?a=~'"])
async def test_a_message_is_believed_with_the_path_as_twilio_wrote_it(
    session: ClientSession, house: House, path: str
) -> None:
    world = TwilioWorld(public_base_url=house.public_base_url)
    form = world.signed(path, world.message(RESIDENT, "电梯 坏了 +~'").fields)

    answer = await raw_post(house, form, target=path)

    assert answer.startswith("HTTP/1.1 200")
    assert [message.text for message in house.messages] == ["电梯 坏了 +~'"]


async def test_another_address_in_the_request_line_is_not_believed(house: House) -> None:
    form = TwilioWorld(public_base_url="http://evil.example").message(RESIDENT, "喂")

    answer = await raw_post(house, form, target="http://evil.example/sms")

    assert answer.startswith(("HTTP/1.1 400", "HTTP/1.1 403", "HTTP/1.1 404"))
    assert house.messages == []


async def test_another_host_in_the_headers_is_not_believed(house: House) -> None:
    form = TwilioWorld(public_base_url="http://evil.example").message(RESIDENT, "喂")

    answer = await raw_post(house, form, target="/sms", host="evil.example")

    assert answer.startswith("HTTP/1.1 403")
    assert house.messages == []


async def raw_post(house: House, form: SignedForm, *, target: str, host: str = "h") -> str:
    """Post without a client that would tidy up the address."""
    address, port = house.public_base_url.removeprefix("http://").split(":")
    headers = {
        **form.headers,
        "Host": host,
        "X-Forwarded-Host": host,
        "Content-Length": str(len(form.body)),
        "Connection": "close",
    }
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    reader, writer = await asyncio.open_connection(address, int(port))
    writer.write("\r\n".join([*lines, "", ""]).encode() + form.body)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()

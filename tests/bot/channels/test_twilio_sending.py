"""An SMS goes out once, and what became of it is found out rather than guessed (W25, F6, F7)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession, ClientTimeout, encode_basic_auth, web
from aiohttp.test_utils import TestServer

from bot.channels import Accepted, After, Letter, Option, Refused, Unknown
from bot.channels.twilio_gateway import LOOK_UP_MESSAGES_MAX, TwilioGateway
from tests.bot.channels.patience import PATIENT
from tests.bot.channels.twilio_requests import RESIDENT, SETTINGS
from tests.fakes.faults import ACCEPT_THEN_DROP, Drop, Hang, json_answer
from tests.fakes.twilio import FakeTwilio
from tests.fakes.twilio_description import complaints_about_message
from tests.fakes.twilio_world import TwilioWorld

MAINLAND = "+8613800138000"
PUBLIC = "https://huiyin.example"
SERVICE = "MG" + "0b" * 16
LETTER = Letter(id="17", address=RESIDENT, text="您的投诉 TS-20261124-0001 已受理。")


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    fake = FakeTwilio(prefix="/behind/twilio")
    async with fake.running():
        yield fake
    assert fake.violations == []


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as shared:
        yield shared


@pytest.fixture
def sms(twilio: FakeTwilio, session: ClientSession, patience: ClientTimeout) -> TwilioGateway:
    return TwilioGateway(session, replace(SETTINGS, api_base=twilio.base), PUBLIC, patience)


def now() -> datetime:
    return datetime.now(UTC)


async def test_a_letter_is_taken_and_named(sms: TwilioGateway, twilio: FakeTwilio) -> None:
    outcome = await sms.send(LETTER)

    [sent] = twilio.sent
    assert outcome == Accepted(sent.sid)
    assert (sent.to, sent.sender, sent.body) == (RESIDENT, SETTINGS.sender, LETTER.text)
    assert sent.status_callback == f"{PUBLIC}/sms/status?letter=17"


async def test_every_call_goes_to_the_configured_base(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    await sms.send(LETTER)
    await sms.look_up(LETTER, now())

    prefix = f"/behind/twilio/2010-04-01/Accounts/{SETTINGS.account_sid}/Messages.json"
    assert [line.split("?")[0] for line in twilio.requests] == [f"POST {prefix}", f"GET {prefix}"]


async def test_a_messaging_service_chooses_the_number(
    twilio: FakeTwilio, session: ClientSession
) -> None:
    settings = replace(SETTINGS, api_base=twilio.base, sender=SERVICE)
    sms = TwilioGateway(session, settings, PUBLIC, PATIENT)

    outcome = await sms.send(LETTER)

    assert isinstance(outcome, Accepted)
    assert (twilio.sent[0].status, twilio.sent[0].sender) == ("accepted", None)
    assert await sms.look_up(LETTER, now()) == outcome


async def test_options_are_lines_with_a_digit(sms: TwilioGateway, twilio: FakeTwilio) -> None:
    await sms.send(replace(LETTER, options=(Option("已修好"), Option("没有"))))

    assert twilio.sent[0].body == LETTER.text + "\n1 已修好\n2 没有"


async def test_the_mainland_gets_no_link_and_no_options(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    text = "进度见 https://huiyin.example/f/1"

    await sms.send(replace(LETTER, address=MAINLAND, text=text, options=(Option("好"),)))

    assert twilio.sent_to(MAINLAND) == ["进度见 …"]


async def test_a_text_longer_than_twilio_takes_is_cut_before_its_options(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    await sms.send(replace(LETTER, text="好" * 2000, options=(Option("已修好"),)))

    [body] = twilio.sent_to(RESIDENT)
    assert len(body) == 1600
    assert body.endswith("好…\n1 已修好")


@pytest.mark.parametrize("number", ["13800138000", "", "+861012345678", "o_openid", "+1"])
async def test_a_number_that_receives_no_sms_is_not_tried(
    sms: TwilioGateway, twilio: FakeTwilio, number: str
) -> None:
    outcome = await sms.send(replace(LETTER, address=number))

    assert isinstance(outcome, Refused)
    assert outcome.after is After.NEXT_CHANNEL
    assert twilio.requests == []


async def test_whoever_has_opted_out_is_remembered(sms: TwilioGateway, twilio: FakeTwilio) -> None:
    twilio.problems[RESIDENT] = 21610

    outcome = await sms.send(LETTER)

    assert isinstance(outcome, Refused)
    assert outcome.opted_out
    assert twilio.sent == []


async def test_a_wrong_token_is_the_operators_matter(
    twilio: FakeTwilio, session: ClientSession
) -> None:
    settings = replace(SETTINGS, api_base=twilio.base, auth_token="an old token")

    outcome = await TwilioGateway(session, settings, PUBLIC, PATIENT).send(LETTER)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == ("20003", After.OPERATOR)


async def test_too_many_requests_are_tried_again_when_twilio_says(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    twilio.faults.append(json_answer({"code": 20429}, 429, {"Retry-After": "30"}))

    outcome = await sms.send(LETTER)

    assert isinstance(outcome, Refused)
    assert (outcome.after, outcome.retry_after_seconds) == (After.RETRY, 30)


async def test_nothing_is_sent_a_second_time_by_itself(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    twilio.faults.extend([json_answer({"code": 20500}, 503), ACCEPT_THEN_DROP])

    assert isinstance(await sms.send(LETTER), Unknown)
    assert isinstance(await sms.send(LETTER), Unknown)

    assert len(twilio.requests) == 2
    assert len(twilio.sent) == 1


async def test_a_closed_port_is_a_certain_refusal(
    twilio: FakeTwilio, session: ClientSession, unused_tcp_port: int
) -> None:
    settings = replace(SETTINGS, api_base=f"http://127.0.0.1:{unused_tcp_port}")

    outcome = await TwilioGateway(session, settings, PUBLIC, PATIENT).send(LETTER)

    assert isinstance(outcome, Refused)
    assert outcome.after is After.RETRY


async def test_a_redirect_is_not_followed(session: ClientSession) -> None:
    visited: list[str] = []

    async def moved(request: web.Request) -> web.Response:
        visited.append(request.path)
        raise web.HTTPTemporaryRedirect("/elsewhere")

    application = web.Application()
    application.router.add_route("*", "/{any:.*}", moved)
    async with TestServer(application) as server:
        settings = replace(SETTINGS, api_base=str(server.make_url("")).rstrip("/"))
        outcome = await TwilioGateway(session, settings, PUBLIC, PATIENT).send(LETTER)

    assert isinstance(outcome, Unknown)
    assert len(visited) == 1


async def test_an_answer_without_end_is_given_up(session: ClientSession) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" " * 65536)

    application = web.Application()
    application.router.add_post("/{any:.*}", endless)
    async with TestServer(application) as server:
        settings = replace(SETTINGS, api_base=str(server.make_url("")).rstrip("/"))
        sms = TwilioGateway(session, settings, PUBLIC, PATIENT)
        outcome = await sms.send(LETTER)

    assert outcome == Unknown("an answer of more than 1048576 bytes")


async def test_variables_of_the_process_do_not_send_calls_elsewhere(
    twilio: FakeTwilio, session: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    monkeypatch.setenv("TWILIO_REGION", "au1")

    sms = TwilioGateway(session, replace(SETTINGS, api_base=twilio.base), PUBLIC, PATIENT)

    assert isinstance(await sms.send(LETTER), Accepted)


# ---- looking up ----------------------------------------------------------------------------------


async def test_a_letter_that_was_taken_without_an_answer_is_found(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    since = now()
    twilio.faults.append(ACCEPT_THEN_DROP)
    assert isinstance(await sms.send(LETTER), Unknown)

    assert await sms.look_up(LETTER, since) == Accepted(twilio.sent[0].sid)


async def test_a_letter_that_never_arrived_may_be_sent_again(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    twilio.faults.append(Drop())
    assert isinstance(await sms.send(LETTER), Unknown)

    outcome = await sms.look_up(LETTER, now())

    assert isinstance(outcome, Refused)
    assert outcome.after is After.RETRY


async def test_other_peoples_messages_and_other_texts_do_not_count(sms: TwilioGateway) -> None:
    await sms.send(replace(LETTER, text="另一条"))
    await sms.send(replace(LETTER, address="+85298765432"))

    assert isinstance(await sms.look_up(LETTER, now()), Refused)


async def test_the_same_text_of_last_week_does_not_count(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    await sms.send(LETTER)
    twilio.sent[0].created -= timedelta(days=7)

    assert isinstance(await sms.look_up(LETTER, now()), Refused)


async def test_a_clock_that_was_put_forward_hides_nothing(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    await sms.send(LETTER)

    outcome = await sms.look_up(LETTER, now() + timedelta(days=3))

    assert outcome == Accepted(twilio.sent[0].sid)


async def test_the_words_that_a_trial_account_adds_do_not_hide_the_letter(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    await sms.send(LETTER)
    twilio.sent[0].body = "Sent from your Twilio trial account - " + twilio.sent[0].body

    assert await sms.look_up(LETTER, now()) == Accepted(twilio.sent[0].sid)


async def test_a_list_that_is_too_long_to_look_through_says_nothing(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    for number in range(LOOK_UP_MESSAGES_MAX):
        await sms.send(replace(LETTER, text=f"第{number}条"))

    assert isinstance(await sms.look_up(LETTER, now()), Unknown)


@pytest.mark.parametrize(
    "fault",
    [
        Drop(),
        Hang(5),
        json_answer({"code": 20003}, 401),
        json_answer({}),
        json_answer({"messages": None}),
        json_answer({"messages": [1]}),
        json_answer({"messages": [{"sid": "SM1"}]}),
        json_answer({"a": 1, "b": 2}),
    ],
    ids=repr,
)
async def test_a_list_that_cannot_be_read_says_nothing(
    sms: TwilioGateway, twilio: FakeTwilio, fault: Drop | Hang
) -> None:
    # Twice, because aiohttp asks again when the connection for a mere question is cut.
    twilio.faults.extend([fault, fault])

    assert isinstance(await sms.look_up(LETTER, now()), Unknown)


# ---- the fake ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sender", [SETTINGS.sender, SERVICE])
async def test_the_fake_answers_as_twilio_describes_it(
    twilio: FakeTwilio, session: ClientSession, sender: str
) -> None:
    settings = replace(SETTINGS, api_base=twilio.base, sender=sender)
    await TwilioGateway(session, settings, PUBLIC, PATIENT).send(LETTER)
    url = f"{twilio.base}/2010-04-01/Accounts/{SETTINGS.account_sid}/Messages.json"
    credentials = encode_basic_auth(SETTINGS.account_sid, SETTINGS.auth_token)

    async with session.get(url, headers={"Authorization": credentials}) as answer:
        [message] = (await answer.json())["messages"]

    assert complaints_about_message(message) == []


async def test_the_fake_notes_what_twilio_does_not_describe(
    twilio: FakeTwilio, session: ClientSession
) -> None:
    url = f"{twilio.base}/2010-04-01/Accounts/{SETTINGS.account_sid}/Messages.json"
    headers = {"Authorization": encode_basic_auth(SETTINGS.account_sid, SETTINGS.auth_token)}

    await session.get(url, headers=headers, params={"Sender": "me", "PageSize": "2000"})
    await session.post(url, headers=headers, data={"Body": "nobody to send to"})

    assert len(twilio.violations) == 3
    twilio.violations.clear()


def test_the_fake_serves_from_a_thread_too() -> None:
    fake = FakeTwilio(TwilioWorld())

    async def send() -> object:
        async with ClientSession() as session:
            sms = TwilioGateway(session, replace(SETTINGS, api_base=fake.base), PUBLIC)
            return await sms.send(LETTER)

    with fake.in_thread():
        outcome = asyncio.run(send())

    assert outcome == Accepted(fake.sent[0].sid)

"""W10, F7-F10: a letter to a resident in WeChat, and what becomes of it."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.channels import (
    Accepted,
    After,
    ChannelName,
    Letter,
    Option,
    Refused,
    Unknown,
)
from bot.channels.wechat import WeChatCustomerService
from bot.channels.wechat_errors import (
    CONSENT_ENDED_CODES,
    REFUSALS,
    RETRY_AFTER_SECONDS,
    TOKEN_CODES,
    WINDOW_CLOSED_CODES,
)
from tests.bot.channels.wechat_office import RESIDENT, Clock, Office
from tests.fakes.faults import ACCEPT_THEN_DROP, GARBAGE, Answer, Drop, Fault, Hang
from tests.fakes.wechat import (
    GARBAGE_OF_WECHAT,
    TEXT_BYTES_MAX,
    FakeWeChat,
    errcode,
)

LETTER = Letter("17", RESIDENT, "您的投诉 TS-20261124-0001 已受理。")


# Customer-service messages.


async def test_letter_with_options_is_taken(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    letter = Letter("17", RESIDENT, "修好了吗？", (Option("修好了", "c.fixed.yes"),))

    outcome = await service.send(letter)

    assert isinstance(outcome, Accepted)
    [text] = wechat.sent_to(RESIDENT)
    assert text == (
        '修好了吗？\n<a href="weixin://bizmsgmenu?msgmenucontent=%E4%BF%AE%E5%A5%BD%E4%BA%86'
        '&msgmenuid=c.fixed.yes">1. 修好了</a>'
    )


async def test_long_letter_goes_in_parts_and_in_order(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    text = "".join(f"第{number}句话说完了。" for number in range(300))

    outcome = await service.send(Letter("17", RESIDENT, text))

    assert isinstance(outcome, Accepted)
    assert len(wechat.sent_to(RESIDENT)) > 1
    assert "".join(wechat.sent_to(RESIDENT)) == text


@pytest.mark.parametrize("fault", [errcode(45047), Drop(), Answer(502)])
async def test_letter_of_which_a_part_is_out_is_not_said_to_be_refused(
    service: WeChatCustomerService, wechat: FakeWeChat, fault: Fault
) -> None:
    wechat.faults.extend([errcode(0, accepts=True), fault])

    outcome = await service.send(Letter("17", RESIDENT, "长" * 1000))

    assert isinstance(outcome, Unknown)
    assert outcome.reason.startswith("part 2 of 2")
    assert len(wechat.sent) == 1


async def test_letter_of_nothing_but_unwritable_characters_still_gets_an_answer(
    service: WeChatCustomerService,
) -> None:
    outcome = await service.send(Letter("17", RESIDENT, ""))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == ("44004", After.FATAL)


async def test_sixth_message_after_one_of_the_residents_is_refused(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    outcomes = [await service.send(LETTER) for _ in range(6)]

    assert [type(outcome) for outcome in outcomes] == [Accepted] * 5 + [Refused]
    assert isinstance(outcomes[5], Refused)
    assert (outcomes[5].code, outcomes[5].window_closed) == ("45047", True)

    wechat.heard(RESIDENT)
    assert isinstance(await service.send(LETTER), Accepted)


async def test_window_closes_after_48_hours(
    service: WeChatCustomerService, wechat: FakeWeChat, clock: Clock
) -> None:
    clock.now += 48 * 60 * 60
    wechat.expire_tokens()

    outcome = await service.send(LETTER)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.window_closed) == ("45015", True)
    assert outcome.after is After.NEXT_CHANNEL


@pytest.mark.parametrize("what", ["click", "scan", "subscribe"])
async def test_tap_on_the_menu_opens_the_window_for_a_minute_and_three_messages(
    service: WeChatCustomerService, wechat: FakeWeChat, clock: Clock, what: str
) -> None:
    wechat.unfollowed(RESIDENT)
    wechat.heard(RESIDENT, what)

    outcomes = [await service.send(LETTER) for _ in range(4)]
    assert [type(outcome) for outcome in outcomes] == [Accepted] * 3 + [Refused]

    wechat.heard(RESIDENT, what)
    clock.now += 60
    outcome = await service.send(LETTER)
    assert isinstance(outcome, Refused)
    assert outcome.code == "45015"


@pytest.mark.parametrize("name", [*GARBAGE, *GARBAGE_OF_WECHAT])
async def test_what_is_no_answer_leaves_it_unknown(
    service: WeChatCustomerService, wechat: FakeWeChat, name: str
) -> None:
    wechat.faults.append({**GARBAGE, **GARBAGE_OF_WECHAT}[name])

    assert isinstance(await service.send(LETTER), Unknown)


@pytest.mark.parametrize(
    ("fault", "taken"),
    [(Hang(5), 0), (Hang(5, accepts=True), 1), (Drop(), 0), (ACCEPT_THEN_DROP, 1)],
)
async def test_silence_leaves_it_unknown_and_nothing_is_sent_again(
    service: WeChatCustomerService, wechat: FakeWeChat, fault: Fault, taken: int
) -> None:
    wechat.faults.append(fault)

    outcome = await service.send(LETTER)

    assert isinstance(outcome, Unknown)
    assert len([line for line in wechat.requests if "custom/send" in line]) == 1
    assert len(wechat.sent) == taken


async def test_letter_without_a_token_is_refused_for_certain(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.invalidate_tokens()
    wechat.token_faults.append(errcode(40164))

    outcome = await service.send(LETTER)

    assert outcome == Refused(
        "40164",
        "no access token: this machine's IP is not on the account's list: add this IP: 203.0.113.9",
        After.OPERATOR,
    )


async def test_what_became_of_a_letter_cannot_be_looked_up(service: WeChatCustomerService) -> None:
    since = datetime(2026, 11, 24, tzinfo=UTC)

    assert await service.look_up(LETTER, since) == Unknown("WeChat keeps no list of what was sent")
    assert service.name == ChannelName.WECHAT


# Errors.

NEXT = After.NEXT_CHANNEL
MEANINGS = {
    -1: (After.RETRY, None, False),
    40001: (After.OPERATOR, None, False),
    40002: (After.OPERATOR, None, False),
    40003: (NEXT, None, False),
    40013: (After.OPERATOR, None, False),
    40014: (After.OPERATOR, None, False),
    40037: (After.OPERATOR, None, False),
    40125: (After.OPERATOR, None, False),
    40164: (After.OPERATOR, None, False),
    41001: (After.OPERATOR, None, False),
    41002: (After.OPERATOR, None, False),
    41004: (After.OPERATOR, None, False),
    42001: (After.OPERATOR, None, False),
    43004: (NEXT, None, True),
    43019: (NEXT, None, False),
    43101: (NEXT, None, False),
    44004: (After.FATAL, None, False),
    45002: (NEXT, None, False),
    45009: (After.RETRY, 3600.0, False),
    45011: (After.RETRY, 60.0, False),
    45015: (NEXT, None, True),
    45047: (NEXT, None, True),
    47001: (After.FATAL, None, False),
    47003: (NEXT, None, False),
    48001: (After.OPERATOR, None, False),
    48002: (NEXT, None, False),
    48004: (After.OPERATOR, None, False),
    -1000: (After.RETRY, None, False),
    43005: (NEXT, None, True),
    45066: (After.RETRY, 60.0, False),
    46004: (NEXT, None, False),
    50001: (NEXT, None, False),
    50005: (NEXT, None, True),
    61450: (After.RETRY, None, False),
    9001002: (After.RETRY, None, False),
    50002: (After.OPERATOR, None, False),
    61004: (After.OPERATOR, None, False),
    65400: (NEXT, None, False),
}


@pytest.mark.parametrize("code", MEANINGS)
async def test_error_says_what_it_asks_for(
    service: WeChatCustomerService, wechat: FakeWeChat, code: int
) -> None:
    times = 2 if str(code) in TOKEN_CODES else 1
    wechat.faults.extend([errcode(code)] * times)

    outcome = await service.send(LETTER)

    assert isinstance(outcome, Refused)
    assert outcome.code == str(code)
    after, seconds, window_closed = MEANINGS[code]
    assert (outcome.after, outcome.retry_after_seconds) == (after, seconds)
    assert outcome.window_closed is window_closed
    assert not outcome.opted_out
    assert not wechat.faults


def test_every_code_that_changes_more_than_the_channel_is_tried_out() -> None:
    rows = {*RETRY_AFTER_SECONDS, *WINDOW_CLOSED_CODES, *TOKEN_CODES, *CONSENT_ENDED_CODES}
    later = {code for code, (after, _) in REFUSALS.items() if after is After.RETRY}

    assert rows | later <= {str(code) for code in MEANINGS}


# The fake itself.


def test_fake_in_a_thread_serves_those_who_do_not_share_its_loop() -> None:
    fake = FakeWeChat()

    async def speak() -> object:
        async with ClientSession() as session:
            office = Office.open(fake, session)
            return await WeChatCustomerService(office.account).send(LETTER)

    with fake.in_thread():
        fake.heard(RESIDENT)
        outcome = asyncio.run(speak())

    assert isinstance(outcome, Accepted)
    assert [len(one["text"].encode()) <= TEXT_BYTES_MAX for one in fake.sent] == [True]

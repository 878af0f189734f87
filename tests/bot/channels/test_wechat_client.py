"""W12, W13, F10, F13, F14: WeChat's API by wechatpy's calls, with our session, base and tokens."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.channels import After, Refused, TokenUnavailable, Unknown
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat_client import OfficialAccount, StableToken
from tests.bot.channels.patience import PATIENT, QUICK
from tests.bot.channels.wechat_office import RESIDENT, Office
from tests.fakes.faults import ACCEPT_THEN_DROP, GARBAGE, Answer, Drop, Fault, Hang, json_answer
from tests.fakes.wechat import GARBAGE_OF_WECHAT, FakeWeChat, errcode


@pytest.fixture
async def wechat() -> AsyncIterator[FakeWeChat]:
    fake = FakeWeChat(prefix="/behind/wechat")
    async with fake.running():
        fake.heard(RESIDENT)
        yield fake
    assert fake.violations == []
    assert fake.forced_refreshes == 0


@pytest.fixture
async def office(wechat: FakeWeChat, patience: ClientTimeout) -> AsyncIterator[Office]:
    async with ClientSession() as session:
        yield Office.open(wechat, session, patience=patience)


async def failure(office: Office) -> Refused | Unknown:
    with pytest.raises(CallFailed) as caught:
        await office.say()
    return caught.value.outcome


# Calls.


async def test_every_call_goes_to_the_configured_base(office: Office) -> None:
    await office.say()

    assert [line.split("?")[0] for line in office.wechat.requests] == [
        "POST /behind/wechat/cgi-bin/stable_token",
        "POST /behind/wechat/cgi-bin/message/custom/send",
    ]


async def test_absolute_addresses_of_wechatpy_go_there_too(office: Office) -> None:
    with pytest.raises(CallFailed):
        await office.account.customservice.get_accounts()
    with pytest.raises(CallFailed):
        await office.account.get("https://api.weixin.qq.com/customservice/kflist")

    assert all(" /behind/wechat/" in line for line in office.wechat.requests)


async def test_no_other_host_is_called(office: Office) -> None:
    with pytest.raises(ValueError, match=r"only api\.weixin\.qq\.com"):
        await office.account.get("https://api.weixin.qq.com.example/x")


async def test_result_of_a_call_is_worked_on_as_wechatpy_wants_it(office: Office) -> None:
    answer = json_answer({"template_id": "t-1"})
    await office.tokens.current()
    office.wechat.faults.append(answer)

    fields = await office.account.post(
        "message/custom/send", data={}, result_processor=lambda fields: fields["template_id"]
    )

    assert fields == "t-1"


async def test_letters_go_as_they_are(office: Office) -> None:
    await office.say("漏水 🚿 ]]> \\u6f0f")

    assert office.wechat.sent_to(RESIDENT) == ["漏水 🚿 ]]> \\u6f0f"]


# Answers that are none.


@pytest.mark.parametrize("name", [*GARBAGE, *GARBAGE_OF_WECHAT])
async def test_answer_that_says_neither_yes_nor_no_is_not_taken_for_either(
    office: Office, name: str
) -> None:
    await office.tokens.current()
    office.wechat.faults.append({**GARBAGE, **GARBAGE_OF_WECHAT}[name])

    if name in {"an empty object", "no errcode"}:
        # Many calls are answered without an errcode: what it must hold, the caller knows.
        assert await office.say() in ({}, {"errmsg": "ok"})
    else:
        assert isinstance(await failure(office), Unknown)


@pytest.mark.parametrize("fault", [Hang(5), Hang(5, accepts=True), Drop(), ACCEPT_THEN_DROP])
async def test_silence_and_a_cut_connection_leave_it_unknown(office: Office, fault: Fault) -> None:
    await office.tokens.current()
    office.wechat.faults.append(fault)

    assert isinstance(await failure(office), Unknown)
    assert office.wechat.requests[-1].count("custom/send") == 1


async def test_no_connection_is_a_refusal(office: Office) -> None:
    await office.tokens.current()
    account = OfficialAccount(office.session, "http://127.0.0.1:1", "wx1", office.tokens, PATIENT)

    with pytest.raises(CallFailed) as caught:
        await account.message.send_text(RESIDENT, "好")
    assert caught.value.outcome == Refused(
        "connect", "no connection (ClientConnectorError)", After.RETRY
    )


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (json_answer({"errcode": "45015", "errmsg": "x"}), "45015"),
        (json_answer({"errcode": 45015.0}), None),
        (Answer(404, b"<html>"), "http 404"),
        (Answer(403, b"<html>"), "http 403"),
        (Answer(413, b"<html>"), "http 413"),
        (Answer(429, b"", headers={"Retry-After": "7"}), "http 429"),
        (Answer(408, b""), None),
        (Answer(302, b"", headers={"Location": "http://127.0.0.1:1/"}), None),
    ],
)
async def test_answer_turned_away_is_refused_for_certain(
    office: Office, fault: Answer, outcome: str | None
) -> None:
    await office.tokens.current()
    office.wechat.faults.append(fault)

    failed = await failure(office)

    assert (failed.code if isinstance(failed, Refused) else None) == outcome
    if outcome == "http 429":
        assert failed == Refused("http 429", "too many requests", After.RETRY, 7.0)


# Tokens.


async def test_token_is_the_stable_one_for_all_who_ask(wechat: FakeWeChat) -> None:
    async with ClientSession() as session:
        first, second = [
            await StableToken.fetch(session, wechat.base, wechat.app_id, wechat.app_secret)
            for _ in range(2)
        ]

    assert first.token == second.token
    assert 7000 < first.expires_in_seconds <= 7200
    assert first.token not in repr(first)


@pytest.mark.parametrize("spoil", [FakeWeChat.invalidate_tokens, FakeWeChat.expire_tokens])
async def test_token_that_is_not_taken_is_renewed_and_the_call_made_once_more(
    office: Office, spoil: object
) -> None:
    await office.tokens.current()
    assert callable(spoil)
    spoil(office.wechat)

    await office.say()

    assert office.wechat.sent_to(RESIDENT) == ["好"]
    assert office.tokens.fetches == 2


async def test_fifty_calls_in_two_processes_renew_one_bad_token_once(office: Office) -> None:
    other = Office.open(office.wechat, office.session, office.tokens)
    await office.tokens.current()
    office.wechat.invalidate_tokens()
    for number in range(50):
        office.wechat.heard(f"o_{number}")

    await asyncio.gather(
        *(
            (office, other)[number % 2].account.message.send_text(f"o_{number}", "好")
            for number in range(50)
        )
    )

    assert len(office.wechat.sent) == 50
    assert office.wechat.token_fetches == 2


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_second_refusal_of_a_token_surfaces(office: Office, code: int) -> None:
    await office.tokens.current()
    office.wechat.faults.extend([errcode(code)] * 3)

    failed = await failure(office)

    assert isinstance(failed, Refused)
    assert (failed.code, failed.after) == (str(code), After.OPERATOR)
    assert len(office.wechat.faults) == 1


@pytest.mark.parametrize(
    ("fault", "code", "after"),
    [
        (errcode(40164), "40164", After.OPERATOR),
        (errcode(40125), "40125", After.OPERATOR),
        (errcode(40013), "40013", After.OPERATOR),
        (errcode(99999), "99999", After.OPERATOR),
        (errcode(45009), "45009", After.RETRY),
        (errcode(-1), "-1", After.RETRY),
        (Hang(5), "network", After.RETRY),
        (Drop(), "network", After.RETRY),
        (Answer(200, b"<html>", "text/html"), "network", After.RETRY),
        (json_answer({"access_token": "t"}), "network", After.RETRY),
        (json_answer({"access_token": 5, "expires_in": 7200}), "network", After.RETRY),
        (json_answer({"access_token": "t", "expires_in": True}), "network", After.RETRY),
    ],
)
async def test_token_that_cannot_be_had_is_named_with_what_to_do(
    office: Office, fault: Fault, code: str, after: After
) -> None:
    office.wechat.token_faults.append(fault)

    with pytest.raises(TokenUnavailable) as caught:
        await office.say()
    assert (caught.value.code, caught.value.after) == (code, after)


async def test_ip_that_is_not_on_the_list_is_named_for_the_operator(office: Office) -> None:
    office.wechat.token_faults.append(errcode(40164))

    with pytest.raises(TokenUnavailable, match=r"add this IP: 203\.0\.113\.9$"):
        await office.say()


async def test_nobody_home_is_a_matter_of_the_network(office: Office) -> None:
    with pytest.raises(TokenUnavailable) as caught:
        await StableToken.fetch(office.session, "http://127.0.0.1:1", "wx1", "s", PATIENT)
    assert (caught.value.code, caught.value.after) == ("network", After.RETRY)


def test_wechatpys_own_way_to_a_token_is_closed(office: Office) -> None:
    with pytest.raises(NotImplementedError):
        office.account.fetch_access_token()
    with pytest.raises(NotImplementedError):
        office.account.access_token  # noqa: B018  # reading it would fetch one


# Secrets.


@pytest.mark.hanging
async def test_no_error_and_no_log_line_carries_a_secret(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = await office.tokens.current()
    secrets = (token, office.wechat.app_secret, RESIDENT)
    told = f"invalid openid {RESIDENT} token={token} secret={office.wechat.app_secret}"
    faults: list[Fault] = [errcode(40003, told), errcode(99998, told), Hang(5), Drop()]
    faults += [*GARBAGE.values(), Answer(302, headers={"Location": "http://127.0.0.1:1/?a=b"})]
    said = []
    for fault in faults:
        office.wechat.faults.append(fault)
        try:
            await office.say()
        except CallFailed as failed:
            said.append("".join(traceback.format_exception(failed)))
    token_faults: list[Fault] = [errcode(40125, told), Hang(5), Drop(), *GARBAGE.values()]
    for fault in token_faults:
        office.wechat.token_faults.append(fault)
        try:
            await StableToken.fetch(
                office.session,
                office.wechat.base,
                office.wechat.app_id,
                office.wechat.app_secret,
                QUICK,
            )
        except TokenUnavailable as unavailable:
            said.append("".join(traceback.format_exception(unavailable)))

    assert len(said) > len(faults)
    assert not any(secret in text for secret in secrets for text in [*said, caplog.text])

"""Staff hear of everything, once, and never somebody else's matter (W18, W19)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.channels import Accepted, After, Letter, Option, Refused, TokenUnavailable, Unknown
from bot.channels.wecom import (
    DUPLICATE_CHECK_SECONDS,
    TEXT_BYTES_MAX,
    WeComApp,
    WeComRobot,
)
from bot.channels.wecom_client import fetch_wecom_token
from bot.provider_settings import WeComSettings
from tests.bot.channels.patience import PATIENT
from tests.fakes.faults import ACCEPT_THEN_DROP, GARBAGE, Drop, Fault, Hang, json_answer
from tests.fakes.tokens import MemoryTokens, NoTokens
from tests.fakes.wecom import FakeWeCom, errcode

LETTER = Letter(id="17", address="zhangsan", text="投诉 TS-20261124-0001，请于 10:00 前首次回复")


class Clock:
    """Unix time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def wecom(clock: Clock) -> AsyncIterator[FakeWeCom]:
    fake = FakeWeCom(("ZhangSan", "lisi"), prefix="/behind/wecom", clock=clock)
    async with fake.running():
        yield fake
    assert fake.violations == []


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as shared:
        yield shared


@pytest.fixture
def settings(wecom: FakeWeCom) -> WeComSettings:
    return WeComSettings(
        corp_id=wecom.corp_id,
        agent_id=wecom.agent_id,
        secret=wecom.secret,
        token="",
        encoding_aes_key="",
        robot_key=wecom.robot_key,
        api_base=wecom.base,
    )


@pytest.fixture
def tokens(
    session: ClientSession, settings: WeComSettings, patience: ClientTimeout
) -> MemoryTokens:
    return MemoryTokens(
        lambda: fetch_wecom_token(
            session, settings.api_base, settings.corp_id, settings.secret, patience
        )
    )


@pytest.fixture
def app(
    session: ClientSession, settings: WeComSettings, tokens: MemoryTokens, patience: ClientTimeout
) -> WeComApp:
    return WeComApp(session, settings, tokens, patience)


@pytest.fixture
def robot(session: ClientSession, wecom: FakeWeCom, patience: ClientTimeout) -> WeComRobot:
    return WeComRobot(session, wecom.base, wecom.robot_key, patience)


async def test_a_letter_reaches_the_member(app: WeComApp, wecom: FakeWeCom) -> None:
    outcome = await app.send(LETTER)

    assert isinstance(outcome, Accepted)
    assert outcome.provider_id
    assert wecom.sent_to("ZhangSan") == [LETTER.text]


async def test_every_call_goes_to_the_configured_base(app: WeComApp, wecom: FakeWeCom) -> None:
    await app.send(LETTER)

    paths = [line.split("?")[0] for line in wecom.requests]
    assert paths == [
        "GET /behind/wecom/cgi-bin/gettoken",
        "POST /behind/wecom/cgi-bin/message/send",
    ]


async def test_options_are_lines_and_a_long_text_is_cut_before_them(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    await app.send(replace(LETTER, text="漏" * 2000, options=(Option("接单"), Option("转派"))))

    [text] = wecom.sent_to("zhangsan")
    assert text.endswith("漏…\n1 接单\n2 转派")
    assert TEXT_BYTES_MAX - 3 < len(text.encode()) <= TEXT_BYTES_MAX


async def test_a_residents_words_make_no_link_for_staff(app: WeComApp, wecom: FakeWeCom) -> None:
    await app.send(replace(LETTER, text='<A href="https://evil.example">点我</a> 1<2 </ a>'))

    [text] = wecom.sent_to("zhangsan")
    assert text == '＜A href="https://evil.example">点我＜/a> 1<2 ＜/ a>'


async def test_letters_that_json_could_escape_arrive_as_they_are(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    await app.send(replace(LETTER, text='引号" 反斜\\ 😀 \x07 \ud800'))

    assert wecom.sent_to("zhangsan") == ['引号" 反斜\\ 😀 \ufffd \ufffd']


@pytest.mark.parametrize("userid", ["@all", "zhangsan|lisi", "", "张三", "a b", "x" * 65])
async def test_only_one_member_can_be_addressed(
    app: WeComApp, wecom: FakeWeCom, userid: str
) -> None:
    outcome = await app.send(replace(LETTER, address=userid))

    assert isinstance(outcome, Refused)
    assert outcome.after is After.NEXT_CHANNEL
    assert wecom.requests == []


@pytest.mark.parametrize("address", ["LISI", "LiSi", "lisi"])
async def test_a_member_without_licence_is_told_by_the_next_channel(
    app: WeComApp, wecom: FakeWeCom, address: str
) -> None:
    wecom.unlicensed.add("lisi")

    outcome = await app.send(replace(LETTER, address=address))

    assert outcome == Refused("unlicenseduser", "not reached in WeCom", After.NEXT_CHANNEL)


async def test_a_yes_that_names_the_reader_as_invalid_is_a_no(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    yes = {"errcode": 0, "errmsg": "ok", "invaliduser": "LiSi|ZhangSan", "msgid": "m"}
    wecom.faults.append(json_answer(yes))

    assert await app.send(LETTER) == Refused(
        "invaliduser", "not reached in WeCom", After.NEXT_CHANNEL
    )


async def test_a_yes_that_names_somebody_else_is_a_yes(app: WeComApp, wecom: FakeWeCom) -> None:
    yes = {"errcode": 0, "errmsg": "ok", "invaliduser": "zhangsanfeng", "msgid": "m"}
    wecom.faults.append(json_answer(yes))

    assert await app.send(LETTER) == Accepted("m")


async def test_a_stranger_is_told_by_the_next_channel(app: WeComApp) -> None:
    outcome = await app.send(replace(LETTER, address="wangwu"))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == ("81013", After.NEXT_CHANNEL)


async def test_the_operator_is_told_which_address_to_trust(app: WeComApp, wecom: FakeWeCom) -> None:
    wecom.faults.append(errcode(60020))

    outcome = await app.send(LETTER)

    assert isinstance(outcome, Refused)
    assert outcome.after is After.OPERATOR
    assert "203.0.113.9" in outcome.reason


# ---- the same letter again -----------------------------------------------------------------------


async def test_sending_again_what_nobody_answered_reaches_the_member_once(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    wecom.faults.append(ACCEPT_THEN_DROP)

    assert isinstance(await app.send(LETTER), Unknown)
    assert isinstance(await app.send(LETTER), Accepted)

    assert wecom.sent_to("zhangsan") == [LETTER.text]


async def test_an_emergency_told_again_after_five_minutes_is_heard_again(
    app: WeComApp, wecom: FakeWeCom, clock: Clock
) -> None:
    await app.send(LETTER)
    clock.now += 5 * 60

    await app.send(replace(LETTER, id="18"))

    assert DUPLICATE_CHECK_SECONDS < 5 * 60
    assert wecom.sent_to("zhangsan") == [LETTER.text] * 2


async def test_what_became_of_a_letter_cannot_be_asked(app: WeComApp, robot: WeComRobot) -> None:
    now = datetime.now(UTC)

    assert isinstance(await app.look_up(LETTER, now), Unknown)
    assert isinstance(await robot.look_up(LETTER, now), Unknown)


# ---- the token -----------------------------------------------------------------------------------


async def test_a_token_that_has_ended_is_renewed_once(
    app: WeComApp, wecom: FakeWeCom, tokens: MemoryTokens
) -> None:
    await app.send(LETTER)
    wecom.expire_token()

    outcome = await app.send(replace(LETTER, text="另一条"))

    assert isinstance(outcome, Accepted)
    assert tokens.fetches == 2


async def test_a_token_that_is_never_taken_is_the_operators_matter(
    app: WeComApp, wecom: FakeWeCom, tokens: MemoryTokens
) -> None:
    wecom.faults.extend([errcode(40014), errcode(42001), errcode(40014)])

    outcome = await app.send(LETTER)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == ("42001", After.OPERATOR)
    assert tokens.fetches == 2
    assert len(wecom.faults) == 1


async def test_without_a_token_the_letter_is_refused(
    session: ClientSession, settings: WeComSettings
) -> None:
    no_tokens = NoTokens(TokenUnavailable("40001", "the secret is wrong", After.OPERATOR))

    outcome = await WeComApp(session, settings, no_tokens, PATIENT).send(LETTER)

    assert outcome == Refused("40001", "the secret is wrong", After.OPERATOR)


async def test_a_token_comes_with_its_time(session: ClientSession, wecom: FakeWeCom) -> None:
    first = await fetch_wecom_token(session, wecom.base, wecom.corp_id, wecom.secret)
    second = await fetch_wecom_token(session, wecom.base, wecom.corp_id, wecom.secret)

    assert first == second
    assert first[1] == 7200


async def test_a_wrong_secret_is_the_operators_matter(
    session: ClientSession, wecom: FakeWeCom
) -> None:
    with pytest.raises(TokenUnavailable) as caught:
        await fetch_wecom_token(session, wecom.base, wecom.corp_id, "an-old-secret")

    assert (caught.value.code, caught.value.after) == ("40001", After.OPERATOR)
    assert "an-old-secret" not in f"{caught.value!r}"


@pytest.mark.parametrize(
    "fault",
    [
        Hang(5),
        json_answer({"errcode": 0}),
        json_answer({"errcode": 0, "access_token": ""}),
        json_answer({"errcode": 0, "access_token": "t", "expires_in": "7200"}),
        *GARBAGE.values(),
    ],
    ids=lambda fault: repr(fault)[:60],
)
async def test_an_answer_without_a_token_is_tried_again_later(
    session: ClientSession, wecom: FakeWeCom, fault: Fault, patience: ClientTimeout
) -> None:
    wecom.token_faults.append(fault)

    with pytest.raises(TokenUnavailable) as caught:
        await fetch_wecom_token(session, wecom.base, wecom.corp_id, wecom.secret, patience)

    assert (caught.value.code, caught.value.after) == ("network", After.RETRY)


# ---- the group's robot ---------------------------------------------------------------------------


async def test_the_robot_speaks_to_its_group(robot: WeComRobot, wecom: FakeWeCom) -> None:
    outcome = await robot.send(replace(LETTER, address=""))

    assert isinstance(outcome, Accepted)
    assert wecom.sent_to("") == [LETTER.text]


async def test_the_robots_limit_is_left_alone_for_a_minute(
    robot: WeComRobot, wecom: FakeWeCom
) -> None:
    for number in range(20):
        await robot.send(replace(LETTER, text=f"第{number}条"))

    outcome = await robot.send(LETTER)

    assert isinstance(outcome, Refused)
    assert (outcome.after, outcome.retry_after_seconds) == (After.RETRY, 60)
    assert len(wecom.sent) == 20


async def test_a_robot_that_was_removed_is_the_operators_matter(
    session: ClientSession, wecom: FakeWeCom
) -> None:
    outcome = await WeComRobot(session, wecom.base, "the-key-of-last-year", PATIENT).send(LETTER)

    assert isinstance(outcome, Refused)
    assert outcome.after is After.OPERATOR
    assert "last-year" not in outcome.reason


@pytest.mark.parametrize("fault", [Drop(), Hang(5), *GARBAGE.values()], ids=lambda f: repr(f)[:40])
async def test_a_robot_without_an_answer_leaves_it_unknown(
    robot: WeComRobot, wecom: FakeWeCom, fault: Fault
) -> None:
    wecom.faults.append(fault)

    assert isinstance(await robot.send(LETTER), Unknown)
    assert wecom.sent == []

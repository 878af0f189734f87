"""A push to staff comes with buttons; where WeCom takes none, its text comes all the same."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.channels import Accepted, After, Card, Letter, Option, Refused, Unknown
from bot.channels.wecom import WeComApp
from bot.channels.wecom_client import fetch_wecom_token
from bot.provider_settings import WeComSettings
from tests.fakes.faults import ACCEPT_THEN_DROP
from tests.fakes.tokens import MemoryTokens
from tests.fakes.wecom import FakeWeCom, errcode

BUTTONS = (Option("接单", "accept"), Option("回复", "respond"), Option("完成", "resolve"))
CARD = Card("BX-20261124-0001-17-1795500000", BUTTONS)
TEXT = "新事项\n【报修·一般】BX-20261124-0001 第1轮\n地点：8-1-302\n内容：灯不亮"
LETTER = Letter("17", "zhangsan", TEXT, card=CARD)


@pytest.fixture
async def wecom() -> AsyncIterator[FakeWeCom]:
    fake = FakeWeCom(("ZhangSan", "lisi"), prefix="/c")
    async with fake.running():
        yield fake
    assert fake.violations == []


@pytest.fixture
async def app(wecom: FakeWeCom) -> AsyncIterator[WeComApp]:
    async with ClientSession() as session:
        settings = WeComSettings(
            corp_id=wecom.corp_id,
            agent_id=wecom.agent_id,
            secret=wecom.secret,
            token="",
            encoding_aes_key="",
            robot_key=None,
            api_base=wecom.base,
        )
        tokens = MemoryTokens(
            lambda: fetch_wecom_token(session, wecom.base, wecom.corp_id, wecom.secret)
        )
        yield WeComApp(session, settings, tokens, ClientTimeout(total=10))


def changed(code: str, *buttons: Option, note: str = "") -> Letter:
    return replace(LETTER, card=replace(CARD, code=code, buttons=buttons, note=note))


async def test_a_card_shows_the_whole_push_over_its_buttons(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    outcome = await app.send(LETTER)

    assert isinstance(outcome, Accepted)
    assert outcome.response_code
    assert wecom.sent_to("zhangsan") == [TEXT]
    assert wecom.cards[CARD.name].buttons == {
        "accept": "接单",
        "respond": "回复",
        "resolve": "完成",
    }


async def test_a_first_line_that_is_no_title_is_told_in_full_below(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    line = "紧急！还没有人接单，请立即处理，并发：接单 + 编号（10:15 前首次回复）"

    await app.send(replace(LETTER, text=f"{line}\n地点：8-1-302"))

    title, *rest = wecom.sent_to("zhangsan")[0].split("\n")
    assert (len(title), title[-1]) == (26, "…")
    assert rest == [line, "地点：8-1-302"]


async def test_what_a_resident_wrote_makes_no_link_on_a_card(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    await app.send(replace(LETTER, text='新事项\n<a href="https://evil.example">点我</a>'))

    assert "<a" not in wecom.sent_to("zhangsan")[0]


@pytest.mark.parametrize("code", [40057, 40058, 40016, 77777])
async def test_where_wecom_takes_no_card_its_text_arrives(
    app: WeComApp, wecom: FakeWeCom, code: int
) -> None:
    wecom.faults.append(errcode(code))

    assert isinstance(await app.send(LETTER), Accepted)
    assert wecom.sent_to("zhangsan") == [TEXT]
    assert wecom.cards == {}


@pytest.mark.parametrize(
    ("code", "after"),
    [(60020, After.OPERATOR), (45009, After.RETRY), (81013, After.NEXT_CHANNEL)],
)
async def test_what_has_nothing_to_do_with_the_card_is_not_tried_as_a_text(
    app: WeComApp, wecom: FakeWeCom, code: int, after: After
) -> None:
    wecom.faults.append(errcode(code))

    outcome = await app.send(LETTER)

    assert isinstance(outcome, Refused)
    assert outcome.after is after
    assert wecom.sent == []


async def test_a_card_of_unknown_fate_is_sent_again_and_arrives_once(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    wecom.faults.append(ACCEPT_THEN_DROP)

    assert isinstance(await app.send(LETTER), Unknown)
    assert isinstance(await app.send(LETTER), Accepted)
    assert wecom.sent_to("zhangsan") == [TEXT]


async def test_a_taken_card_has_a_word_in_place_of_its_buttons(
    app: WeComApp, wecom: FakeWeCom
) -> None:
    sent = await app.send(LETTER)
    assert isinstance(sent, Accepted)

    outcome = await app.send(changed(sent.response_code, note="已由小林受理"))

    assert isinstance(outcome, Accepted)
    assert wecom.cards[CARD.name].buttons == {}
    assert wecom.cards[CARD.name].replaced == "已由小林受理"
    assert wecom.sent_to("zhangsan") == [TEXT]


async def test_who_took_it_keeps_the_other_buttons(app: WeComApp, wecom: FakeWeCom) -> None:
    sent = await app.send(LETTER)
    assert isinstance(sent, Accepted)

    await app.send(changed(sent.response_code, *BUTTONS[1:], note="已由您受理"))

    assert wecom.cards[CARD.name].buttons == {"respond": "回复", "resolve": "完成"}
    assert "已由您受理" in wecom.cards[CARD.name].text


async def test_a_code_is_good_for_one_change(app: WeComApp, wecom: FakeWeCom) -> None:
    sent = await app.send(LETTER)
    assert isinstance(sent, Accepted)
    change = changed(sent.response_code, note="已由小林受理")

    assert isinstance(await app.send(change), Accepted)
    again = await app.send(change)

    assert isinstance(again, Refused)
    assert sent.response_code not in repr((sent, change, again))

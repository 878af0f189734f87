"""W11, W12: what is told in WeChat by template or by subscription, and when that goes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.channels import (
    Accepted,
    After,
    ChannelName,
    Letter,
    Refused,
    Unknown,
)
from bot.channels.wechat import WeChatSubscription, WeChatTemplate
from tests.bot.channels.wechat_office import RESIDENT, TEMPLATE, Clock, Office
from tests.fakes.faults import ACCEPT_THEN_DROP
from tests.fakes.wechat import (
    FakeWeChat,
    errcode,
)

CARD = Letter(
    "18",
    RESIDENT,
    "",
    template=TEMPLATE,
    fields=(
        ("character_string1", "TS-20261124-0001"),
        ("thing2", "三楼公共走道天花板漏水，地面湿滑，请尽快处理"),
    ),
)


@pytest.fixture
def cards(office: Office) -> WeChatTemplate:
    return WeChatTemplate(office.account)


async def test_template_message_goes_at_any_time_with_values_that_fit(
    cards: WeChatTemplate, wechat: FakeWeChat, clock: Clock
) -> None:
    clock.now += 3 * 24 * 60 * 60
    wechat.expire_tokens()

    outcome = await cards.send(CARD)

    [sent] = wechat.sent
    assert outcome == Accepted(str(sent["id"]))
    assert sent["template"] == TEMPLATE
    assert sent["fields"] == {
        "character_string1": "TS-20261124-0001",
        "thing2": "三楼公共走道天花板漏水，地面湿滑，请尽…",
    }


async def test_template_message_leads_where_the_letter_leads(
    cards: WeChatTemplate, wechat: FakeWeChat
) -> None:
    await cards.send(replace(CARD, link="https://huiyin.example/f/1"))
    await cards.send(replace(CARD, id="19"))

    assert [one["link"] for one in wechat.sent] == ["https://huiyin.example/f/1", ""]


async def test_template_message_sent_again_is_taken_once(
    cards: WeChatTemplate, wechat: FakeWeChat
) -> None:
    wechat.faults.append(ACCEPT_THEN_DROP)

    first, second = await cards.send(CARD), await cards.send(CARD)

    assert isinstance(first, Unknown)
    assert second == Accepted(str(wechat.sent[0]["id"]))
    assert len(wechat.sent) == 1


async def test_what_was_taken_before_is_taken(cards: WeChatTemplate, wechat: FakeWeChat) -> None:
    wechat.faults.append(errcode(45065))

    assert isinstance(await cards.send(CARD), Accepted)


@pytest.mark.parametrize(
    "letter", [Letter("1", RESIDENT, "好"), Letter("1", RESIDENT, "好", template=TEMPLATE)]
)
async def test_letter_without_template_or_values_goes_by_another_channel(
    cards: WeChatTemplate, wechat: FakeWeChat, letter: Letter
) -> None:
    outcome = await cards.send(letter)

    assert isinstance(outcome, Refused)
    assert outcome.after is After.NEXT_CHANNEL
    assert wechat.requests == ["POST /behind/wechat/cgi-bin/stable_token"]


async def test_who_has_left_is_reached_by_no_template(
    cards: WeChatTemplate, wechat: FakeWeChat
) -> None:
    wechat.unfollowed(RESIDENT)

    outcome = await cards.send(CARD)

    assert isinstance(outcome, Refused)
    assert outcome.code == "43004"


async def test_template_with_a_field_of_which_nothing_is_left_is_not_sent(
    cards: WeChatTemplate, wechat: FakeWeChat
) -> None:
    letter = replace(CARD, fields=(("thing1", "漏水"), ("phrase2", "Being handled")))

    outcome = await cards.send(letter)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == ("template field", After.NEXT_CHANNEL)
    assert "phrase2" in outcome.reason
    assert wechat.sent == []


async def test_what_became_of_a_template_message_cannot_be_looked_up(
    cards: WeChatTemplate,
) -> None:
    since = datetime(2026, 11, 24, tzinfo=UTC)

    assert await cards.look_up(CARD, since) == Unknown("WeChat keeps no list of what was sent")
    assert cards.name == ChannelName.WECHAT_TEMPLATE


async def test_subscription_message_goes_once_for_each_consent(
    office: Office, wechat: FakeWeChat
) -> None:
    subscription = WeChatSubscription(office.account)
    wechat.consents[(RESIDENT, TEMPLATE)] = 1

    first, second = await subscription.send(CARD), await subscription.send(CARD)

    assert first == Accepted(str(wechat.sent[0]["id"]))
    assert isinstance(second, Refused)
    assert (second.code, second.after, second.consent_ended) == (
        "43101",
        After.NEXT_CHANNEL,
        True,
    )
    assert [one["kind"] for one in wechat.sent] == ["subscribe"]
    assert wechat.sent[0]["fields"]["thing2"] == "三楼公共走道天花板漏水，地面湿滑，请尽…"
    since = datetime(2026, 11, 24, tzinfo=UTC)
    assert await subscription.look_up(CARD, since) == Unknown(
        "WeChat keeps no list of what was sent"
    )

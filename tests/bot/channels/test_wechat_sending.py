"""W10-W12, W17, W18, F7-F10: a letter to a resident in WeChat, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession, ClientTimeout
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import (
    Accepted,
    After,
    ChannelName,
    IncomingMedia,
    Letter,
    MediaKind,
    Option,
    Refused,
    Unknown,
)
from bot.channels.media import MEDIA_BYTES_MAX, FetchedMedia, MediaUnavailable
from bot.channels.wechat import WeChatCustomerService, WeChatSubscription, WeChatTemplate
from bot.channels.wechat_errors import (
    CONSENT_ENDED_CODES,
    REFUSALS,
    RETRY_AFTER_SECONDS,
    TOKEN_CODES,
    WINDOW_CLOSED_CODES,
)
from bot.channels.wechat_fields import fit, fits_whole
from bot.channels.wechat_media import fetch_media
from tests.bot.channels.wechat_office import RESIDENT, Office
from tests.fakes.faults import ACCEPT_THEN_DROP, GARBAGE, Answer, Drop, Fault, Hang
from tests.fakes.wechat import (
    FIELD_LIMITS,
    GARBAGE_OF_WECHAT,
    TEXT_BYTES_MAX,
    FakeWeChat,
    errcode,
)

TEMPLATE = "template-of-cases"
LETTER = Letter("17", RESIDENT, "您的投诉 TS-20261124-0001 已受理。")
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
PHOTO = IncomingMedia(MediaKind.IMAGE, "media-1")


class Clock:
    """Unix time that the test moves."""

    def __init__(self) -> None:
        self.now = 1795300000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def wechat(clock: Clock) -> AsyncIterator[FakeWeChat]:
    fake = FakeWeChat(prefix="/behind/wechat", clock=clock)
    fake.templates.add(TEMPLATE)
    async with fake.running():
        fake.heard(RESIDENT)
        yield fake
    assert fake.violations == []


@pytest.fixture
async def office(wechat: FakeWeChat, patience: ClientTimeout) -> AsyncIterator[Office]:
    async with ClientSession() as session:
        office = Office.open(wechat, session, patience=patience)
        await office.tokens.current()
        yield office


@pytest.fixture
def service(office: Office) -> WeChatCustomerService:
    return WeChatCustomerService(office.account)


@pytest.fixture
def cards(office: Office) -> WeChatTemplate:
    return WeChatTemplate(office.account)


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


async def test_what_became_of_a_letter_cannot_be_looked_up(
    service: WeChatCustomerService, cards: WeChatTemplate
) -> None:
    since = datetime(2026, 11, 24, tzinfo=UTC)

    outcomes = [await service.look_up(LETTER, since), await cards.look_up(CARD, since)]

    assert outcomes == [Unknown("WeChat keeps no list of what was sent")] * 2


async def test_channels_have_the_names_of_the_api(
    service: WeChatCustomerService, cards: WeChatTemplate
) -> None:
    assert (service.name, cards.name) == (ChannelName.WECHAT, ChannelName.WECHAT_TEMPLATE)


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


# Template messages.


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


@pytest.mark.parametrize(
    ("name", "value", "fitted"),
    [
        ("thing1", "漏" * 20, "漏" * 20),
        ("thing1", "漏" * 21, "漏" * 19 + "…"),
        ("thing12", "一行\n两行\t三行", "一行 两行 三行"),
        ("thing1", "", "-"),
        ("thing1", "👨‍👩‍👧" * 5, "👨‍👩‍👧👨‍👩‍👧…"),
        ("phrase3", "已受理（紧急处理）", "已受理紧急"),
        ("phrase3", "OK", ""),
        ("phrase3", "待您确认", "待您确认"),
        ("amount1", "约￥12.50元", "￥12.50元"),
        ("amount1", "12345678901", ""),
        ("amount1", "免费", ""),
        ("time9", "2026-11-24 08:00", "2026-11-24 08:00"),
        ("time9", "8:30", "8:30"),
        ("time9", "明天上午", ""),
        ("date10", "2026/11/24 08:00", "2026/11/24 08:00"),
        ("date10", "11月24日", ""),
        ("const7", "处理中", "处理中"),
        ("character_string4", "TS-20261124-0001 漏水", "TS-20261124-0001"),
        ("character_string4", "x" * 40, "x" * 32),
        ("character_string4", "漏水", "-"),
        ("number5", "约12.5元", "12.5"),
        ("letter6", "A栋b1", "Ab"),
        ("phone_number7", "+86 755-8888 8888 转 123", "+86 755-8888 8888"),
        ("name8", "欧阳" * 8, "欧阳欧阳欧阳欧阳欧…"),
        ("time9", "2026年11月24日 08:00", "2026年11月24日 08:00"),
        ("date10", "2026-11-24", "2026-11-24"),
        ("keyword1", "长" * 60, "长" * 60),
        ("remark", "好", "好"),
        ("Odd Name", "好", "好"),
    ],
)
def test_value_of_a_template_fits_its_type(name: str, value: str, fitted: str) -> None:
    assert fit(name, value) == fitted


@given(
    kind=st.sampled_from(sorted(FIELD_LIMITS)),
    value=st.text(max_size=80),
)
def test_any_value_fits_or_nothing_of_it_was_allowed(kind: str, value: str) -> None:
    fitted = fit(f"{kind}1", value)

    assert FIELD_LIMITS[kind].fullmatch(fitted) or fitted == ""
    assert fitted or kind not in {"thing", "const", "name", "character_string"}


@given(value=st.text(min_size=1, max_size=80), ending=st.sampled_from(["…", "…回“进度”看全文"]))
def test_text_that_is_cut_says_where_to_read_the_rest(value: str, ending: str) -> None:
    fitted = fit("thing1", value, ending)

    assert FIELD_LIMITS["thing"].fullmatch(fitted)
    assert fits_whole("thing1", value) or fitted.endswith(ending) or fitted == "-"


async def test_template_with_a_field_of_which_nothing_is_left_is_not_sent(
    cards: WeChatTemplate, wechat: FakeWeChat
) -> None:
    letter = replace(CARD, fields=(("thing1", "漏水"), ("phrase2", "Being handled")))

    outcome = await cards.send(letter)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == ("template field", After.NEXT_CHANNEL)
    assert "phrase2" in outcome.reason
    assert wechat.sent == []


# Subscription messages.


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


# Media.


async def test_photo_is_fetched_with_its_type(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["media-1"] = (b"\xff\xd8\xff\xe0 photo", "image/jpeg")

    assert await service.fetch_media(PHOTO) == FetchedMedia(b"\xff\xd8\xff\xe0 photo", "image/jpeg")


async def test_token_that_is_not_taken_is_renewed_for_a_photo_too(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["media-1"] = (b"photo", "image/jpeg")
    wechat.invalidate_tokens()

    assert (await service.fetch_media(PHOTO)).content == b"photo"


async def test_film_is_fetched_from_where_wechat_says(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["film-1"] = (b"\x00\x00\x00\x18ftypmp42", "video/mp4; codecs=x")
    wechat.videos["media-1"] = f"{wechat.base}/film/film-1"

    film = await service.fetch_media(PHOTO)

    assert film.content_type == "video/mp4"
    assert "access_token" not in wechat.requests[-1]


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"])
async def test_film_whose_address_leads_into_our_own_network_is_not_fetched(
    office: Office, wechat: FakeWeChat, inside: str
) -> None:
    wechat.videos["media-1"] = "http://film.video.qq.com/1.mp4"

    async def resolve(host: str) -> list[str]:
        return {"film.video.qq.com": ["1.1.1.1", inside]}[host]

    with pytest.raises(MediaUnavailable, match="our own network") as caught:
        await fetch_media(office.account, "media-1", resolve)
    assert caught.value.is_final


async def test_film_whose_name_nobody_knows_now_may_be_had_later(
    office: Office, wechat: FakeWeChat
) -> None:
    wechat.videos["media-1"] = "http://film.video.qq.com/1.mp4"

    async def resolve(host: str) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(MediaUnavailable) as caught:
        await fetch_media(office.account, "media-1", resolve)
    assert not caught.value.is_final


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/",
        "http://qq.com.example/film",
        "http://evilqq.com/film",
        "https://v.qq.com:8443/film",
        "https://user@example.com/.qq.com",
        "file:///etc/.qq.com",
        "http://[::1/",
        "",
    ],
)
async def test_film_at_somebody_elses_address_is_not_fetched(
    service: WeChatCustomerService, wechat: FakeWeChat, address: str
) -> None:
    wechat.videos["media-1"] = address

    with pytest.raises(MediaUnavailable) as caught:
        await service.fetch_media(PHOTO)
    assert caught.value.is_final


async def test_photo_larger_than_allowed_is_not_fetched(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["media-1"] = (b"x" * (MEDIA_BYTES_MAX + 1), "image/jpeg")

    with pytest.raises(MediaUnavailable, match="too large") as caught:
        await service.fetch_media(PHOTO)
    assert caught.value.is_final


@pytest.mark.parametrize(
    ("fault", "is_final"),
    [
        (errcode(40007), True),
        (errcode(45009), False),
        (errcode(48001), False),
        (Answer(200, b"", "image/jpeg"), False),
        (Answer(502, b"<html>", "text/html"), False),
        (Answer(302, b"", headers={"Location": "http://169.254.169.254/"}), False),
        (Answer(200, b'{"video_url": 5}'), False),
        (Hang(5), False),
        (Drop(), False),
    ],
)
async def test_photo_that_cannot_be_had_says_whether_to_try_again(
    service: WeChatCustomerService, wechat: FakeWeChat, fault: Fault, is_final: bool
) -> None:
    wechat.media["media-1"] = (b"photo", "image/jpeg")
    # A connection that broke is tried again by aiohttp where that is harmless, once.
    wechat.faults.extend([fault, fault])

    with pytest.raises(MediaUnavailable) as caught:
        await service.fetch_media(PHOTO)
    assert caught.value.is_final is is_final


async def test_photo_without_a_token_can_be_tried_again(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.invalidate_tokens()
    wechat.token_faults.append(errcode(40164))

    with pytest.raises(MediaUnavailable, match="40164") as caught:
        await service.fetch_media(PHOTO)
    assert not caught.value.is_final


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

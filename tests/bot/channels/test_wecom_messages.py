"""What staff write in WeCom is read as theirs, in whatever case their userid comes (W16, F59)."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from bot.channels import (
    BadRequest,
    ChannelName,
    Event,
    Incoming,
    IncomingMedia,
    MediaKind,
    Press,
)
from bot.channels.callbacks import Codec
from bot.channels.wecom_messages import read_message
from tests.each import each
from tests.fakes.wecom_world import WeComWorld

WORLD = WeComWorld()
CODEC = Codec(WORLD.token, (WORLD.encoding_aes_key,), WORLD.corp_id)
NOW = int(time.time())
DATA = Path(__file__).parents[2] / "data" / "platforms"
PAYLOADS = [
    json.loads(line)
    for line in (DATA / "wechat_payloads.jsonl").read_text(encoding="utf-8").splitlines()
]


def received(xml: str | bytes) -> Incoming:
    query, body = WORLD.post(xml, str(NOW), "nonce1")
    return read_message(CODEC.open(MultiDict(query), body, now=NOW), WORLD.corp_id)


def test_a_line_of_a_member_is_read() -> None:
    incoming = received(WORLD.text("ZhangSan", "接单 TS-20261124-0001", NOW, "7001"))

    assert incoming.channel is ChannelName.WECOM
    assert (incoming.account, incoming.sender) == (WORLD.corp_id, "zhangsan")
    assert incoming.text == "接单 TS-20261124-0001"
    assert incoming.event is None
    assert incoming.understood


def test_a_redelivery_has_the_same_key_and_the_next_line_another() -> None:
    first = received(WORLD.text("ZhangSan", "接单", NOW, "7001"))
    again = received(WORLD.text("ZhangSan", "接单", NOW, "7001"))
    following = received(WORLD.text("ZhangSan", "接单", NOW, "7002"))
    of_another = received(WORLD.text("LiSi", "接单", NOW, "7001"))

    assert first.key == again.key
    assert len({first.key, following.key, of_another.key}) == 3


def test_a_photo_is_taken_along() -> None:
    incoming = received(WORLD.image("zhangsan", "media-1", NOW, "7003"))

    assert incoming.media == (IncomingMedia(MediaKind.IMAGE, "media-1"),)


def test_a_tapped_menu_item_is_read() -> None:
    incoming = received(WORLD.event("zhangsan", "click", NOW, key="my-cases"))

    assert (incoming.event, incoming.scene) == (Event.CLICK, "my-cases")
    assert incoming.understood


@each("event", ["enter_agent", "subscribe", "unsubscribe", "LOCATION", "view"])
def test_what_staff_do_without_meaning_it_is_only_acknowledged(event: str) -> None:
    incoming = received(WORLD.event("ZhangSan", event, NOW))

    assert incoming.event is Event.UNKNOWN
    assert incoming.understood
    assert incoming.sender == "zhangsan"


@each("event", ["change_contact", "batch_job_result", "new", ""])
def test_an_event_that_nobody_knows_waits_for_a_person(event: str) -> None:
    incoming = received(WORLD.event("ZhangSan", event, NOW, more="<TaskId>t1</TaskId>"))

    assert incoming.event is Event.UNKNOWN
    assert not incoming.understood
    assert b"t1" in incoming.raw


def test_a_pressed_button_names_its_card() -> None:
    incoming = received(WORLD.press("ZhangSan", "card-17", "accept", NOW, response_code="c-1"))

    assert (incoming.event, incoming.sender) == (Event.PRESS, "zhangsan")
    assert incoming.press == Press("card-17", "accept", "c-1")
    assert "c-1" not in repr(incoming)


def test_two_presses_in_one_second_are_two_and_a_redelivery_is_none() -> None:
    first = received(WORLD.press("ZhangSan", "card-17", "accept", NOW, response_code="c-1"))
    again = received(WORLD.press("ZhangSan", "card-17", "accept", NOW, response_code="c-1"))
    second = received(WORLD.press("ZhangSan", "card-17", "accept", NOW, response_code="c-2"))

    assert first.key == again.key != second.key


@pytest.mark.parametrize(("card", "button"), [("", "accept"), ("card-17", "")])
def test_a_press_that_does_not_say_of_what_is_kept_raw(card: str, button: str) -> None:
    incoming = received(WORLD.press("ZhangSan", card, button, NOW))

    assert (incoming.press, incoming.understood) == (None, False)


@each("payload", PAYLOADS)
def test_every_document_that_others_have_seen_is_read_or_kept_raw(
    payload: dict[str, object],
) -> None:
    incoming = received(str(payload["xml"]))

    assert incoming.channel is ChannelName.WECOM
    assert incoming.raw == str(payload["xml"]).encode()
    assert incoming.sender == incoming.sender.lower()


def test_a_change_of_the_address_book_comes_from_nobody() -> None:
    incoming = received(f"<xml><MsgType>event</MsgType><CreateTime>{NOW}</CreateTime></xml>")

    assert (incoming.sender, incoming.understood) == ("", False)
    assert incoming.key


@given(st.binary(max_size=200))
def test_any_authentic_bytes_are_read_or_kept_raw(content: bytes) -> None:
    incoming = received(content)

    assert incoming.raw == content
    assert incoming.channel is ChannelName.WECOM


def test_our_address_is_tried_out() -> None:
    query = WORLD.url_check("1616140317555161061", str(NOW), "nonce1")

    assert CODEC.verify_encrypted_url(MultiDict(query)) == "1616140317555161061"


def test_another_companys_callback_is_refused() -> None:
    other = WeComWorld(corp_id="ww0000000000000000")
    query, body = other.post(other.text("zhangsan", "接单", NOW, "7001"), str(NOW), "nonce1")

    with pytest.raises(BadRequest):
        CODEC.open(MultiDict(query), body, now=NOW)


def test_a_resident_who_knows_the_words_is_not_staff() -> None:
    plain = WORLD.text("zhangsan", "接单 TS-20261124-0001", NOW, "7001").encode()
    query = {"timestamp": str(NOW), "nonce": "nonce1"}

    with pytest.raises(BadRequest) as caught:
        CODEC.open(MultiDict(query), plain, now=NOW)

    assert caught.value.status == 403

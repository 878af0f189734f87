"""W8, W14, W16, F3: what a resident does in WeChat is understood, or kept raw; nothing is lost."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from bot.channels import BadRequest, ChannelName, Event, Incoming, IncomingMedia, MediaKind
from bot.channels.callbacks import Codec, Opened
from bot.channels.payloads import read_fields
from bot.channels.wechat_messages import KEY_LENGTH_MAX, STICKER, read_message
from flows.understanding.intents import Intent, read_courtesy
from tests.each import each
from tests.fakes import wechat_world as world

PAYLOADS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "platforms" / "wechat_payloads.jsonl")
    .read_text("utf-8")
    .splitlines()
]
PLAIN = [payload for payload in PAYLOADS if not payload["encrypted"]]
ENCRYPTED = [payload for payload in PAYLOADS if payload["encrypted"]]
TOKEN = "an-estates-token"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID = "wx1234567890abcdef"
CODEC = Codec(TOKEN, (KEY,), APP_ID)
CREATED = 1795300000
NONCE = "1372623149"


def read(xml: str | bytes) -> Incoming:
    plain = xml.encode() if isinstance(xml, str) else xml
    query, body = world.signed_post(TOKEN, KEY, APP_ID, plain, str(CREATED), NONCE)
    return read_message(CODEC.open(MultiDict(query), body, now=CREATED), APP_ID)


def message(kind: str, extra: str, sender: str = "o_1") -> Incoming:
    return read(world.message_xml(kind, sender, CREATED, extra, "gh_estate"))


def event(name: str, key: str = "", sender: str = "o_1") -> Incoming:
    return read(world.event_xml(sender, name, CREATED, key=key))


# Everything that others have collected.


@each("payload", PLAIN)
def test_every_collected_payload_is_understood_or_kept_raw(payload: dict[str, str]) -> None:
    incoming = read(payload["xml"])

    assert incoming.raw.decode() == payload["xml"]
    assert incoming.key
    has_meaning = incoming.text or incoming.media or incoming.position
    if incoming.understood:
        assert incoming.sender
        assert has_meaning or incoming.event not in (None, Event.UNKNOWN)
    else:
        assert not has_meaning
        assert incoming.event in (None, Event.UNKNOWN)


def test_collected_payloads_of_the_kinds_we_know_are_all_understood() -> None:
    known = {"text", "image", "voice", "video", "shortvideo", "location", "link"}
    events = {
        "subscribe",
        "unsubscribe",
        "scan",
        "click",
        "view",
        "templatesendjobfinish",
        "subscribe_msg_popup_event",
        "subscribe_msg_change_event",
        "subscribe_msg_sent_event",
    }
    missed = [
        payload["xml"]
        for payload in PLAIN
        if payload["msg_type"] in known or str(payload["event"]).strip().lower() in events
        if not read(payload["xml"]).understood
    ]

    assert len(missed) == 1
    assert "<MediaId>" not in missed[0]


@each("payload", ENCRYPTED)
def test_payload_under_somebody_elses_key_is_refused(payload: dict[str, str]) -> None:
    query = world.envelope(TOKEN, "c2VjcmV0", str(CREATED), NONCE)[0]

    with pytest.raises(BadRequest) as caught:
        CODEC.open(MultiDict(query), payload["xml"].encode(), now=CREATED)
    assert caught.value.status in {400, 403}


# Messages.


def test_text_comes_with_all_that_is_known_about_it() -> None:
    incoming = read(world.text_xml("o_1", " 三楼漏水\n快来 ", CREATED, "42"))

    assert incoming.channel is ChannelName.WECHAT
    assert incoming.account == "gh_estate"
    assert incoming.sender == "o_1"
    assert incoming.text == " 三楼漏水\n快来 "
    assert incoming.sent_at == datetime.fromtimestamp(CREATED, UTC)
    assert incoming.understood
    assert incoming.key == f"m:42:o_1:{CREATED}"


@each("token", ["fixed:yes", "2", "答 案", "a%2Fb"])
def test_tapped_option_comes_back_as_its_token(token: str) -> None:
    incoming = read(world.text_xml("o_1", "修好了", CREATED, "42", tapped=world.quoted(token)))

    assert incoming.tapped == token
    assert incoming.text == "修好了"


def test_sticker_that_wechat_keeps_to_itself_is_no_word_of_the_resident() -> None:
    placeholder = "[收到不支持的消息类型，暂无法显示]"
    incoming = message("text", f"<Content>{placeholder}</Content><MsgId>1</MsgId>")

    assert incoming.text == STICKER
    assert read_courtesy(incoming.text) is Intent.STICKER
    assert placeholder in incoming.raw.decode()


def test_text_without_content_is_an_empty_text() -> None:
    incoming = message("text", "<Content></Content><MsgId>1</MsgId>")

    assert incoming.text == ""
    assert incoming.understood


@each(
    ("kind", "extra", "media"),
    [
        ("image", "", IncomingMedia(MediaKind.IMAGE, "m-1")),
        (
            "voice",
            "<Format>amr</Format><Recognition></Recognition>",
            IncomingMedia(MediaKind.VOICE, "m-1", "audio/amr"),
        ),
        ("voice", "<Recognition>漏水</Recognition>", IncomingMedia(MediaKind.VOICE, "m-1")),
        ("video", "<ThumbMediaId>t</ThumbMediaId>", IncomingMedia(MediaKind.VIDEO, "m-1")),
        ("shortvideo", "<ThumbMediaId>t</ThumbMediaId>", IncomingMedia(MediaKind.VIDEO, "m-1")),
    ],
)
def test_photo_recording_or_film_is_evidence(kind: str, extra: str, media: IncomingMedia) -> None:
    incoming = message(kind, f"<MediaId>m-1</MediaId>{extra}<MsgId>1</MsgId>")

    assert incoming.media == (media,)
    assert incoming.text == ""


def test_position_has_its_label() -> None:
    incoming = message(
        "location",
        "<Location_X>22.5431</Location_X><Location_Y>114.0579</Location_Y><Scale>20</Scale>"
        "<Label><![CDATA[8栋]]></Label><MsgId>1</MsgId>",
    )

    assert incoming.position is not None
    assert (incoming.position.latitude, incoming.position.longitude) == (22.5431, 114.0579)
    assert incoming.position.label == "8栋"


@each("latitude", ["", "north", "nan", "inf", "90.1", "1e9"])
def test_position_that_is_nowhere_is_not_understood(latitude: str) -> None:
    incoming = message(
        "location",
        f"<Location_X>{latitude}</Location_X><Location_Y>114</Location_Y><MsgId>1</MsgId>",
    )

    assert incoming.position is None
    assert not incoming.understood


def test_link_is_text() -> None:
    incoming = message(
        "link",
        "<Title>停水通知</Title><Description></Description><Url>https://a.cn/1</Url><MsgId>1</MsgId>",
    )

    assert incoming.text == "停水通知\nhttps://a.cn/1"


@each("kind", ["miniprogrampage", "notsure", "", "device_text"])
def test_message_of_a_kind_we_do_not_know_is_kept_raw(kind: str) -> None:
    incoming = message(kind, "<MsgId>1</MsgId>")

    assert not incoming.understood
    assert incoming.event is None
    assert incoming.sender == "o_1"
    assert incoming.raw


# Events.


@each(
    ("key", "scene"),
    [
        ("qrscene_home-42", "home-42"),
        ("qrscene_qrscene_1", "qrscene_1"),
        ("qrscene_0", ""),
        ("qrscene_", ""),
        ("", ""),
        ("last_trade_no_4008072001201701105817415015", ""),
        ("scanbarcode|keystandard|keystr", ""),
    ],
)
def test_subscriber_has_the_scene_of_the_code_that_was_scanned(key: str, scene: str) -> None:
    incoming = event("subscribe", key)

    assert (incoming.event, incoming.scene, incoming.understood) == (Event.SUBSCRIBE, scene, True)


@pytest.mark.parametrize(("key", "scene"), [("home-42", "home-42"), ("0", ""), ("", "")])
def test_follower_who_scans_has_the_same_scene(key: str, scene: str) -> None:
    incoming = event("SCAN", key)

    assert (incoming.event, incoming.scene) == (Event.SCAN, scene)


def test_menu_item_is_named_by_its_key() -> None:
    incoming = event("CLICK", "progress")

    assert (incoming.event, incoming.scene) == (Event.CLICK, "progress")


def test_leaving_is_understood() -> None:
    assert event("unsubscribe").event is Event.UNSUBSCRIBE


def test_opened_page_of_the_menu_is_understood() -> None:
    assert event("VIEW", "https://a.cn/").event is Event.VIEW


@each("name", ["LOCATION", "TEMPLATESENDJOBFINISH", "", "new"])
def test_any_other_event_is_unknown_and_kept_raw(name: str) -> None:
    incoming = event(name)

    assert incoming.event is Event.UNKNOWN
    assert not incoming.understood


# Keys.


def test_two_residents_messages_with_one_id_are_two() -> None:
    first, second = (read(world.text_xml(sender, "水", CREATED, "7")) for sender in ("o_1", "o_2"))

    assert first.key != second.key


def test_two_messages_of_other_seconds_with_one_id_are_two() -> None:
    first, second = (read(world.text_xml("o_1", "水", CREATED + n, "7")) for n in (0, 1))

    assert first.key != second.key


@pytest.mark.parametrize("message_id", ["CAIQ6OydkwYY=", "49d7cbc5_1555684067", "9" * 30])
def test_message_id_is_any_text(message_id: str) -> None:
    incoming = read(world.text_xml("o_1", "水", CREATED, message_id))

    assert incoming.key == f"m:{message_id}:o_1:{CREATED}"


def test_redelivery_has_the_key_of_the_first_delivery() -> None:
    for xml in (
        world.text_xml("o_1", "水", CREATED, "7"),
        world.event_xml("o_1", "CLICK", CREATED, key="progress"),
    ):
        assert read(xml).key == read(xml).key


def test_events_of_one_second_differ_by_what_happened_and_to_whom() -> None:
    keys = {
        event("CLICK", "progress").key,
        event("CLICK", "report").key,
        event("SCAN", "report").key,
        event("SCAN", "report", sender="o_2").key,
        event("unsubscribe").key,
        message("event", "<Event>LOCATION</Event><Latitude>22.1</Latitude>").key,
        message("event", "<Event>LOCATION</Event><Latitude>22.2</Latitude>").key,
    }

    assert len(keys) == 7


@given(
    first=st.tuples(st.text(max_size=8), st.text(max_size=8), st.integers(0, 3)),
    second=st.tuples(st.text(max_size=8), st.text(max_size=8), st.integers(0, 3)),
)
def test_two_events_share_a_key_only_if_they_are_the_same(
    first: tuple[str, str, int], second: tuple[str, str, int]
) -> None:
    def key(what: tuple[str, str, int]) -> str:
        name, scene, seconds = what
        fields = {
            "FromUserName": "o_1",
            "CreateTime": seconds,
            "MsgType": "event",
            "Event": name,
            "EventKey": scene,
        }
        return read_message(Opened(dict(fields), b"", 0), APP_ID).key

    assert (key(first) == key(second)) == (first == second)


def test_endless_key_is_shortened_and_still_its_own() -> None:
    first, second = (
        read(world.text_xml("o" * 3000, "水", CREATED, message_id)) for message_id in ("1", "2")
    )

    assert len(first.key) <= KEY_LENGTH_MAX
    assert first.key != second.key


# Other forms.


def test_json_push_is_understood_like_xml() -> None:
    document = {
        "ToUserName": "gh_estate",
        "FromUserName": "o_1",
        "CreateTime": CREATED,
        "MsgType": "text",
        "Content": "漏水",
        "MsgId": 23456789012345678,
    }

    incoming = read(json.dumps(document).encode())

    assert incoming.text == "漏水"
    assert incoming.key == f"m:23456789012345678:o_1:{CREATED}"
    assert incoming.sent_at == datetime.fromtimestamp(CREATED, UTC)


def test_what_cannot_be_read_is_kept_under_a_key_of_its_own() -> None:
    first, second = read(b"<xml>"), read(b"<xml><")

    assert not first.understood
    assert (first.account, first.sender, first.raw) == (APP_ID, "", b"<xml>")
    assert first.key != second.key


def test_message_without_a_sender_is_not_understood() -> None:
    incoming = message("text", "<Content>水</Content><MsgId>1</MsgId>", sender="")

    assert not incoming.understood
    assert incoming.text == ""


@each("created", ["", "yesterday", "-1", "99999999999", "١٢٣", "9" * 5000])
def test_odd_time_of_sending_is_no_time(created: str) -> None:
    fields = {"FromUserName": "o_1", "MsgType": "text", "CreateTime": created, "MsgId": "1"}
    incoming = read_message(Opened(dict(fields), b"", 0), APP_ID)

    assert incoming.sent_at is None or incoming.sent_at.year < 9999
    assert incoming.understood


def test_field_that_is_doubled_or_nested_is_no_word() -> None:
    incoming = read_message(
        Opened(
            read_fields(
                b"<xml><FromUserName>o_1</FromUserName><MsgType>text</MsgType><MsgId>1</MsgId>"
                b"<MsgId>2</MsgId><Content><b>x</b></Content></xml>"
            ),
            b"",
            0,
        ),
        APP_ID,
    )

    assert incoming.text == ""
    assert incoming.key.startswith("e:o_1:")


names = st.sampled_from(
    [
        "ToUserName",
        "FromUserName",
        "CreateTime",
        "MsgType",
        "MsgId",
        "Content",
        "Event",
        "EventKey",
        "MediaId",
        "Format",
        "Location_X",
        "Location_Y",
        "Label",
        "Url",
        "bizmsgmenuid",
    ]
)
kinds = st.sampled_from(
    ["text", "image", "voice", "video", "location", "link", "event", "subscribe", "SCAN", "CLICK"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | kinds,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(fields=st.dictionaries(names, values), kind=kinds, name=kinds)
def test_no_fields_whatever_raise(fields: dict[str, Any], kind: str, name: str) -> None:
    whole = {"FromUserName": "o_1", "MsgType": kind, "Event": name, **fields}

    incoming = read_message(Opened(whole, b"raw", 0), APP_ID)

    assert incoming.raw == b"raw"
    assert isinstance(incoming.text, str)
    assert 0 < len(incoming.key) <= KEY_LENGTH_MAX

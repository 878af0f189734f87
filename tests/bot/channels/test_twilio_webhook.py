"""A webhook is read whole and answered in valid XML (W22, W24, F12)."""

from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict, MultiDict

from bot.channels import BadRequest, ChannelName, IncomingMedia, MediaKind
from bot.channels.payloads import writable
from bot.channels.twilio_webhook import (
    BODY_BYTES_MAX,
    FIELDS_MAX,
    read_form,
    read_message,
    read_status,
    twiml,
    verify,
)
from tests.bot.channels.twilio_requests import RESIDENT, SETTINGS, SID, WORLD, received
from tests.each import each
from tests.fakes.twilio_world import FORM_TYPE, signature


def test_an_sms_is_read_with_sender_text_and_key() -> None:
    incoming = received(WORLD.message(RESIDENT, "3栋电梯困人了！", sid=SID))

    assert incoming.channel is ChannelName.SMS
    assert incoming.account == WORLD.number
    assert incoming.key == SID
    assert incoming.sender == RESIDENT
    assert incoming.text == "3栋电梯困人了！"
    assert incoming.understood
    assert b"MessageSid=" + SID.encode() in incoming.raw


def test_photos_recordings_and_films_are_taken_along() -> None:
    base = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME"

    incoming = received(
        WORLD.message(
            RESIDENT,
            "",
            sid="MM" + "1f" * 16,
            media=[
                (base + "0", "image/jpeg"),
                (base + "1", "audio/amr"),
                (base + "2", "text/vcard"),
                (base + "3", "video/mp4"),
            ],
        )
    )

    assert incoming.media == (
        IncomingMedia(MediaKind.IMAGE, base + "0", "image/jpeg"),
        IncomingMedia(MediaKind.VOICE, base + "1", "audio/amr"),
        IncomingMedia(MediaKind.VIDEO, base + "3", "video/mp4"),
    )
    assert incoming.understood


def test_a_business_card_alone_is_kept_but_not_understood() -> None:
    incoming = received(
        WORLD.message(RESIDENT, "", media=[("https://api.twilio.com/x", "text/vcard")])
    )

    assert not incoming.understood


@each("sender", ["12345", "106980095555", "TaiKoo Bank", "anonymous"])
def test_what_no_phone_has_sent_is_kept_but_not_understood(sender: str) -> None:
    incoming = received(WORLD.message(sender, "Your parcel is waiting"))

    assert not incoming.understood
    assert (incoming.sender, incoming.text) == (sender, "Your parcel is waiting")


def test_what_twilio_read_as_an_opt_out_word_is_one() -> None:
    incoming = received(WORLD.message(RESIDENT, "别再发了", more=(("OptOutType", "STOP"),)))

    assert incoming.text == "STOP"


@each(
    "text",
    [
        "",
        " 0 ",
        "a=b&c=d%20+",
        "汉字 😀 👨\u200d👩\u200d👧",
        'it\'s "so" ~ / \\',
        "\r\n\t",
    ],
)
def test_any_text_arrives_as_it_was_written(text: str) -> None:
    assert received(WORLD.message(RESIDENT, text)).text == text


@given(st.text(max_size=1600))
def test_every_text_arrives_as_it_was_written(text: str) -> None:
    assert received(WORLD.message(RESIDENT, text)).text == writable(text)


def test_what_no_database_holds_is_replaced_where_it_can_be_seen() -> None:
    assert received(WORLD.message(RESIDENT, "a\x00b")).text == "a\ufffdb"


def test_fields_that_twilio_adds_one_day_do_no_harm() -> None:
    more = (
        ("ChannelMetadata", '{"type":"sms","data":{"MessageSid":"' + SID + '"}}'),
        ("New", "1"),
        ("New", "2"),
        ("Blank", ""),
        ("OriginalRepliedMessageBody", "From me To you"),
        ("OriginalRepliedMessageSid", "SM" + "2e" * 16),
    )

    assert received(WORLD.message(RESIDENT, "喂", more=more)).text == "喂"


@each(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"a=b", "", 415),
        (b"a=b", "multipart/form-data", 415),
        (b"a=" + b"b" * BODY_BYTES_MAX, FORM_TYPE, 413),
        (b"a=%ff", FORM_TYPE, 400),
        (b"a=\xe6\xb1\x89", FORM_TYPE, 400),
        (b"&".join([b"a=b"] * (FIELDS_MAX + 1)), FORM_TYPE, 400),
    ],
)
def test_what_is_no_form_of_twilios_is_refused(body: bytes, content_type: str, status: int) -> None:
    with pytest.raises(BadRequest) as caught:
        read_form(body, content_type)

    assert caught.value.status == status


def test_a_form_with_a_character_set_is_a_form() -> None:
    assert read_form(b"a=%E6%B1%89", FORM_TYPE + "; charset=UTF-8") == MultiDict(a="汉")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    form, status = MultiDict[str](), 0
    try:
        form = read_form(body, FORM_TYPE)
    except BadRequest as refused:
        status = refused.status

    assert status in {0, 400}
    assert all(isinstance(value, str) for value in form.values())


NAMES = st.one_of(
    st.sampled_from([name for name, _ in WORLD.message(RESIDENT, "").fields]),
    st.sampled_from(["MediaUrl0", "OptOutType"]),
    st.text(max_size=9),
)


@given(st.lists(st.tuples(NAMES, st.text(max_size=40)), max_size=12), st.booleans())
def test_any_signed_form_gives_a_message_or_a_refusal(
    pairs: list[tuple[str, str]], whole: bool
) -> None:
    fields = tuple(pairs)
    if whole:
        fields += WORLD.message(RESIDENT, "喂").fields
    body = urlencode(fields).encode("ascii")
    headers = CIMultiDict(
        {"X-Twilio-Signature": signature(WORLD.auth_token, WORLD.public_base_url + "/sms", fields)}
    )

    status = 0
    try:
        form = read_form(body, FORM_TYPE)
        verify(SETTINGS, WORLD.public_base_url + "/sms", headers, form)
        read_message(form, body)
    except BadRequest as refused:
        status = refused.status

    assert status in {0, 400, 403}


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_address_and_signature_give_a_refusal(path: str, value: str, name: str) -> None:
    headers = CIMultiDict({"X-Twilio-Signature": value or "A" * 27 + "="})

    with pytest.raises(BadRequest):
        verify(SETTINGS, "https://huiyin.example/" + path, headers, MultiDict({name: value}))


def test_a_status_callback_is_read() -> None:
    request = WORLD.status(SID, "undelivered", RESIDENT, error_code="30003")
    form = read_form(request.body, FORM_TYPE)
    verify(SETTINGS, request.url, CIMultiDict(request.headers), form)

    report = read_status(request.url, form)

    assert (report.provider_id, report.status, report.error_code) == (SID, "undelivered", "30003")
    assert report.to == RESIDENT
    assert report.letter == ""


def test_a_status_callback_brings_the_letters_id_back_under_the_signature() -> None:
    request = WORLD.status(SID, "sent", RESIDENT, path="/sms/status?letter=17")
    form = read_form(request.body, FORM_TYPE)
    verify(SETTINGS, request.url, CIMultiDict(request.headers), form)

    assert read_status(request.url, form).letter == "17"

    with pytest.raises(BadRequest):
        verify(SETTINGS, request.url[:-1] + "8", CIMultiDict(request.headers), form)


def test_a_status_of_next_year_is_read() -> None:
    form = MultiDict(WORLD.status(SID, "Teleported", RESIDENT).fields)

    assert read_status("/sms/status", form).status == "teleported"


@each(
    "fields",
    [
        {"MessageStatus": ""},
        {"MessageStatus": "sent", "ErrorCode": "abc"},
        {"MessageStatus": "<sent>"},
        {"MessageStatus": "sent", "MessageSid": "SM1"},
    ],
)
def test_a_malformed_status_callback_is_refused(fields: dict[str, str]) -> None:
    form = MultiDict({"MessageSid": SID, "To": RESIDENT} | fields)

    with pytest.raises(BadRequest):
        read_status("/sms/status", form)


def messages_in(answer: str) -> list[str]:
    root = ET.fromstring(answer)  # noqa: S314 - our own answer
    assert root.tag == "Response"
    return [child.text or "" for child in root]


def test_no_answer_is_an_empty_response() -> None:
    assert twiml([]) == '<?xml version="1.0" encoding="UTF-8"?><Response />'


def test_each_part_is_one_message() -> None:
    assert messages_in(twiml(["已收到 <A&B>", "编号 TS-20261124-0001"])) == [
        "已收到 <A&B>",
        "编号 TS-20261124-0001",
    ]


def test_a_part_that_is_too_long_becomes_several_messages() -> None:
    assert [len(text) for text in messages_in(twiml(["好" * 3000]))] == [1600, 1400]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=[]), max_size=200), max_size=4))
def test_any_text_makes_a_valid_answer_that_holds_it(parts: list[str]) -> None:
    answer = twiml(parts)

    said = "".join(messages_in(answer))
    legal = "".join(
        character
        for character in "".join(parts).replace("\r\n", "\n").replace("\r", "\n")
        if character in "\t\n" or (character >= " " and not "\ud800" <= character <= "\udfff")
        if character not in "\ufffe\uffff"
    )
    assert said.replace("\r", "\n").replace("\n", "") == legal.replace("\n", "")
    answer.encode("utf-8")

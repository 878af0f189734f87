"""W1-W5, F30-F33, F37, F40: what gets through the door of /wechat and /wecom, and what does not."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from bot.channels import BadRequest
from bot.channels.callbacks import Codec, Opened
from tests.each import each
from tests.fakes import wechat_world as world

VECTORS: dict[str, list[dict[str, str]]] = json.loads(
    (Path(__file__).parents[2] / "data" / "platforms" / "vectors.json").read_text("utf-8")
)
TOKEN = "an-estates-token"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
APP_ID = "wx1234567890abcdef"
TIMESTAMP = "1795300000"
NOW = float(TIMESTAMP) + 3
NONCE = "1372623149"
XML = world.text_xml("o_resident_1", "三楼漏水", 1795300000, "23456789012345678")
CODEC = Codec(TOKEN, (KEY, OLD_KEY), APP_ID)


def refused(
    query: dict[str, str] | MultiDict[str],
    body: bytes,
    *,
    now: float = NOW,
    allow_plaintext: bool = False,
) -> int:
    """The status with which the request is refused."""
    with pytest.raises(BadRequest) as caught:
        CODEC.open(MultiDict(query), body, now=now, allow_plaintext=allow_plaintext)
    return caught.value.status


def push(xml: str | bytes = XML, key: str = KEY) -> tuple[dict[str, str], bytes]:
    return world.signed_post(TOKEN, key, APP_ID, xml, TIMESTAMP, NONCE)


# What is published.


@pytest.mark.parametrize("vector", VECTORS["wechat_plain_signature"], ids=lambda v: v["src"])
def test_published_signature_of_an_address_check_is_right(vector: dict[str, str]) -> None:
    codec = Codec(vector["token"], (), "wxba5fad812f8e6fb9")
    query = MultiDict({"echostr": "4375120948345356249", **vector})

    assert codec.verify_url(query) == query["echostr"]


@each("vector", VECTORS["wechat_decrypt"])
@each("space", ["", " ", "\n\t "])
def test_published_message_is_opened_with_space_round_it_or_not(
    vector: dict[str, str], space: str
) -> None:
    codec = Codec(vector["token"], (OLD_KEY, vector["aes_key"]), vector["receive_id"])
    body = f"<xml><Encrypt>{space}{vector['encrypt']}{space}</Encrypt></xml>"

    opened = codec.open(MultiDict(vector), body.encode(), now=float(vector["timestamp"]))

    plain = opened.plain.decode()
    assert plain == vector.get("plain", plain)
    assert vector.get("plain_contains", "") in plain


@each("vector", VECTORS["wechat_encrypt"])
def test_published_answer_is_sealed_byte_for_byte(vector: dict[str, str]) -> None:
    token = vector.get("token", TOKEN)
    codec = Codec(token, (vector["aes_key"],), vector["receive_id"], lambda: vector["random"])
    timestamp, nonce = vector.get("timestamp", TIMESTAMP), vector.get("nonce", NONCE)

    answer = world.fields_of(codec.seal(vector["plain"], timestamp, nonce, 0).decode())

    assert answer["Encrypt"] == vector["encrypt"]
    assert answer["MsgSignature"] == vector.get("msg_signature", answer["MsgSignature"])
    assert (answer["TimeStamp"], answer["Nonce"]) == (timestamp, nonce)


def test_documented_json_envelope_is_opened() -> None:
    vector = VECTORS["wechat_decrypt"][0]
    codec = Codec(vector["token"], (vector["aes_key"],), vector["receive_id"])
    body = json.dumps({"ToUserName": "gh_97417a04a28d", "Encrypt": vector["encrypt"]}).encode()

    opened = codec.open(MultiDict(vector), body, now=float(vector["timestamp"]))

    assert opened.fields["Event"] == "debug_demo"
    assert opened.fields["CreateTime"] == 1714112445


def test_answer_to_a_json_push_is_a_json_envelope() -> None:
    vector = VECTORS["wechat_encrypt"][0]
    codec = Codec(
        vector["token"], (vector["aes_key"],), vector["receive_id"], lambda: vector["random"]
    )

    sealed = codec.seal(vector["plain"], vector["timestamp"], vector["nonce"], 0, as_json=True)

    assert json.loads(sealed) == {
        "Encrypt": vector["encrypt"],
        "MsgSignature": vector["msg_signature"],
        "TimeStamp": int(vector["timestamp"]),
        "Nonce": vector["nonce"],
    }


@pytest.mark.parametrize(
    ("plain", "is_json"), [(b' {"a": 1}', True), (b"<xml></xml>", False), (b"", False)]
)
def test_the_form_of_the_answer_is_that_of_the_push(plain: bytes, is_json: bool) -> None:
    assert Opened({}, plain, 0).is_json is is_json


# The address check.


def test_echostr_is_never_echoed_under_a_wrong_signature() -> None:
    query = {**world.plain_query(TOKEN, TIMESTAMP, NONCE), "echostr": "42", "signature": "0" * 40}

    with pytest.raises(BadRequest) as caught:
        CODEC.verify_url(MultiDict(query))
    assert caught.value.status == 403
    assert "42" not in str(caught.value)


@each("echo", ["<script>", "", "a b", "x" * 129, "漏水"])
def test_echostr_that_could_be_markup_is_not_echoed(echo: str) -> None:
    query = {**world.plain_query(TOKEN, TIMESTAMP, NONCE), "echostr": echo}

    with pytest.raises(BadRequest) as caught:
        CODEC.verify_url(MultiDict(query))
    assert caught.value.status == 400


def test_wecom_gets_its_echostr_decrypted() -> None:
    vector = VECTORS["wechat_decrypt"][2]
    codec = Codec(vector["token"], (vector["aes_key"],), vector["receive_id"])

    echo = codec.verify_encrypted_url(MultiDict({**vector, "echostr": vector["encrypt"]}))

    assert echo == vector["plain"]


def test_wecom_gets_nothing_for_an_echostr_signed_by_another() -> None:
    secret = world.encrypt(KEY, APP_ID, b"42")
    query = {**world.envelope("other-token", secret, TIMESTAMP, NONCE)[0], "echostr": secret}
    del query["signature"]

    with pytest.raises(BadRequest) as caught:
        CODEC.verify_encrypted_url(MultiDict(query))
    assert caught.value.status == 403


def test_wecoms_echostr_that_is_no_text_is_refused() -> None:
    secret = world.encrypt(KEY, APP_ID, b"\xff\xfe")
    query = {**world.envelope(TOKEN, secret, TIMESTAMP, NONCE)[0], "echostr": secret}

    with pytest.raises(BadRequest) as caught:
        CODEC.verify_encrypted_url(MultiDict(query))
    assert caught.value.status == 400


# Keys.


@pytest.mark.parametrize(("key", "place"), [(KEY, 0), (OLD_KEY, 1)])
def test_current_and_previous_key_open_and_the_one_that_opened_seals(key: str, place: int) -> None:
    query, body = push(key=key)
    opened = CODEC.open(MultiDict(query), body, now=NOW)

    answer = CODEC.seal("<xml>好</xml>", TIMESTAMP, NONCE, opened.key_used)

    assert opened.key_used == place
    assert world.open_reply(TOKEN, key, APP_ID, answer) == "<xml>好</xml>"


def test_two_answers_with_the_same_words_look_different() -> None:
    first, second = (CODEC.seal("<xml/>", TIMESTAMP, NONCE, 0) for _ in range(2))

    assert first != second


@pytest.mark.parametrize(
    ("token", "keys"), [("", (KEY,)), (TOKEN, ("short",)), (TOKEN, (KEY, KEY[:-1] + "!"))]
)
def test_token_or_key_that_cannot_be_one_is_named_without_being_shown(
    token: str, keys: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r"token|EncodingAESKey") as caught:
        Codec(token, keys, APP_ID)
    assert not any(key in str(caught.value) for key in keys)


def test_neither_a_codec_nor_what_it_opened_shows_secrets_when_printed() -> None:
    query, body = push()

    shown = repr(CODEC) + repr(CODEC.open(MultiDict(query), body, now=NOW))

    assert not any(secret in shown for secret in (TOKEN, KEY, OLD_KEY, "漏水"))


# Requests in the clear.


@pytest.mark.parametrize("mark", [{}, {"encrypt_type": "raw"}])
def test_request_in_the_clear_is_refused_though_its_signature_is_right(
    mark: dict[str, str],
) -> None:
    assert refused({**world.plain_query(TOKEN, TIMESTAMP, NONCE), **mark}, XML.encode()) == 403


def test_request_in_the_clear_is_opened_where_it_is_allowed() -> None:
    query = world.plain_query(TOKEN, TIMESTAMP, NONCE)

    opened = CODEC.open(MultiDict(query), XML.encode(), now=NOW, allow_plaintext=True)

    assert opened.fields["Content"] == "三楼漏水"
    assert CODEC.seal("<xml/>", TIMESTAMP, NONCE, opened.key_used) == b"<xml/>"


def test_unsigned_request_in_the_clear_is_refused_even_where_it_is_allowed() -> None:
    query = world.plain_query(TOKEN, TIMESTAMP, NONCE)
    del query["signature"]

    assert refused(query, XML.encode(), allow_plaintext=True) == 403


@pytest.mark.parametrize("mark", [{"encrypt_type": "aes"}, {"msg_signature": "0" * 40}])
def test_request_that_claims_to_be_encrypted_but_is_not_is_refused(mark: dict[str, str]) -> None:
    query = {**world.plain_query(TOKEN, TIMESTAMP, NONCE), **mark}

    assert refused(query, XML.encode(), allow_plaintext=True) == 403


def test_only_the_encrypted_half_of_a_compatible_push_counts() -> None:
    query, body = push()
    both = body.replace(b"</xml>", b"<Content>forged</Content></xml>")

    opened = CODEC.open(MultiDict(query), both, now=NOW, allow_plaintext=True)

    assert opened.fields["Content"] == "三楼漏水"


# Forgeries.


def test_right_signature_of_the_query_does_not_help_a_wrong_one_of_the_body() -> None:
    query, body = push()

    assert refused({**query, "msg_signature": world.sign(TOKEN, TIMESTAMP, NONCE)}, body) == 403


def test_wrong_signature_of_the_query_is_refused_at_once() -> None:
    query, body = push()

    assert refused({**query, "signature": "f" * 40}, body) == 403


@each("signature", ["", "漏" * 40, "F" * 40, "0" * 39 + "\n"])
def test_signature_in_any_odd_form_is_refused(signature: str) -> None:
    query, body = push()

    assert refused({**query, "msg_signature": signature}, body) == 403


def test_wecom_push_needs_no_signature_of_the_query() -> None:
    query, body = push()
    del query["signature"], query["encrypt_type"]

    assert CODEC.open(MultiDict(query), body, now=NOW).fields["Content"] == "三楼漏水"


def test_message_for_another_account_is_refused() -> None:
    query, body = world.signed_post(TOKEN, KEY, "wxsomebodyelse0000", XML, TIMESTAMP, NONCE)

    assert refused(query, body) == 400


@each("name", ["timestamp", "nonce", "signature", "msg_signature"])
def test_parameter_given_twice_is_refused(name: str) -> None:
    query, body = push()
    twice = MultiDict(query)
    twice.add(name, query[name])

    assert refused(twice, body) == 400


@given(cut=st.integers(1, 19))
def test_timestamp_and_nonce_cannot_be_split_anew(cut: int) -> None:
    """The signature covers their sorted sum, so another split of the same letters is signed too."""
    query, body = push()
    letters = TIMESTAMP + NONCE
    query["timestamp"], query["nonce"] = letters[:cut], letters[cut:]

    if cut != len(TIMESTAMP):
        assert 400 <= refused(query, body) <= 403


@each(
    ("timestamp", "nonce"),
    [
        ("1795300000\n", NONCE),
        ("١٧٩٥٣٠٠٠٠٠", NONCE),
        ("179530000", NONCE),
        (TIMESTAMP, ""),
        (TIMESTAMP, "a b"),
        (TIMESTAMP, "n" * 33),
    ],
)
def test_timestamp_or_nonce_in_any_odd_form_is_refused(timestamp: str, nonce: str) -> None:
    query, body = world.signed_post(TOKEN, KEY, APP_ID, XML, timestamp, nonce)

    assert refused(query, body) == 400


def test_request_is_taken_for_a_day_by_the_system_clock_and_then_no_more() -> None:
    query, body = push()
    a_day_later = float(TIMESTAMP) + 24 * 60 * 60

    assert CODEC.open(MultiDict(query), body, now=a_day_later).fields
    assert refused(query, body, now=a_day_later + 1) == 403


# Rightly signed, wrongly made.


def sealed(content: bytes) -> str:
    return world.encrypt_raw(KEY, content)


MESSAGE = b"s" * 16 + (5).to_bytes(4, "big") + b"<xml>" + APP_ID.encode()


@each(
    "secret",
    [
        pytest.param("not base64!", id="no base64"),
        pytest.param("YWJj\nZGVm", id="broken base64"),
        pytest.param("abc", id="base64 of a wrong length"),
        pytest.param(base64.b64encode(b"x" * 17).decode(), id="no multiple of the block"),
        pytest.param(sealed(world.pad(MESSAGE)[:-1] + b"\x00"), id="padding of 0"),
        pytest.param(sealed(b"m" * 31 + bytes([33])), id="padding of 33"),
        pytest.param(
            sealed(world.pad(MESSAGE)[:-2] + b"\x00" + world.pad(MESSAGE)[-1:]),
            id="padding that differs",
        ),
        pytest.param(sealed(bytes([32] * 32)), id="nothing but padding"),
        pytest.param(
            sealed(world.pad(b"s" * 16 + b"\xff" * 4 + MESSAGE[20:])), id="length beyond the end"
        ),
        pytest.param(
            sealed(world.pad(b"s" * 16 + b"\x00" * 4 + MESSAGE[20:])), id="length too short"
        ),
        pytest.param(sealed(world.pad(MESSAGE[:-1])), id="account cut short"),
        pytest.param(
            world.encrypt("q" * 43, APP_ID, b"<xml/>"), id="encrypted with a key of others"
        ),
    ],
)
def test_rightly_signed_ciphertext_that_does_not_open_is_a_bad_request(secret: str) -> None:
    query, body = world.envelope(TOKEN, secret, TIMESTAMP, NONCE)

    assert refused(query, body) == 400


@given(junk=st.binary(max_size=200))
def test_rightly_signed_junk_is_a_bad_request(junk: bytes) -> None:
    query, body = world.envelope(TOKEN, base64.b64encode(junk).decode(), TIMESTAMP, NONCE)

    assert refused(query, body) in {400, 403}


@each(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<xml>", id="not closed"),
        pytest.param("<xml>中文</xml>".encode("gbk"), id="GBK"),
        pytest.param("<xml/>".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf<xml/>", id="byte order mark"),
        pytest.param(b'<!DOCTYPE x SYSTEM "http://127.0.0.1/"><xml/>', id="document type"),
        pytest.param(b'<xml><!ENTITY a "b"></xml>', id="entity"),
        pytest.param(b"<a>" * 6 + b"</a>" * 6, id="too deep"),
        pytest.param(b"<a>" * 16000, id="much too deep"),
        pytest.param(b"<xml>" + b"<a/>" * 65 + b"</xml>", id="too many elements"),
        pytest.param(b"{" * 60000, id="no JSON"),
        pytest.param(b'{"a":' + b"[" * 60000, id="deep JSON"),
        pytest.param(b'{"a":[[[[1]]]]}', id="too deep JSON"),
        pytest.param(b'{"a":[' + b"1," * 64 + b"1]}", id="too much JSON"),
        pytest.param(b'{"a":NaN}', id="NaN"),
        pytest.param(b'{"a":' + b"9" * 5000 + b"}", id="endless number"),
        pytest.param(b"[]", id="JSON of another form"),
    ],
)
def test_envelope_that_cannot_be_read_is_a_bad_request(body: bytes) -> None:
    assert refused(push()[0], body) == 400


@each(
    "body",
    [
        b"<xml/>",
        b"<xml></xml>",
        b"<foo/>",
        b"<xml>words</xml>",
        b"<xml><Encrypt/></xml>",
        b"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>",
        b"<xml><Encrypt><a>b</a></Encrypt></xml>",
        b'{"Encrypt": 5}',
        b'{"Encrypt": null}',
        b"{}",
    ],
)
def test_envelope_without_one_encrypted_part_is_refused(body: bytes) -> None:
    assert refused(push()[0], body) == 403


def test_body_over_the_limit_is_too_large() -> None:
    assert refused(push()[0], b"<" * (64 * 1024 + 1)) == 413


parameters = st.lists(
    st.tuples(
        st.sampled_from(
            ["signature", "timestamp", "nonce", "msg_signature", "encrypt_type", "echostr", "x"]
        ),
        st.one_of(st.text(max_size=45), st.sampled_from([TIMESTAMP, NONCE, "aes", "0" * 40])),
    ),
    max_size=8,
)


@given(pairs=parameters, body=st.binary(max_size=300), allow=st.booleans())
def test_no_bytes_whatever_raise_anything_but_a_bad_request(
    pairs: list[tuple[str, str]], body: bytes, allow: bool
) -> None:
    query = MultiDict(pairs)

    with pytest.raises(BadRequest) as caught:
        CODEC.open(query, body, now=NOW, allow_plaintext=allow)
    assert 400 <= caught.value.status < 500
    for verify in (CODEC.verify_url, CODEC.verify_encrypted_url):
        with pytest.raises(BadRequest):
            verify(query)


# Past the last check nothing is refused.


@given(plain=st.binary(max_size=300))
def test_any_authentic_message_is_opened_and_kept_as_it_came(plain: bytes) -> None:
    query, body = push(plain)

    assert CODEC.open(MultiDict(query), body, now=NOW).plain == plain


@given(body=st.binary(max_size=300).filter(lambda body: b"<!" not in body))
def test_any_signed_body_is_opened_where_the_clear_is_allowed(body: bytes) -> None:
    query = MultiDict(world.plain_query(TOKEN, TIMESTAMP, NONCE))

    assert CODEC.open(query, body, now=NOW, allow_plaintext=True).plain == body


@each(
    "plain",
    [
        b"",
        b"hello",
        b"<xml><MsgType>text</MsgType>",
        b"\xff\xfe<xml/>",
        b"<!DOCTYPE x><xml><MsgType>text</MsgType></xml>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Content>&b;</Content></xml>',
        b"<xml>" + b"<a>" * 5 + b"</a>" * 5 + b"</xml>",
    ],
)
def test_authentic_message_that_cannot_be_read_has_no_fields(plain: bytes) -> None:
    query, body = push(plain)

    opened = CODEC.open(MultiDict(query), body, now=NOW)

    assert opened.fields == {}
    assert opened.plain == plain


def test_resident_may_write_about_document_types() -> None:
    query, body = push(world.text_xml("o_1", "<!DOCTYPE html> ]]> &amp;", 1795300000, "1"))

    opened = CODEC.open(MultiDict(query), body, now=NOW)

    assert opened.fields["Content"] == "<!DOCTYPE html> ]]> &amp;"


def test_characters_that_xml_cannot_hold_are_visibly_replaced() -> None:
    query, body = push(world.text_xml("o_1", "漏\x00水\x08!", 1795300000, "1"))

    opened = CODEC.open(MultiDict(query), body, now=NOW)

    assert opened.fields["Content"] == "漏�水�!"


def test_json_push_is_opened_and_its_half_characters_are_replaced() -> None:
    query, body = push(b'{"MsgType": "text", "Content": "\\ud800\\u0000", "List": [{"a": 1}]}')

    opened = CODEC.open(MultiDict(query), body, now=NOW)

    assert opened.fields == {"MsgType": "text", "Content": "��", "List": [{"a": 1}]}


@given(content=st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r")))
def test_text_comes_in_as_it_was_written(content: str) -> None:
    query, body = push(world.text_xml("o_1", content, 1795300000, "1"))
    written = "".join(c if c in "\t\n" or " " <= c not in "\ufffe\uffff" else "�" for c in content)

    assert CODEC.open(MultiDict(query), body, now=NOW).fields["Content"] == written

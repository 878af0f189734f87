"""Only what Twilio signed, for our account and our address, is believed (W21, F41-F43)."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict, MultiDict

from bot.channels import BadRequest
from bot.channels.sms_gateway import Callback
from bot.channels.twilio_webhook import (
    open_callback,
    read_form,
    read_message,
    signed_url,
    verify,
)
from tests.bot.channels.twilio_requests import RESIDENT, SETTINGS, SID, WORLD, received, refusal
from tests.each import each
from tests.fakes.twilio_world import FORM_TYPE, Fields, SignedForm, TwilioWorld, signature

PUBLISHED = Path(__file__).parents[2] / "data" / "platforms" / "vectors.json"
VECTORS = json.loads(PUBLISHED.read_text("utf-8"))["twilio_request_validator"]
OF_FORMS = [one for one in VECTORS if one["params"] and one["algorithm"] is None]
OF_OTHER_KINDS = [one for one in VECTORS if one not in OF_FORMS]


def changed(request: SignedForm, **headers: str) -> SignedForm:
    """The same request with other headers; `X_Twilio_Signature=""` takes one away."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {**request.headers, **named}
    return SignedForm(
        request.url, request.fields, {name: value for name, value in kept.items() if value}
    )


@each(
    ("public_base_url", "raw_path"),
    [
        ("https://huiyin.example", "/sms"),
        ("https://huiyin.example", "/sms?estate=8&x=%E6%B1%89+a"),
        ("https://huiyin.example:8443", "/sms"),
        ("http://127.0.0.1:8080", "/sms"),
        ("http://[::1]:8080", "/sms"),
        ("https://huiyin.example/behind/a/proxy", "/sms"),
    ],
)
def test_the_signature_is_checked_on_the_public_address(
    public_base_url: str, raw_path: str
) -> None:
    world = TwilioWorld(public_base_url=public_base_url)
    request = world.signed(raw_path, world.message(RESIDENT, "喂").fields)
    form = read_form(request.body, FORM_TYPE)

    verify(SETTINGS, signed_url(public_base_url, raw_path), CIMultiDict(request.headers), form)

    assert read_message(form).text == "喂"


@pytest.mark.parametrize(
    "signed",
    ["https://huiyin.example:443/sms", "https://huiyin.example/sms"],
)
def test_twilio_may_sign_with_or_without_the_usual_port(signed: str) -> None:
    fields = WORLD.message(RESIDENT, "喂").fields
    headers = {
        "X-Twilio-Signature": signature(WORLD.auth_token, signed, fields),
        "Content-Type": FORM_TYPE,
    }

    assert received(SignedForm("https://huiyin.example/sms", fields, headers)).text == "喂"


@each(
    "value",
    ["", "garbage", "=", "A" * 27 + "=", "A" * 28, "é" * 28, "A" * 5000, " ", "A" * 27 + "=\n"],
)
def test_without_a_right_signature_nothing_is_read(value: str) -> None:
    request = WORLD.message(RESIDENT, "喂")

    assert refusal(changed(request, X_Twilio_Signature=value)) == 403


def test_two_signatures_are_none() -> None:
    request = WORLD.message(RESIDENT, "喂")
    headers = CIMultiDict(request.headers)
    headers.add("X-Twilio-Signature", request.headers["X-Twilio-Signature"])

    with pytest.raises(BadRequest, match="no signature"):
        verify(SETTINGS, request.url, headers, read_form(request.body, FORM_TYPE))


def test_a_signature_for_another_host_is_wrong_whatever_the_headers_claim() -> None:
    forged = TwilioWorld(public_base_url="https://evil.example").message(RESIDENT, "喂")
    here = SignedForm("https://huiyin.example/sms", forged.fields, forged.headers)

    spoofed = changed(
        here, X_Forwarded_Host="evil.example", X_Forwarded_Proto="https", Host="evil.example"
    )

    assert refusal(spoofed) == 403


def test_a_request_target_with_a_host_in_it_is_refused() -> None:
    with pytest.raises(BadRequest):
        signed_url("https://huiyin.example", "http://evil.example/sms")


def test_the_previous_token_still_signs_while_the_token_is_changed() -> None:
    renewed = replace(SETTINGS, auth_token="the new one", previous_auth_token=WORLD.auth_token)

    assert received(WORLD.message(RESIDENT, "喂"), renewed).text == "喂"


def test_an_empty_token_signs_nothing() -> None:
    nobody = TwilioWorld(auth_token="").message(RESIDENT, "喂")

    assert refusal(nobody) == 403


def test_a_signature_by_another_method_is_not_believed() -> None:
    request = WORLD.message(RESIDENT, "喂")

    named = changed(
        request,
        X_Twilio_Signature="A" * 27 + "=",
        X_Twilio_Webhooks_Signature_Settings="key=webhooks_sharedkey_1,algorithm=HMAC_SHA256",
    )

    assert refusal(named) == 403


@each("vector", OF_FORMS)
def test_public_vectors_are_judged_as_twilios_own_libraries_do(vector: dict[str, object]) -> None:
    params = vector["params"]
    pairs = params.items() if isinstance(params, dict) else params
    assert isinstance(pairs, Iterable)
    settings = replace(SETTINGS, account_sid="AC0", auth_token=str(vector["token"]))
    headers = CIMultiDict({"X-Twilio-Signature": str(vector["signature"])})

    with pytest.raises(BadRequest) as caught:
        verify(settings, str(vector["url"]), headers, MultiDict(list(pairs)))

    # These are calls, not messages: a right signature gets as far as the account.
    believed = caught.value.reason == "another account's webhook"
    assert believed is vector["valid"]


@each("vector", OF_OTHER_KINDS)
def test_public_vectors_of_what_no_sms_comes_as_are_refused(vector: dict[str, Any]) -> None:
    """JSON, and a signature by a key of its own, which no setting of ours names."""
    url = urlsplit(str(vector["url"]))
    is_json = vector["body"] is not None
    content = str(vector["body"]) if is_json else urlencode(vector["params"])
    headers = {
        "X-Twilio-Signature": str(vector["signature"]),
        "Content-Type": "application/json" if is_json else "application/x-www-form-urlencoded",
    }
    if vector["algorithm"] is not None:
        settings = f"key=webhooks_sharedkey_1,algorithm={vector['algorithm']}"
        headers["X-Twilio-Webhooks-Signature-Settings"] = settings
    callback = Callback(f"{url.path}?{url.query}", CIMultiDict(headers), content.encode())
    account = replace(SETTINGS, account_sid="AC0", auth_token=str(vector["token"]))

    with pytest.raises(BadRequest) as caught:
        open_callback(account, f"{url.scheme}://{url.netloc}", callback)

    assert caught.value.status == (415 if is_json else 403)
    assert caught.value.reason in {"not a form", "no signature", "the signature is wrong"}


def test_no_public_vector_is_left_out() -> None:
    assert len(OF_FORMS) + len(OF_OTHER_KINDS) == len(VECTORS) == 14


def test_another_accounts_message_is_refused() -> None:
    other = TwilioWorld(account_sid="AC" + "9f" * 16)

    assert refusal(other.message(RESIDENT, "喂")) == 403


@each(
    ("name", "value"),
    [
        ("MessageSid", ""),
        ("MessageSid", "SM1"),
        ("MessageSid", "SM" + "1F" * 16),
        ("MessageSid", "CA" + "1f" * 16),
        ("MessageSid", SID + "\n"),
        ("From", ""),
        ("From", "+85291234567x"),
        ("From", "+8529123456７"),
        ("From", "山水居物业"),
        ("To", ""),
        ("NumMedia", "many"),
        ("NumMedia", "٣"),
        ("NumMedia", "-1"),
    ],
)
def test_a_field_that_we_rely_on_has_its_exact_shape(name: str, value: str) -> None:
    fields = tuple(
        (key, value if key == name else kept)
        for key, kept in WORLD.message(RESIDENT, "喂", sid=SID).fields
    )

    assert refusal(WORLD.signed("/sms", fields)) == 400


@each("name", ["MessageSid", "From", "To", "AccountSid"])
def test_a_field_that_we_rely_on_must_be_there(name: str) -> None:
    fields = tuple(pair for pair in WORLD.message(RESIDENT, "喂").fields if pair[0] != name)

    assert refusal(WORLD.signed("/sms", fields)) in {400, 403}


@each("name", ["MessageSid", "From", "To", "Body", "AccountSid", "NumMedia"])
@each("value", ["", "the same"])
def test_a_field_that_we_rely_on_must_not_be_there_twice(name: str, value: str) -> None:
    request = WORLD.message(RESIDENT, "喂")
    second = value and dict(request.fields)[name]

    assert refusal(WORLD.signed("/sms", (*request.fields, (name, second)))) == 400


VICTIM = "+85298765432"
FAKE_SID = "SM" + "ee" * 16


def recut(request: SignedForm, fields: Fields) -> SignedForm:
    """Other fields under the same signature, because they glue to the same string."""
    glued = "".join(name + value for name, value in sorted(fields))
    assert glued == "".join(name + value for name, value in sorted(request.fields))
    return SignedForm(request.url, fields, request.headers)


def glued_after_body(request: SignedForm) -> str:
    return "".join(name + value for name, value in sorted(request.fields) if name > "Body")


def test_a_sender_hidden_in_the_text_is_not_believed() -> None:
    mine = WORLD.message(RESIDENT, f"喂From{VICTIM}FromCity")
    kept = [pair for pair in mine.fields if pair[0] < "Body" or pair[0] > "FromZip"]

    forged = recut(
        mine,
        (
            *kept,
            ("Body", "喂"),
            ("From", VICTIM),
            ("FromCity", f"From{RESIDENT}FromCityFromCountryHKFromStateFromZip"),
        ),
    )

    assert refusal(forged) == 400


def test_a_whole_message_hidden_in_the_text_is_not_believed() -> None:
    text = f"喂From{VICTIM}MessageSid{FAKE_SID}To{WORLD.number}ToZ"
    mine = WORLD.message(RESIDENT, text)
    kept = [pair for pair in mine.fields if pair[0] < "Body"]

    forged = recut(
        mine,
        (
            *kept,
            ("Body", "喂"),
            ("From", VICTIM),
            ("MessageSid", FAKE_SID),
            ("To", WORLD.number),
            ("ToZ", glued_after_body(mine)),
        ),
    )

    assert refusal(forged) == 400


def test_a_short_code_hidden_in_a_made_up_field_is_not_overlooked() -> None:
    text = f"喂From{VICTIM}FromCity"
    mine = WORLD.message("12345", text)
    kept = [pair for pair in mine.fields if pair[0] < "Body" or pair[0] > "FromZip"]

    forged = recut(
        mine,
        (
            *kept,
            ("Body", "喂"),
            ("From", VICTIM),
            ("FromCity", "From12345FromCityFromCountryHKFromStateFromZip"),
        ),
    )

    assert refusal(forged) == 400


def test_a_number_hidden_in_the_text_leaves_no_name_as_sender() -> None:
    mine = WORLD.message(RESIDENT, "喂")
    kept = [pair for pair in mine.fields if pair[0] < "Body" or pair[0] > "FromZip"]

    forged = recut(
        mine,
        (
            *kept,
            ("Body", f"喂From{RESIDENT}"),
            ("From", "CityFromCountryHKFromStateFromZip"),
        ),
    )

    assert refusal(forged) == 400


CRUMBS = st.sampled_from(
    [
        "喂", f"From{VICTIM}", "FromCity", f"MessageSid{FAKE_SID}", "NumMedia0", "SmsSid",
        f"SmsMessageSid{FAKE_SID}", f"To{WORLD.number}", "ToZip", "Z", WORLD.account_sid,
    ]
)  # fmt: skip
NAMES = sorted({name for name, _ in WORLD.message(RESIDENT, "").fields} | {"ToZ", "Z", "喂"})


@given(st.lists(CRUMBS, max_size=14).map("".join), st.data())
def test_no_cut_of_a_signed_string_gives_another_sender_or_another_message(
    text: str, data: st.DataObject
) -> None:
    mine = WORLD.message(RESIDENT, text, sid=SID)
    glued = "Body" + text + glued_after_body(mine)
    name, fields = "Body", [pair for pair in mine.fields if pair[0] < "Body"]
    while name:
        glued = glued.removeprefix(name)
        later = [(-1, "")] + [
            (index, later)
            for later in NAMES
            if later > name
            for index in range(len(glued))
            if glued.startswith(later, index)
        ]
        end, following = data.draw(st.sampled_from(later))
        value = glued[:end] if following else glued
        fields.append((name, value))
        name, glued = following, glued[len(value) :]
    forged = recut(mine, tuple(fields))

    try:
        incoming = received(forged)
    except BadRequest:
        return
    assert (incoming.sender, incoming.key, incoming.account) == (RESIDENT, SID, WORLD.number)

"""Twilio's webhooks: is it really Twilio, and what does it say.

Twilio signs the address and all fields, but glues them together without separators, so that one
signature also fits other ways to cut the same string into fields. `verify` therefore checks the
signature and the shape of all that we rely on.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urlsplit
from xml.etree import ElementTree as ET

from multidict import MultiDict, MultiMapping
from twilio.request_validator import SIGNATURE_HEADER, RequestValidator

from bot.channels import BadRequest, ChannelName, Incoming, IncomingMedia, MediaKind
from bot.channels.payloads import writable
from bot.channels.sms_gateway import Callback
from bot.channels.sms_opt_out import opt_out_word
from bot.channels.sms_segments import split_characters
from bot.channels.sms_status import StatusReport
from bot.provider_settings import TwilioSettings

STATUS_PATH = "/sms/status"
BODY_BYTES_MAX = 64 * 1024
FIELDS_MAX = 200
MEDIA_MAX = 10
LETTER_PARAMETER = "letter"
"""The query parameter of the status callback that carries `Letter.id`."""

_FORM_TYPE = "application/x-www-form-urlencoded"
_SIGNATURE = re.compile(r"[0-9A-Za-z+/]{27}=")
_MESSAGE_SID = re.compile(r"(?:SM|MM)[0-9a-f]{32}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SENDER = re.compile(r"[!-~][ -~]{0,63}")
_STATUS = re.compile(r"[A-Za-z_]{1,32}")
_ERROR_CODE = re.compile(r"[0-9]{0,6}")
_COUNT = re.compile(r"[0-9]{1,2}")
_SINGLE = re.compile(
    r"AccountSid|MessageSid|SmsSid|SmsMessageSid|From|To|Body|NumMedia|OptOutType"
    r"|MessageStatus|SmsStatus|ErrorCode|Media(?:Url|ContentType)[0-9]+"
)
_HIDDEN = {
    # A reply may name the message that it replies to; nobody can write that name before our field.
    "MessageSid": re.compile(r"(?<!OriginalReplied)(?:Message|Sms)Sid((?:SM|MM)[0-9a-f]{32})"),
    "From": re.compile(r"From(\+[1-9][0-9]{6,14}|[0-9]+)"),
    "To": re.compile(r"To(\+[1-9][0-9]{6,14})"),
}
_ILLEGAL_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Signed:
    """A callback that Twilio has signed: the address as it stands under the signature, the form."""

    url: str
    form: MultiDict[str]


def open_callback(settings: TwilioSettings, public_base_url: str, callback: Callback) -> Signed:
    """Verify a callback; raises BadRequest for one that is not Twilio's, or not for us."""
    form = read_form(callback.body, callback.headers.get("Content-Type", ""))
    url = signed_url(public_base_url, callback.target)
    verify(settings, url, callback.headers, form)
    return Signed(url, form)


def read_form(body: bytes, content_type: str) -> MultiDict[str]:
    """Take a form apart, strictly; BadRequest for what Twilio would never send."""
    if content_type.partition(";")[0].strip().lower() != _FORM_TYPE:
        raise BadRequest(415, "not a form")
    if len(body) > BODY_BYTES_MAX:
        raise BadRequest(413, "the form is too long")
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=FIELDS_MAX,
        )
    except ValueError as error:
        raise BadRequest(400, "the form is malformed") from error
    return MultiDict(pairs)


def signed_url(public_base_url: str, raw_path: str) -> str:
    """The address that Twilio signed: ours as it is known outside, with the path and query as sent.

    Never made of Host or X-Forwarded-*, which anyone can write (F42).
    """
    if not raw_path.startswith("/"):
        raise BadRequest(400, "the request target is not a path")
    return public_base_url + raw_path


def verify(
    settings: TwilioSettings, url: str, headers: MultiMapping[str], form: MultiMapping[str]
) -> None:
    """Raise BadRequest unless Twilio signed exactly these fields for our account.

    `url` is what `signed_url` gives. 403: not from Twilio or not for us; 400: signed, but cut into
    fields in a way that Twilio does not. Fields that we do not know may come, be blank and repeat.
    """
    signatures = headers.getall(SIGNATURE_HEADER, [])
    if len(signatures) != 1 or not _SIGNATURE.fullmatch(signatures[0]):
        raise BadRequest(403, "no signature")
    if not any(
        _is_signed(token, url, form, signatures[0])
        for token in (settings.auth_token, settings.previous_auth_token)
        if token
    ):
        raise BadRequest(403, "the signature is wrong")
    for name in set(form):
        if _SINGLE.fullmatch(name) and len(form.getall(name)) > 1:
            raise BadRequest(400, f"{name} is there twice")
    if form.get("AccountSid") != settings.account_sid:
        raise BadRequest(403, "another account's webhook")
    _field(form, "MessageSid", _MESSAGE_SID)
    _refuse_hidden_fields(form)


def read_message(form: MultiMapping[str], raw: bytes = b"") -> Incoming:
    """One SMS or MMS of a resident, from a verified form; BadRequest if it is not one.

    Only what a phone can have sent is understood: what a short code or a name without a number
    sent (advertising, codes of other services) is only kept. When Twilio itself has read the text
    as an opt-out word of the account (OptOutType), the text is that word.
    """
    text = writable(form.get("Body", ""))
    opt_out_type = form.get("OptOutType", "")
    if opt_out_type in {"STOP", "START"} and opt_out_word(text) is None:
        text = opt_out_type
    media, unreadable = _media(form)
    sender = _field(form, "From", _SENDER)
    return Incoming(
        channel=ChannelName.SMS,
        account=_field(form, "To", _SENDER),
        key=_field(form, "MessageSid", _MESSAGE_SID),
        sender=sender,
        text=text,
        media=media,
        raw=raw,
        understood=is_phone(sender) and bool(text or media or not unreadable),
    )


def read_status(url: str, form: MultiMapping[str]) -> StatusReport:
    """One status callback, from a verified form sent to `url`; BadRequest if it is none."""
    status = form.get("MessageStatus") or form.get("SmsStatus", "")
    if not _STATUS.fullmatch(status):
        raise BadRequest(400, "MessageStatus is missing or malformed")
    letters = parse_qs(urlsplit(url).query).get(LETTER_PARAMETER, [])
    return StatusReport(
        provider_id=_field(form, "MessageSid", _MESSAGE_SID),
        status=status.lower(),
        error_code=_field(form, "ErrorCode", _ERROR_CODE, default=""),
        to=_field(form, "To", _SENDER),
        letter=letters[0] if len(letters) == 1 else "",
    )


def twiml(text_parts: tuple[str, ...] | list[str]) -> str:
    """The answer to a webhook that sends each part back as an SMS; none for no part.

    What XML cannot hold is left out, and a part that is too long for one message becomes several.
    """
    response = ET.Element("Response")
    for text in text_parts:
        legal = _ILLEGAL_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        for part in split_characters(legal):
            ET.SubElement(response, "Message").text = part
    return '<?xml version="1.0" encoding="UTF-8"?>' + ET.tostring(response, encoding="unicode")


def is_phone(sender: str) -> bool:
    """Whether a sender is a phone number in E.164, to which an answer can be sent."""
    return _E164.fullmatch(sender) is not None


def is_message_sid(text: object) -> bool:
    """Whether it is Twilio's id of a message."""
    return isinstance(text, str) and _MESSAGE_SID.fullmatch(text) is not None


def _is_signed(token: str, url: str, form: MultiMapping[str], signature: str) -> bool:
    try:
        return bool(RequestValidator(token).validate(url, form, signature))
    except (TypeError, ValueError, IndexError):
        # Twilio's own code stumbles over odd addresses; what it cannot check is not signed.
        return False


def _field(
    form: MultiMapping[str], name: str, shape: re.Pattern[str], default: str | None = None
) -> str:
    value = form.get(name, default)
    if value is None or not shape.fullmatch(value):
        raise BadRequest(400, f"{name} is missing or malformed")
    return value


def _refuse_hidden_fields(form: MultiMapping[str]) -> None:
    """Refuse a form in which a genuine field lies hidden inside another one (F41).

    Whoever knows one signature of an own SMS could cut the signed string anew: a sender written in
    the text becomes From, the real From disappears in a made-up field. The text itself may hold
    anything, because Twilio's own fields come after it: to hide them there leaves no From that is
    a number; beside any other the text is searched too.
    """
    names = set(form) - ({"Body"} if is_phone(form.get("From", "")) else set())
    rest = "".join(f"{name}{value}" for name, value in sorted(form.items()) if name in names)
    for name, shape in _HIDDEN.items():
        if set(shape.findall(rest)) - {form.get(name)}:
            raise BadRequest(400, f"another {name} is hidden in a field")


def _media(form: MultiMapping[str]) -> tuple[tuple[IncomingMedia, ...], bool]:
    """The photos, recordings and films; and whether there was anything that is none of them."""
    count = min(int(_field(form, "NumMedia", _COUNT, default="0")), MEDIA_MAX)
    media, unreadable = [], False
    for index in range(count):
        content_type = form.get(f"MediaContentType{index}", "")
        kind = _MEDIA_KINDS.get(content_type.partition("/")[0].strip().lower())
        address = form.get(f"MediaUrl{index}", "")
        if kind is None or not address:
            unreadable = True
        else:
            media.append(IncomingMedia(kind, address, content_type))
    return tuple(media), unreadable


_MEDIA_KINDS = {"image": MediaKind.IMAGE, "audio": MediaKind.VOICE, "video": MediaKind.VIDEO}

"""What Twilio sends to us, made without any code of ours: the forms and their signatures."""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

Fields = tuple[tuple[str, str], ...]

FORM_TYPE = "application/x-www-form-urlencoded"


def signature(auth_token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """The value of X-Twilio-Signature: HMAC-SHA1 over the address and the sorted, glued fields."""
    glued = "".join(name + value for name, value in sorted(set(fields)))
    digest = hmac.new(auth_token.encode(), (url + glued).encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


@dataclass(frozen=True)
class SignedForm:
    """One request as Twilio makes it; `url` is the address that it signed."""

    url: str
    fields: Fields
    headers: dict[str, str]

    @property
    def body(self) -> bytes:
        return urlencode(self.fields).encode("ascii")


@dataclass(frozen=True)
class TwilioWorld:
    """A Twilio account that knows our webhooks, and the phones that write to its number."""

    public_base_url: str = "https://huiyin.example"
    account_sid: str = "AC" + "0a" * 16
    auth_token: str = "twilio-auth-token-of-the-tests"
    number: str = "+85230001000"

    def message(
        self,
        sender: str,
        text: str,
        *,
        sid: str = "",
        media: Iterable[tuple[str, str]] = (),
        more: Fields = (),
    ) -> SignedForm:
        """An SMS, or an MMS with `media` as pairs of address and content type."""
        sid = sid or new_sid()
        attached = tuple(media)
        fields: Fields = (
            ("ToCountry", "HK"),
            ("ToState", ""),
            ("SmsMessageSid", sid),
            ("NumMedia", str(len(attached))),
            ("ToCity", ""),
            ("FromZip", ""),
            ("SmsSid", sid),
            ("FromState", ""),
            ("SmsStatus", "received"),
            ("FromCity", ""),
            ("Body", text),
            ("FromCountry", "HK"),
            ("To", self.number),
            ("ToZip", ""),
            ("NumSegments", "1"),
            ("MessageSid", sid),
            ("AccountSid", self.account_sid),
            ("From", sender),
            ("ApiVersion", "2010-04-01"),
        )
        for index, (address, content_type) in enumerate(attached):
            fields += (
                (f"MediaUrl{index}", address),
                (f"MediaContentType{index}", content_type),
            )
        return self.signed("/sms", fields + more)

    def status(
        self, sid: str, status: str, to: str, *, error_code: str = "", path: str = "/sms/status"
    ) -> SignedForm:
        """A status callback."""
        fields: Fields = (
            ("SmsSid", sid),
            ("SmsStatus", status),
            ("MessageStatus", status),
            ("To", to),
            ("MessageSid", sid),
            ("AccountSid", self.account_sid),
            ("From", self.number),
            ("ApiVersion", "2010-04-01"),
        )
        if error_code:
            fields += (("ErrorCode", error_code),)
        return self.signed(path, fields)

    def signed(self, path: str, fields: Fields) -> SignedForm:
        url = self.public_base_url + path
        headers = {
            "X-Twilio-Signature": signature(self.auth_token, url, fields),
            "Content-Type": FORM_TYPE,
            "User-Agent": "TwilioProxy/1.1",
        }
        return SignedForm(url, fields, headers)


def new_sid(prefix: str = "SM") -> str:
    return prefix + uuid.uuid4().hex

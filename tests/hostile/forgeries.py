"""Forgeries by the thousand: each is a genuine request with one thing about it that is not."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from tests.e2e.phones import new_message_id, new_nonce
from tests.e2e.providers import WECHAT_AES_KEY, WECHAT_TOKEN, Providers
from tests.fakes import wechat_world
from tests.fakes.twilio_world import FORM_TYPE, SignedForm, TwilioWorld, new_sid, signature

OTHER_KEY = "Zz3TeX9bFmZ1aLr7uKc5vYh2nJd8sPg4oQi6xBtM0wE"
OTHER_TOKEN = "anotherTokenThanOurs"
FORGER = "o-a-forger"
NUMBER = "+85265550000"
STALE_SECONDS = 25 * 3600
DIGITS_OF_A_SECOND = 10


@dataclass(frozen=True)
class Parcel:
    """A request before it is bytes: where it goes, its signed query, its body, its headers."""

    path: str
    query: dict[str, str]
    body: bytes
    headers: dict[str, str]

    def as_bytes(self) -> bytes:
        asked = f"?{urlencode(self.query)}" if self.query else ""
        lines = [
            f"POST {self.path}{asked} HTTP/1.1",
            "Host: 127.0.0.1",
            *(f"{name}: {value}" for name, value in self.headers.items()),
            f"Content-Length: {len(self.body)}",
            "Connection: close",
        ]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


@dataclass
class Forger:
    """Somebody who has overheard genuine requests and knows how they are made, but no secret."""

    chance: random.Random
    providers: Providers

    def kinds(self) -> dict[str, Callable[[], Parcel]]:
        """Every way to forge, by what it is."""
        sealed = {
            f"{who}: {what}": lambda make=make, break_it=break_it: break_it(make())
            for who, make in (("WeChat", self.wechat), ("WeCom", self.wecom))
            for what, break_it in self._breakages().items()
        }
        return {**sealed, **self._otherwise_sealed(), **self._sms(), **self._api()}

    # Genuine ones

    def wechat(
        self,
        token: str = WECHAT_TOKEN,
        key: str = WECHAT_AES_KEY,
        app_id: str = "",
        age: float = 0,
    ) -> Parcel:
        now = int(time.time() - age)
        xml = wechat_world.text_xml(FORGER, "电梯困人了", now, new_message_id())
        app_id = app_id or self.providers.wechat.app_id
        stamp = str(now), new_nonce()
        query, body = wechat_world.signed_post(token, key, app_id, xml, *stamp)
        return Parcel("/wechat", query, body, {"Content-Type": "text/xml"})

    def wecom(self, age: float = 0, **other: str) -> Parcel:
        world = replace(self.providers.wecom_world, **other)  # type: ignore[arg-type]  # texts only
        now = int(time.time() - age)
        xml = world.text("qian", "接单", now, new_message_id())
        query, body = world.post(xml, str(now), new_nonce())
        return Parcel("/wecom", query, body, {"Content-Type": "text/xml"})

    def sms(self, path: str = "/sms", **other: str) -> Parcel:
        world: TwilioWorld = replace(self.providers.twilio_world, **other)
        form: SignedForm = world.message(NUMBER, "水管漏水了", sid=new_sid())
        if path != "/sms":
            form = world.status(new_sid(), "delivered", NUMBER)
        return Parcel(path, {}, form.body, form.headers)

    # What is done to them

    def _breakages(self) -> dict[str, Callable[[Parcel], Parcel]]:
        return {
            "a changed signature": self._changed_signature,
            "a changed body": self._changed_body,
            "half a body": lambda one: replace(one, body=one.body[: len(one.body) // 2]),
            "split anew": self._split_anew,
            "another time": lambda one: self._with(one, timestamp=str(int(time.time()) + 7)),
            "another nonce": lambda one: self._with(one, nonce=new_nonce()),
            "a parameter left out": self._left_out,
            "in the clear": self._in_the_clear,
            "a document type": lambda one: replace(one, body=b"<!DOCTYPE x []>" + one.body),
        }

    def _otherwise_sealed(self) -> dict[str, Callable[[], Parcel]]:
        return {
            "WeChat: another token": lambda: self.wechat(token=OTHER_TOKEN),
            "WeChat: another key": lambda: self.wechat(key=OTHER_KEY),
            "WeChat: another app id": lambda: self.wechat(app_id="wx0000000000000000"),
            "WeChat: stale": lambda: self.wechat(age=STALE_SECONDS),
            "WeCom: another token": lambda: self.wecom(token=OTHER_TOKEN),
            "WeCom: another key": lambda: self.wecom(encoding_aes_key=OTHER_KEY),
            "WeCom: another company": lambda: self.wecom(corp_id="ww0000000000000000"),
            "WeCom: stale": lambda: self.wecom(age=STALE_SECONDS),
            "WeCom: sealed for WeChat": lambda: replace(self.wechat(), path="/wecom"),
            "WeChat: sealed for WeCom": lambda: replace(self.wecom(), path="/wechat"),
        }

    def _sms(self) -> dict[str, Callable[[], Parcel]]:
        return {
            "SMS: another token": lambda: self.sms(auth_token="another-auth-token"),
            "SMS: another account": lambda: self.sms(account_sid="AC" + "1b" * 16),
            "SMS: another address": lambda: self.sms(public_base_url="https://evil.example"),
            "SMS: a changed signature": self._changed_twilio_signature,
            "SMS: a changed field": self._changed_field,
            "SMS: split anew": self._sms_split_anew,
            "SMS: no signature": lambda: replace(self.sms(), headers={"Content-Type": FORM_TYPE}),
            "SMS: a status as a message": lambda: replace(self.sms("/sms/status"), path="/sms"),
            "SMS: a status of another": lambda: self.sms("/sms/status", auth_token="another"),
            "SMS: a guessed secret path": lambda: Parcel(
                f"/sms/aliyun/{self.chance.randbytes(15).hex()}/up",
                {},
                b'[{"phone_number": "13800000000", "content": "TD"}]',
                {"Content-Type": "application/json"},
            ),
        }

    def _api(self) -> dict[str, Callable[[], Parcel]]:
        document = b'{"by": "lin", "source": "phone", "kind": "complaint", "text": "x"}'

        def with_token(token: str) -> Parcel:
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
            return Parcel("/api/v1/cases", {}, document, headers)

        right = self.providers.api_token
        return {
            "API: a guessed token": lambda: with_token(self.chance.randbytes(18).hex()),
            "API: part of the token": lambda: with_token(
                right[: self.chance.randrange(len(right))]
            ),
            "API: the token and more": lambda: with_token(right + self._letter("")),
            "API: one letter wrong": lambda: with_token(self._one_letter_off(right)),
            "API: the name for the token": lambda: with_token("tests"),
        }

    def _with(self, one: Parcel, **query: str) -> Parcel:
        return replace(one, query={**one.query, **query})

    def _letter(self, other_than: str, letters: Sequence[str] = "0123456789abcdef") -> str:
        return self.chance.choice([one for one in letters if one != other_than])

    def _one_letter_off(self, text: str) -> str:
        at = self.chance.randrange(len(text))
        return text[:at] + self._letter(text[at]) + text[at + 1 :]

    def _changed_signature(self, one: Parcel) -> Parcel:
        names = [name for name in one.query if name.endswith("signature")]
        name = self.chance.choice(names)
        return self._with(one, **{name: self._one_letter_off(one.query[name])})

    def _changed_body(self, one: Parcel) -> Parcel:
        """One letter of the secret part is another."""
        begin, end = one.body.index(b"<Encrypt><![CDATA["), one.body.index(b"]]></Encrypt>")
        at = self.chance.randrange(begin + len("<Encrypt><![CDATA["), end)
        letter = self._letter(chr(one.body[at])).encode()
        return replace(one, body=one.body[:at] + letter + one.body[at + 1 :])

    def _split_anew(self, one: Parcel) -> Parcel:
        """Time and nonce are signed without a border between them (F40)."""
        glued = one.query["timestamp"] + one.query["nonce"]
        cuts = [at for at in range(len(glued) + 1) if at != DIGITS_OF_A_SECOND]
        at = self.chance.choice(cuts)
        return self._with(one, timestamp=glued[:at], nonce=glued[at:])

    def _left_out(self, one: Parcel) -> Parcel:
        needed = [name for name in ("timestamp", "nonce", "msg_signature") if name in one.query]
        gone = self.chance.choice(needed)
        return replace(one, query={name: one.query[name] for name in one.query if name != gone})

    def _in_the_clear(self, one: Parcel) -> Parcel:
        stamp = one.query["timestamp"], one.query["nonce"]
        query = wechat_world.plain_query(WECHAT_TOKEN, *stamp)
        mode = self.chance.choice([{}, {"encrypt_type": "raw"}, {"encrypt_type": "aes"}])
        xml = wechat_world.text_xml(FORGER, "电梯困人了", int(time.time()), new_message_id())
        return replace(one, query={**query, **mode}, body=xml.encode())

    def _changed_twilio_signature(self) -> Parcel:
        one = self.sms()
        name = "X-Twilio-Signature"
        return replace(one, headers={**one.headers, name: self._one_letter_off(one.headers[name])})

    def _changed_field(self) -> Parcel:
        one = self.sms()
        was, becomes = self.chance.choice(
            [(b"65550000", b"61230302"), (b"NumSegments=1", b"NumSegments=2"), (b"&ToZip=", b"")]
        )
        return replace(one, body=one.body.replace(was, becomes))

    def _sms_split_anew(self) -> Parcel:
        """A text may pose as another sender: the fields are signed without borders (F41)."""
        world = self.providers.twilio_world
        victim = f"+852612303{self.chance.randrange(10, 99)}"
        glued_after = f"From{NUMBER}FromCityFromCountryHKFromStateFromZip"
        mine = world.message(NUMBER, f"STOPFrom{victim}FromCity")
        kept = [pair for pair in mine.fields if not "Body" <= pair[0] <= "FromZip"]
        forged = (*kept, ("Body", "STOP"), ("From", victim), ("FromCity", glued_after))
        assert signature(world.auth_token, mine.url, forged) == mine.headers["X-Twilio-Signature"]
        return Parcel("/sms", {}, urlencode(forged).encode(), mine.headers)

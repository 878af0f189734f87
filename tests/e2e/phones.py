"""Telephones of residents and staff: what they write is signed, encrypted, and delivered twice.

Nothing here shares code with the house: the providers' side comes from their documentation.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from tests.e2e.providers import WECHAT_AES_KEY, WECHAT_TOKEN, Providers
from tests.e2e.service import Answer, ask
from tests.fakes import wechat_world
from tests.fakes.twilio_world import SignedForm, new_sid
from tests.fakes.wechat_world import MENU_LINK

SUCCESS = "success"
MEDIA_ID_LENGTH = 24

Ask = Callable[[str, str, bytes, Mapping[str, str]], Answer]
"""How a provider reaches us: once, or again and again until we have answered."""


def new_nonce() -> str:
    return secrets.token_hex(8)


def new_message_id() -> str:
    return str(secrets.randbelow(10**18))


@dataclass(frozen=True)
class Push:
    """One callback of WeChat or WeCom, as it goes over the wire."""

    path: str
    query: dict[str, str]
    body: bytes

    def deliver(self, base: str, ask: Ask = ask) -> Answer:
        url = f"{base}{self.path}?{urlencode(self.query)}"
        return ask("POST", url, self.body, {"Content-Type": "text/xml"})


class Phone(Protocol):
    """What a resident has in hand."""

    def says(self, text: str) -> str:
        """Write a line, delivered twice; what came back at once."""
        ...

    def chooses(self, label: str) -> str:
        """Answer the question shown last with one of its options."""
        ...

    def received(self) -> list[str]:
        """What came by itself, oldest first, by the provider's truth."""
        ...


@dataclass
class WeChatPhone:
    """A follower of the Official Account. `journal`: each acknowledged message and its reply.

    `again`: WeChat delivers each message more than once.
    """

    providers: Providers
    base: str
    openid: str
    ask: Ask = ask
    shown: str = ""
    journal: list[tuple[str, str]] = field(default_factory=list)
    again: bool = True

    @property
    def sent(self) -> int:
        return len(self.journal)

    def says(self, text: str, *, tapped: str = "") -> str:
        message_id = new_message_id()
        self.providers.wechat.heard(self.openid)
        xml = self.text_xml(text, int(time.time()), message_id, tapped)
        return self.deliver_twice(xml, message_id)

    def chooses(self, label: str) -> str:
        """Tap the option; its label is what the chat then shows as written."""
        for link in MENU_LINK.finditer(self.shown):
            if link["shown"].partition(". ")[2] == label:
                return self.says(label, tapped=link["id"])
        raise AssertionError(f"{label!r} is not among the options of {self.shown!r}")

    def sends_photo(self, content: bytes) -> str:
        media_id = secrets.token_hex(MEDIA_ID_LENGTH // 2)
        self.providers.wechat.media[media_id] = (content, "image/jpeg")
        self.providers.wechat.heard(self.openid)
        message_id = new_message_id()
        xml = wechat_world.image_xml(self.openid, media_id, int(time.time()), message_id)
        return self.deliver_twice(xml, message_id)

    def follows(self, scene: str = "") -> str:
        self.providers.wechat.heard(self.openid, "subscribe")
        key = f"qrscene_{scene}" if scene else ""
        xml = wechat_world.event_xml(self.openid, "subscribe", int(time.time()), key=key)
        return self.deliver_twice(xml, f"subscribe {scene}")

    def received(self) -> list[str]:
        return [one["text"] or one["template"] for one in self.letters()]

    def letters(self) -> list[dict[str, str]]:
        """What WeChat took for this phone."""
        return [one for one in self.providers.wechat.sent if one["touser"] == self.openid]

    def text_xml(self, text: str, created: int, message_id: str, tapped: str = "") -> str:
        return wechat_world.text_xml(self.openid, text, created, message_id, tapped=tapped)

    def push(self, xml: str) -> Push:
        """Sign and encrypt now; a redelivery is signed anew round the same message."""
        query, body = wechat_world.signed_post(
            WECHAT_TOKEN,
            WECHAT_AES_KEY,
            self.providers.wechat.app_id,
            xml,
            str(int(time.time())),
            new_nonce(),
        )
        return Push("/wechat", query, body)

    def deliver_twice(self, xml: str, message_id: str) -> str:
        """The same words come back however often a message is delivered."""
        first = self._deliver(self.push(xml))
        again = self.push(xml)
        for _ in range(2 if self.again else 0):
            assert self._deliver(again) == first
        self.shown = first
        self.journal.append((message_id, first))
        return first

    def _deliver(self, push: Push) -> str:
        answer = push.deliver(self.base, self.ask)
        assert answer.status == 200, answer
        return read_reply(answer, self.openid, self.providers)


def read_reply(answer: Answer, openid: str, providers: Providers) -> str:
    """The text in WeChat's passive answer; empty where there is nothing to say."""
    if answer.body == SUCCESS.encode():
        return ""
    xml = wechat_world.open_reply(
        WECHAT_TOKEN, WECHAT_AES_KEY, providers.wechat.app_id, answer.body
    )
    fields = wechat_world.fields_of(xml)
    assert fields["ToUserName"] == openid
    assert fields["FromUserName"] == "gh_estate"
    return fields["Content"]


@dataclass
class SmsPhone:
    """A mobile phone that writes to our number. `again`: Twilio delivers each message twice."""

    providers: Providers
    base: str
    number: str
    ask: Ask = ask
    shown: str = ""
    journal: list[tuple[str, str]] = field(default_factory=list)
    again: bool = True

    @property
    def sent(self) -> int:
        return len(self.journal)

    def says(self, text: str) -> str:
        sid = new_sid()
        first = self.deliver(self.form(text, sid))
        if self.again:
            assert self.deliver(self.form(text, sid)) == first
        self.shown = first
        self.journal.append((sid, first))
        return first

    def chooses(self, label: str) -> str:
        """Write the digit that stands before the option."""
        for line in self.shown.splitlines():
            digit, _, shown = line.strip().partition(" ")
            if shown.strip() == label:
                return self.says(digit.strip(".:：、)"))
        raise AssertionError(f"{label!r} is not among the options of {self.shown!r}")

    def received(self) -> list[str]:
        return self.providers.twilio.sent_to(self.number)

    def form(self, text: str, sid: str) -> SignedForm:
        return self.providers.twilio_world.message(self.number, text, sid=sid)

    def deliver(self, form: SignedForm) -> str:
        path = form.url.removeprefix(self.providers.twilio_world.public_base_url)
        answer = self.ask("POST", f"{self.base}{path}", form.body, form.headers)
        assert answer.status == 200, answer
        return read_twiml(answer)


def read_twiml(answer: Answer) -> str:
    """What a TwiML answer says."""
    assert answer.content_type.startswith("text/xml"), answer
    root = ET.fromstring(answer.body)  # noqa: S314  # our own server's answer
    assert root.tag == "Response"
    return "\n".join(message.text or "" for message in root.iter("Message"))


@dataclass
class StaffPhone:
    """A member of staff with WeCom; the userid comes in any case, as WeCom writes it."""

    providers: Providers
    base: str
    userid: str
    ask: Ask = ask
    journal: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sent(self) -> int:
        return len(self.journal)

    def says(self, text: str) -> str:
        message_id = new_message_id()
        written = self.providers.wecom_world.text(
            self.userid.title(), text, int(time.time()), message_id
        )
        first = self._deliver(self.push(written))
        again = self.push(written)
        assert self._deliver(again) == first
        self.journal.append((message_id, first))
        return first

    def push(self, xml: str) -> Push:
        query, body = self.providers.wecom_world.post(xml, str(int(time.time())), new_nonce())
        return Push("/wecom", query, body)

    def received(self) -> list[str]:
        return [push.text for push in self.providers.wecom.sent if push.userid == self.userid]

    def _deliver(self, push: Push) -> str:
        answer = push.deliver(self.base, self.ask)
        assert answer.status == 200, answer
        if answer.body == SUCCESS.encode():
            return ""
        world = self.providers.wecom_world
        xml = wechat_world.open_reply(
            world.token, world.encoding_aes_key, world.corp_id, answer.body
        )
        return wechat_world.fields_of(xml)["Content"]

"""What residents write in WeChat, signed, encrypted and ready to go over the wire."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from tests.e2e.providers import WECHAT_AES_KEY, WECHAT_TOKEN
from tests.fakes import wechat_world

APP_ID = "wxbench00000000000"
NONCE = "benchNonce"
REPLY = re.compile(r"<Content><!\[CDATA\[(.*?)\]\]></Content>", re.DOTALL)
REGISTERED = "已登记"
"""With this the answer to the last message of the dialogue begins, from everybody."""

_message_ids = count(1_000_000_000_000)


@dataclass(frozen=True)
class Resident:
    """Somebody who reports a repair: what they write, one request after the other.

    The first asks for the form; each of the others answers the question before it.
    """

    openid: str
    requests: tuple[bytes, ...]


def stranger(number: int) -> Resident:
    """Somebody whom the estate does not know, asked five questions."""
    texts = (
        "报修",
        "厨房柜门的铰链坏了",
        f"{number % 90 + 1}-{number % 7 + 1}-{number % 31 + 1}{number % 9:02}",
        "没有",
        "王阿姨",
        "1",
    )
    return reporting(f"oBenchStranger{number:014}", texts)


def reporting(openid: str, texts: Sequence[str]) -> Resident:
    """A dialogue of these texts, each a message of its own."""
    return Resident(openid, tuple(request(openid, text) for text in texts))


def request(openid: str, text: str) -> bytes:
    """One message as WeChat posts it over a connection that stays open."""
    now = str(int(time.time()))
    number = str(next(_message_ids))
    xml = wechat_world.text_xml(openid, text, int(now), number)
    query, body = wechat_world.signed_post(
        WECHAT_TOKEN, WECHAT_AES_KEY, APP_ID, xml, now, NONCE + number
    )
    head = (
        f"POST /wechat?{urlencode(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def said(body: bytes) -> str:
    """What an answer says; empty for `success`. Raises AssertionError for a wrong signature."""
    if b"<Encrypt>" not in body:
        return ""
    xml = wechat_world.open_reply(WECHAT_TOKEN, WECHAT_AES_KEY, APP_ID, body)
    found = REPLY.search(xml)
    return found[1] if found else ""

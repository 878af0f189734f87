"""Requests as a stranger might send them, over every route; each seed its own."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from string import printable
from urllib.parse import quote

PARAMETERS = (
    "1", "0", "-1", "9" * 30, "TS-20261124-0001", "BX-20261124-0001", "DC-20261124-0001", "..",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%00", "%ff%fe", "%F0%9F%92%A9", "x" * 600, "'",
    "%27%20OR%201", "%3Cscript%3E", "respond", "a;b", "%0d%0aSet-Cookie:%20x", "%ED%A0%80", "١٢٣",
    "~", "index.html",
)  # fmt: skip
NAMES = (
    "signature timestamp nonce echostr msg_signature encrypt_type limit cursor state since about to"
    " home kind q page estate part x by text from channel media event token code next csrf"
).split()
VALUES = (
    "", "1", "-1", "9" * 40, "NaN", "2026-11-24T18:00:00+08:00", "\x00", "\ud800", "💧" * 50,
    "true", "[]", "{}", "%", "../" * 20, "' OR 1=1 --", "<svg onload=x>", "a\r\nb", "=1+1",
)  # fmt: skip
METHODS = (b"GET", b"POST", b"POST", b"HEAD", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"GETT")
TYPES = (
    b"application/json", b"text/xml", b"application/x-www-form-urlencoded",
    b"multipart/form-data; boundary=b", b"multipart/form-data", b"text/plain; charset=klingon",
    b"application/json; charset=utf-16", b";;;", b"",
)  # fmt: skip
HEADERS = (
    (b"Content-Encoding", b"gzip"), (b"Content-Encoding", b"br, x"), (b"Expect", b"100-continue"),
    (b"X-Forwarded-For", b"::1, 999.1.1.1"), (b"X-Forwarded-Host", b"x:abc"),
    (b"Range", b"bytes=9-1"),
    (b"Forwarded", b'for=_;host="["'), (b"Authorization", b"Basic !!!"),
    (b"Authorization", b"Bearer "),
    (b"Authorization", b"Bearer \xff\xfe"), (b"Cookie", b'__Host-desk=; a="\\'),
    (b"Cookie", b"=;;="),
    (b"X-Twilio-Signature", b"\xff"), (b"Idempotency-Key", b"k" * 300), (b"If-None-Match", b"*"),
    (b"If-Modified-Since", b"the day before"), (b"Origin", b"null"), (b"Upgrade", b"websocket"),
    (b"Accept-Language", b"zh;q=9, *;q=x"), (b"Accept", b"*/*;q=\xff"), (b"X-Any", b"\x01" * 20),
    (b"Sec-WebSocket-Key", b"x"), (b"Transfer-Encoding", b"gzip"), (b"Content-Length", b"-5"),
)  # fmt: skip
FIELDS = (
    "by", "text", "from", "channel", "media", "to", "source", "kind", "home", "name", "phone",
    "via", "promised_at", "handler", "plan", "decision", "result", "measures", "improvement",
    "until", "reason", "fixed", "satisfaction", "reached", "outcome", "class", "urgency",
    "opinion", "answers",
)  # fmt: skip
KNOWN = ("lin", "gao", "wechat", "phone", "complaint", "8-1-302", True, False, None, 0, 1.5, -1)
DEEP = 2_000
LONG = 70_000
"""More than a webhook takes."""


@dataclass(frozen=True)
class Sent:
    """The bytes of one request, and whether all of it was sent that it promised."""

    data: bytes
    is_whole: bool = True


@dataclass
class Stranger:
    """Makes one request after the other; `token` opens the API to one in four of them."""

    chance: random.Random
    routes: Sequence[tuple[str, str]]
    token: str

    def request(self) -> Sent:
        """One request, of which most are well-formed HTTP and nothing else is."""
        kind = self.chance.random()
        if kind < 0.03:
            return Sent(self.chance.randbytes(self.chance.randrange(1, 300)), is_whole=False)
        method, path = self.chance.choice(self.routes)
        if method == "*" or self.chance.random() < 0.2:
            method = self.chance.choice(METHODS).decode()
        head, body = self._head_and_body()
        line = f"{method} {self._target(path)} HTTP/1.1".encode("utf-8", "surrogatepass")
        if kind < 0.06:
            promised = b"Content-Length: %d" % (len(body) + 1)
            return Sent(b"\r\n".join([line, *head, promised, b"", body]), is_whole=False)
        length = b"Content-Length: %d" % len(body)
        return Sent(b"\r\n".join([line, *head, length, b"Connection: close", b"", body]))

    def _target(self, path: str) -> str:
        parts = [
            self.chance.choice(PARAMETERS) if part.startswith("{") else part
            for part in path.split("/")
        ]
        asked = "&".join(
            f"{self.chance.choice(NAMES)}={quote(self._value(), errors='surrogatepass')}"
            for _ in range(self.chance.randrange(4))
        )
        return "/".join(parts) + (f"?{asked}" if asked else "")

    def _value(self) -> str:
        if self.chance.random() < 0.7:
            return self.chance.choice(VALUES)
        return "".join(self.chance.choices(printable, k=self.chance.randrange(20)))

    def _head_and_body(self) -> tuple[list[bytes], bytes]:
        head = [b"Host: 127.0.0.1", b"Content-Type: " + self.chance.choice(TYPES)]
        if self.chance.random() < 0.4:
            head += [b"%s: %s" % one for one in self.chance.sample(HEADERS, 2)]
        if self.chance.random() < 0.25:
            head.append(b"Authorization: Bearer " + self.token.encode())
        return head, self._body()

    def _body(self) -> bytes:
        match self.chance.randrange(8):
            case 0:
                return b""
            case 1:
                return self.chance.randbytes(self.chance.randrange(200))
            case 2:
                return b"<xml>" + b"<a>" * self.chance.choice([3, 5, DEEP])
            case 3:
                return self.chance.choice([b"[", b'{"a":']) * self.chance.choice([2, DEEP])
            case 4:
                return self._form()
            case 5 if self.chance.random() < 0.1:
                return b"<" + b"x" * LONG
            case _:
                return json.dumps(self._document()).encode()

    def _document(self) -> object:
        if self.chance.random() < 0.1:
            return self.chance.choice([*KNOWN, [], {}, [[]]])
        names = self.chance.sample(FIELDS, self.chance.randrange(6))
        return {name: self._any_json() for name in names}

    def _any_json(self) -> object:
        if self.chance.random() < 0.8:
            return self.chance.choice([*KNOWN, *VALUES])
        return [{"item": self._value()}] * self.chance.randrange(3)

    def _form(self) -> bytes:
        if self.chance.random() < 0.5:
            pairs = (f"{self.chance.choice(NAMES)}={quote(self._value(), errors='replace')}"
                     for _ in range(4))  # fmt: skip
            return "&".join(pairs).encode()
        part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        return part % (b"text", self.chance.randbytes(30)) + b"--b--" * self.chance.randrange(2)

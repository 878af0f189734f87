"""What a provider does when it does not simply answer; one fault is spent per request."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """Answer this, whatever the request was. With `accepts` the message is taken all the same."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    accepts: bool = False


@dataclass(frozen=True)
class Hang:
    """Say nothing for so long, then answer as usual. With `accepts` the message is taken first."""

    seconds: float
    accepts: bool = False


@dataclass(frozen=True)
class Drop:
    """Cut the connection without a word. With `accepts` the message is taken first."""

    accepts: bool = False


Fault = Answer | Hang | Drop

ACCEPT_THEN_DROP = Drop(accepts=True)


def json_answer(
    document: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """An error as the providers word it."""
    return Answer(status, json.dumps(document).encode(), headers=headers or {})


GARBAGE = {
    "an HTML page": Answer(200, b"<html><h1>Gateway</h1></html>", "text/html"),
    "nothing": Answer(200, b""),
    "half an answer": Answer(200, b'{"sid": "SM'),
    "a list": Answer(200, b"[]"),
    "a number": Answer(200, b"0"),
    "an empty object": Answer(200, b"{}"),
    "bytes that are no text": Answer(200, b"\xff\xfe\x00"),
    "a page that says created": Answer(201, b"<html>created</html>", "text/html"),
    "a bad gateway": Answer(502, b"<html>502</html>", "text/html"),
    "a server error in JSON": Answer(500, b'{"code": 20500, "message": "oops"}'),
    "a deep document": Answer(200, b"[" * 100_000),
}
"""Answers that tell nobody whether the message was taken."""

"""What a command that was typed printed; the fixture `typed` types them."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

OLD = b"o" * 32


def written(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

"""What a command that was typed printed, and left behind; the fixture `typed` types them."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from storage.database import Database
from storage.keys import Keyring

PROJECT = Path(__file__).parents[2]
OLD = b"the-older-key-made-for-the-tests"


def written(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

WriteFile = Callable[[str, bytes], str]
"""Puts a file where commands are typed; its name is what they call it."""


@contextmanager
def reading(url: str, key: bytes = OLD) -> Iterator[Session]:
    """What a command has left in the database."""
    database = Database(url, Keyring((key,)))
    with database.reading() as session:
        yield session
    database.close()

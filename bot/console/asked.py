"""What a page of the console is asked, and what it can answer with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session

from bot.console.words import Words
from bot.delivery.routes import NO_WAYS, Routes
from flows.rules.vocabulary import Language
from storage.console_sessions import Entrant
from storage.staff import Staff


@dataclass(frozen=True)
class Upload:
    """A file that a form sent: the name that the browser gave, and what it holds."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    """One request of somebody who is in: `address` is path and query, to come back to.

    `fields` are what a form sent, already legible text; a field may come several times. `ways` are
    those to residents.
    """

    entrant: Entrant
    address: str
    words: Words
    media_dir: Path
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    ways: Routes = NO_WAYS

    @property
    def member(self) -> Staff:
        """Who asks."""
        return self.entrant.member

    @property
    def language(self) -> Language:
        """The language that their pages are in."""
        return self.entrant.account.language

    def field(self, name: str) -> str:
        """What stands in a field of the form, without the space around it; empty for nothing."""
        return next(iter(self.fields.get(name, ())), "").strip()


W = TypeVar("W", bound=StrEnum)


def known_word(words: type[W], text: str) -> W | None:
    """The word of the house that a form or an address names; None for no such."""
    return next((one for one in words if one.value == text), None)


@dataclass(frozen=True)
class Page:
    """A page from a template; `is_part` is a piece that stands in another page already."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    is_part: bool = False


@dataclass(frozen=True)
class Go:
    """Another page to go to, where the sentence of the key `said` is shown once."""

    to: str
    said: str = ""
    about: str = ""


@dataclass(frozen=True)
class Download:
    """A file; `written` writes it when the database is free again."""

    name: str
    content_type: str
    written: Callable[[], bytes]
    is_shown: bool = False


@dataclass(frozen=True)
class NoNews:
    """Nothing is other than the page knows already."""


Answer = Page | Go | Download | NoNews
Work = Callable[[Session, Asked, datetime], Answer]
"""What a route does within a transaction, at a time."""


@dataclass(frozen=True)
class Route:
    """One route of the desk: its name in the permission table, and what it does.

    What it `reads` of people is noted in the audit log. `watches`: a page asks by itself, so
    nobody need be sitting there. `in_menu`: it stands in the menu, under `<name>.title`.
    A form may be as large as the house takes from anybody, or as `body_bytes_max` says.
    """

    name: str
    method: str
    path: str
    work: Work = field(repr=False)
    reads: str = ""
    watches: bool = False
    in_menu: bool = False
    body_bytes_max: int = 0


class Missing(Exception):
    """There is no such thing, or it is none of theirs: they are told the same (404)."""

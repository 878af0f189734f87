"""What a caller asks: the parameters of an address and the fields of a body, read strictly.

Whatever is not asked for is refused by name, so that a slip of the pen never passes as "all".
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from multidict import MultiMapping

from bot.api.authority import Caller
from bot.api.errors import Code, Problem, bad_value, missing
from bot.api.texts import is_case_number, is_fit, read_identifier, read_moment

PAGE = 100
PAGE_MAX = 1000
PAGING = ("limit", "cursor")
TRUTHS = {"true": True, "false": False}

Word = TypeVar("Word", bound=StrEnum)
Scalar = str | bool | int | float | None
Json = Scalar | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Page:
    """Which part of a list, newest first: at most `limit` rows, those older than `before`."""

    limit: int
    before: int | None = None


class Query:
    """The parameters of an address; an empty one counts as left out."""

    def __init__(self, given: MultiMapping[str], names: Iterable[str]) -> None:
        known = sorted(names)
        for name in given:
            if name not in known:
                raise bad_value(f"there is no parameter {name}; {_listed(known)}")
            if len(given.getall(name)) > 1:
                raise bad_value(f"{name} is there twice")
            if not is_fit(given[name]):
                raise bad_value(f"{name} holds what is no character")
        self._given = {name: value.strip() for name, value in given.items() if value.strip()}

    def others(self, *names: str) -> dict[str, str]:
        """All parameters but these."""
        return {name: value for name, value in self._given.items() if name not in names}

    def text(self, name: str) -> str | None:
        """A parameter as it is."""
        return self._given.get(name)

    def word(self, name: str, words: type[Word]) -> Word | None:
        """One of the words of the house; Problem 400 for any other."""
        value = self.text(name)
        return None if value is None else _word(name, value, words)

    def moment(self, name: str) -> datetime | None:
        """A time with its offset; Problem 400 for anything else."""
        value = self.text(name)
        if value is None:
            return None
        moment = read_moment(value)
        if moment is None:
            raise bad_value(f"{name} is not a time with an offset, as 2026-11-24T18:00:00+08:00")
        return moment

    def truth(self, name: str) -> bool | None:
        """True or false, None where it is left out; Problem 400 for anything else."""
        value = self.text(name)
        if value is None:
            return None
        if value not in TRUTHS:
            raise bad_value(f"{name} is neither true nor false")
        return TRUTHS[value]

    def case_number(self, name: str) -> str | None:
        """The number of a case, as rows have it; Problem 400 for what cannot be one."""
        value = self.text(name)
        if value is not None and not is_case_number(value):
            raise bad_value(f"{name} is not the number of a case, as TS-20261124-0001")
        return None if value is None else value.upper()

    def page(self, usual: int = PAGE) -> Page:
        """The part of the list that is asked for; more than PAGE_MAX rows are never given."""
        limit, cursor = self.text("limit"), self.text("cursor")
        rows = usual if limit is None else read_identifier(limit)
        if rows is None:
            raise bad_value("limit is not a number from 1 on")
        before = None if cursor is None else read_identifier(cursor)
        if cursor is not None and before is None:
            raise bad_value("cursor is not the `next` of a page before")
        return Page(min(rows, PAGE_MAX), before)


@dataclass(frozen=True)
class Fields:
    """The fields of a body, by their names. A text that is None or blank counts as left out."""

    given: Mapping[str, Json]

    def refuse_others(self, *names: str) -> None:
        """Raise Problem 400 for a field that is none of these."""
        for name in self.given:
            if name not in names:
                raise bad_value(f"there is no field {name}; {_listed(names)}")

    def text(self, name: str, longest: int) -> str:
        """A text without the space around it; empty where it is left out. Problem 400."""
        value = self.given.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise bad_value(f"{name} is not a text")
        if len(value) > longest:
            raise bad_value(f"{name} is longer than {longest} characters")
        return value.strip()

    def needed_text(self, name: str, longest: int) -> str:
        """A text that has to be there. Problem 400."""
        value = self.text(name, longest)
        if not value:
            raise missing(name)
        return value

    def word(self, name: str, words: type[Word]) -> Word | None:
        """One of the words of the house. Problem 400."""
        value = self.text(name, max(map(len, words)))
        return _word(name, value, words) if value else None

    def needed_word(self, name: str, words: type[Word]) -> Word:
        """One of the words of the house that has to be there. Problem 400."""
        value = self.word(name, words)
        if value is None:
            raise missing(name, f"; it is one of {', '.join(words)}")
        return value

    def truth(self, name: str) -> bool | None:
        """True or false, None where it is left out. Problem 400."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, bool):
            raise bad_value(f"{name} is neither true nor false")
        return value

    def needed_object(self, name: str) -> dict[str, Json]:
        """An object of JSON that has to be there. Problem 400."""
        value = self.given.get(name)
        if value is None:
            raise missing(name)
        if not isinstance(value, dict):
            raise bad_value(f"{name} is not an object")
        return value

    def needed_truth(self, name: str) -> bool:
        """True or false. Problem 400."""
        value = self.truth(name)
        if value is None:
            raise missing(name)
        return value


@dataclass(frozen=True)
class Asked:
    """One request, taken apart: who asks, about what in the path, and with what."""

    caller: Caller
    path: Mapping[str, str]
    query: Query
    fields: Fields


def read_fields(body: bytes, objects: Collection[str] = ()) -> Fields:
    """The JSON object of a body; Problem 400 for anything else.

    Only the fields named in `objects` may hold more than a text, a number or a truth.
    """
    try:
        document = json.loads(
            body.decode(), object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise Problem(400, Code.MALFORMED, "the body is not JSON in UTF-8") from error
    if not isinstance(document, dict):
        raise Problem(400, Code.MALFORMED, "the body is not a JSON object")
    for name, value in document.items():
        if not is_fit(name):
            raise bad_value("the name of a field holds what is no character")
        if isinstance(value, dict | list) and name not in objects:
            raise bad_value(f"{name} is neither a text nor a number nor true or false")
        if not all(map(is_fit, _texts_in(value))):
            raise bad_value(f"{name} holds what is no character: NUL or half a surrogate pair")
    return Fields(document)


def _texts_in(value: Json) -> Iterator[str]:
    """All texts of a value, the names within it too."""
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts_in(one)
        case dict():
            for name, one in value.items():
                yield name
                yield from _texts_in(one)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError("a field is there twice")
    return document


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _word(name: str, value: str, words: type[Word]) -> Word:
    try:
        return words(value)
    except ValueError:
        raise bad_value(f"{name} is none of {', '.join(words)}") from None


def _listed(names: Iterable[str]) -> str:
    known = ", ".join(names)
    return f"known are {known}" if known else "it takes none"

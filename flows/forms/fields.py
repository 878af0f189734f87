"""The values of one table of a form's file: read strictly, each mistake noted with its line.

A reader that finds a mistake notes it and returns something harmless, so that all mistakes of a
file come to light at once; whoever began the reading refuses the whole when there was any.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from flows.forms.form import Texts
from flows.forms.tree import Branch, Keyed, Leaf, Tree
from flows.rules.policy_reading import Problem
from flows.rules.vocabulary import Language
from flows.wording.mistake import Mistake

W = TypeVar("W", bound=StrEnum)

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,4})?")
_FLAGS = {"true": True, "false": False}


@dataclass
class Mistakes:
    """All that is wrong with a file, in the order in which it was found."""

    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, path: str, reason: str) -> None:
        """Note one mistake."""
        self.problems.append(Problem(line, path, reason))


@dataclass(frozen=True)
class Fields:
    """One table: `path` says where it stands, in the words of whoever wrote the file."""

    mistakes: Mistakes
    path: str
    line: int
    parts: Mapping[str, Tree]
    lines: Mapping[str, int]
    is_none: bool = False

    @classmethod
    def of(cls, mistakes: Mistakes, path: str, tree: Tree) -> "Fields":
        """The table that a tree should be; where it is none, that alone is told of it."""
        if isinstance(tree, Keyed):
            return cls(mistakes, path, tree.line, tree.parts, tree.lines)
        mistakes.note(tree.line, path, Mistake("is not a table of keys"))
        return cls(mistakes, path, tree.line, {}, {}, is_none=True)

    def only(self, *known: str) -> None:
        """Note each key that is none of these."""
        for key in self.parts:
            if key not in known:
                nearest = get_close_matches(key, known, n=1, cutoff=0.0)[0]
                self.wrong(
                    key,
                    Mistake(
                        "is not known here; the nearest known key is {nearest}", nearest=nearest
                    ),
                )

    def wrong(self, key: str, reason: str) -> None:
        """Note what is wrong with a key, on its line if it is there."""
        if not self.is_none:
            self.mistakes.note(self.lines.get(key, self.line), self._at(key), reason)

    def __contains__(self, key: str) -> bool:
        return key in self.parts

    def text(self, key: str, longest: int) -> str:
        """A text that is not empty."""
        part = self.parts.get(key)
        if part is None:
            self.wrong(key, Mistake("is missing"))
            return ""
        if not isinstance(part, Leaf):
            self.wrong(key, Mistake("is no text"))
            return ""
        if not part.text:
            self.wrong(key, Mistake("is empty"))
        if len(part.text) > longest:
            self.wrong(
                key,
                Mistake(
                    "{count} characters are more than {longest}",
                    count=len(part.text),
                    longest=longest,
                ),
            )
        return part.text

    def id(self, key: str = "id") -> str:
        """A name for machines, which stands in rows for ever."""
        said = self.text(key, 40)
        if said and not _ID.fullmatch(said):
            self.wrong(
                key,
                Mistake(
                    "{said} is not made of a-z, 0-9 and _, with a letter first", said=repr(said)
                ),
            )
        return said

    def word(self, key: str, words: type[W], fallback: W) -> W:
        """A member of an enum."""
        said = self.text(key, 40)
        try:
            return words(said)
        except ValueError:
            if said:
                self.wrong(
                    key,
                    Mistake("{given} is none of {words}", given=repr(said), words=", ".join(words)),
                )
            return fallback

    def has(self, words: type[StrEnum], key: str) -> bool:
        """Whether a key holds a member of an enum."""
        part = self.parts.get(key)
        return isinstance(part, Leaf) and part.text in set(words)

    def flag(self, key: str, *, fallback: bool) -> bool:
        """True or false; `fallback` where nothing is said."""
        if key not in self.parts:
            return fallback
        said = self.text(key, 10)
        if said and said not in _FLAGS:
            self.wrong(key, Mistake("{said} is neither true nor false", said=repr(said)))
        return _FLAGS.get(said, fallback)

    def number(self, key: str, least: float, most: float) -> float | None:
        """A number between two bounds; None where nothing is said."""
        if key not in self.parts:
            return None
        said = self.text(key, 20)
        if not said:
            return None
        if not _NUMBER.fullmatch(said):
            self.wrong(key, Mistake("{said} is no number", said=repr(said)))
            return None
        if not least <= float(said) <= most:
            self.wrong(
                key,
                Mistake(
                    "{given} is not between {least} and {most}",
                    given=said,
                    least=f"{least:g}",
                    most=f"{most:g}",
                ),
            )
        return float(said)

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number between two bounds; None where nothing is said."""
        found = self.number(key, least, most)
        if found is not None and found != int(found):
            self.wrong(key, Mistake("{found} is no whole number", found=f"{found:g}"))
        return None if found is None else int(found)

    def day(self, key: str) -> date | None:
        """A day as 2026-12-01; None where nothing is said."""
        said = self.text(key, 10) if key in self.parts else ""
        try:
            return date.fromisoformat(said) if said else None
        except ValueError:
            self.wrong(key, Mistake("{said} is no day such as 2026-12-01", said=repr(said)))
            return None

    def texts(self, key: str, longest: int) -> Texts:
        """The same words in every language."""
        part = self.parts.get(key)
        if part is None:
            self.wrong(key, Mistake("is missing"))
            return Texts("", "", "")
        found = Fields.of(self.mistakes, self._at(key), part)
        found.only(*Language)
        return Texts(*(found.text(language, longest) for language in Language))

    def table(self, key: str) -> "Fields | None":
        """The table under a key; None where there is none."""
        part = self.parts.get(key)
        return None if part is None else Fields.of(self.mistakes, self._at(key), part)

    def each(self, key: str, most: int) -> "Iterator[Fields]":
        """The tables of a list with at least one and at most so many."""
        part = self.parts.get(key)
        if part is None:
            self.wrong(key, Mistake("is missing"))
            return
        if not isinstance(part, Branch):
            self.wrong(key, Mistake("is no list"))
            return
        if not 1 <= len(part.parts) <= most:
            self.wrong(
                key,
                Mistake(
                    "has {count} entries, where 1 to {most} are allowed",
                    count=len(part.parts),
                    most=most,
                ),
            )
        for number, one in enumerate(part.parts, start=1):
            yield Fields.of(self.mistakes, self._named(key, number, one), one)

    def words_of(self, key: str) -> tuple[str, ...]:
        """A list of words, or one alone."""
        part = self.parts.get(key)
        listed = part.parts if isinstance(part, Branch) else (part,)
        found = tuple(one.text for one in listed if isinstance(one, Leaf) and one.text)
        if not found or len(found) < len(listed):
            self.wrong(key, Mistake("is no list of words"))
        return found

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _named(self, key: str, number: int, one: Tree) -> str:
        """An entry of a list is known by its id, which its author will recognise."""
        named = one.parts.get("id", one.parts.get("value")) if isinstance(one, Keyed) else None
        if isinstance(named, Leaf) and named.text:
            return self._at(named.text) if key == "options" else named.text
        return self._at(f"{key}[{number}]")

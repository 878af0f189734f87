"""Picking the words of one subject out of a text: moments, addresses, quantities."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_FLAGS = re.VERBOSE | re.ASCII  # tomorrow下午 are two words
_NAMED = re.compile(r"\(\?P<(\w+)>")
_OF = "_of_"
LOOKED_BACK = 24
"""So far before a word stands what changes its meaning."""


@dataclass(frozen=True)
class Word:
    """One word: its kind, as it is written, its parts, and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    parts: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.parts[name]

    def get(self, name: str) -> str:
        """A part that may be missing; empty then."""
        return self.parts.get(name, "")


class Grammar:
    """Finds the words of some kinds, in order; where several fit, the kind that is listed first.

    Patterns are verbose regular expressions; their named groups are the parts of a word. They are
    compiled when they are first needed. `begins`, a set of characters in brackets, spares them all
    places where no word of any kind can begin.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]], begins: str = "") -> None:
        self._patterns = tuple(patterns)
        self._begins = f"(?={begins})" if begins else ""

    def words(self, said: str) -> Iterator[Word]:
        """Every word of the text; no two overlap."""
        at = 0
        while (found := self._any.search(said, at)) is not None:
            number = int(str(found.lastgroup).rpartition(_OF)[2])
            kind = self._patterns[number][0]
            yield Word(kind, found.group(), *found.span(), self._parts_of(found, number))
            at = max(found.end(), found.start() + 1)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """One expression of all patterns; the groups of each carry its number."""
        numbered = (
            _NAMED.sub(rf"(?P<\1{_OF}{number}>", f"(?P<word>{pattern})")
            for number, (_, pattern) in enumerate(self._patterns)
        )
        return re.compile(f"{self._begins}(?:{'|'.join(numbered)})", _FLAGS)

    @cached_property
    def _names(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        return tuple(
            tuple((name, f"{name}{_OF}{number}") for name in _NAMED.findall(pattern))
            for number, (_, pattern) in enumerate(self._patterns)
        )

    def _parts_of(self, found: re.Match[str], number: int) -> dict[str, str]:
        return {name: found[group] for name, group in self._names[number] if found[group]}


def stands_before(pattern: re.Pattern[str], said: str, at: int) -> bool:
    """Whether a pattern that ends in `$` stands right before this place."""
    return pattern.search(said, max(at - LOOKED_BACK, 0), at) is not None

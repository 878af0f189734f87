"""Picking the words of one subject out of a text: moments, addresses, quantities."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_FLAGS = re.VERBOSE | re.ASCII  # tomorrow下午 are two words


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

    Patterns are verbose regular expressions; their named groups are the parts of a word.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        listed = tuple(patterns)
        self._kinds = tuple((kind, re.compile(pattern, _FLAGS)) for kind, pattern in listed)
        # One expression finds where a word begins; which one it is, is asked only there.
        anonymous = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for _, pattern in listed)
        self._any = re.compile("|".join(f"(?:{pattern})" for pattern in anonymous), _FLAGS)

    def words(self, said: str) -> Iterator[Word]:
        """Every word of the text; no two overlap."""
        at = 0
        while (found := self._any.search(said, at)) is not None:
            word = self._word_at(said, found.start())
            yield word
            at = max(word.end, word.start + 1)

    def _word_at(self, said: str, at: int) -> Word:
        for kind, pattern in self._kinds:
            found = pattern.match(said, at)
            if found is not None:
                parts = {name: part for name, part in found.groupdict().items() if part}
                return Word(kind, found.group(), found.start(), found.end(), parts)
        raise AssertionError("what the search found is one of its kinds")

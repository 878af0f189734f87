"""A file of phrases, read strictly: what contradicts itself is refused with its file and line."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from flows.resources import read_text
from flows.understanding.words import bare, normalised

PACKAGE = "flows.understanding.lexicon"
BETWEEN = "|"

_HEADING = re.compile(r"\[(?P<name>[a-z0-9_]+)\]")
_NOTE = re.compile(r"(?:^|\s)#.*$")

Phrases = Mapping[str, tuple[str, ...]]


class LexiconError(ValueError):
    """A file of phrases that cannot be used; the message names the file and the line."""


def lexicon(subject: str, headings: Iterable[str]) -> Phrases:
    """The phrases under each of the `headings` of a subject's file, `normalised`, as in the file.

    The file must have these headings and no others. Raises LexiconError.
    """
    return _loaded(subject, tuple(str(heading) for heading in headings))


@cache
def _loaded(subject: str, headings: tuple[str, ...]) -> Phrases:
    file = f"{subject}.txt"
    return parsed(file, read_text(PACKAGE, file), headings)


def parsed(
    file: str, text: str, headings: Iterable[str] | None = None, *, is_shared: bool = False
) -> Phrases:
    """The phrases of a file's text; headings None: whatever it has. Raises LexiconError.

    is_shared: a phrase may stand under several headings.
    """
    wanted = None if headings is None else tuple(headings)
    found: dict[str, list[str]] = {}
    begun: dict[str, int] = {}
    places: dict[str, int] = {}
    heading = ""
    for number, line in enumerate(text.splitlines(), start=1):
        written = _NOTE.sub("", line).strip()
        if opening := _HEADING.fullmatch(written):
            heading = opening["name"]
            if heading in begun:
                raise _wrong(file, number, f"[{heading}] is already in line {begun[heading]}")
            if wanted is not None and heading not in wanted:
                raise _wrong(file, number, f"unknown heading [{heading}]: not in {sorted(wanted)}")
            found[heading], begun[heading] = [], number
            if is_shared:
                places.clear()
        elif written:
            if not heading:
                raise _wrong(file, number, f"{written!r} stands above the first heading")
            found[heading] += _phrases(file, number, written, places)
    for name in found if wanted is None else wanted:
        if not found.get(name):
            raise _wrong(file, begun.get(name, 0), f"[{name}] has no phrases")
    return MappingProxyType({name: tuple(phrases) for name, phrases in found.items()})


def _phrases(file: str, number: int, written: str, places: dict[str, int]) -> list[str]:
    """The phrases of one line; `places` says where each of the file's phrases stands."""
    phrases = []
    for part in written.split(BETWEEN):
        phrase = normalised(part)
        form = bare(part) or phrase
        if not form:
            raise _wrong(file, number, "nothing stands on one side of a |")
        if form in places:
            raise _wrong(file, number, f"{phrase!r} is already in line {places[form]}")
        places[form] = number
        phrases.append(phrase)
    return phrases


def _wrong(file: str, number: int, message: str) -> LexiconError:
    return LexiconError(f"{file}, line {number}: {message}")

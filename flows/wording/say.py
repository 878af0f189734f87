"""A sentence to say: a key of the catalogue with its parameters, not yet in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from flows.rules.vocabulary import Language

IN_EACH = "in_each"
"""The key of a sentence that brings its words along, by language."""

BETWEEN_LANGUAGES = " | "
Parameter = "str | int | float | date | datetime | Say | tuple[Say, ...]"


@dataclass(frozen=True)
class Say:
    """What to say. A parameter may itself be a sentence, or several that are said as lines.

    `own` is what an estate says instead of the catalogue's words, by language.
    """

    key: str
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    own: Mapping[Language, str] = field(default_factory=lambda: MappingProxyType({}))


def say(key: str, /, **parameters: "str | float | date | Say | tuple[Say, ...]") -> Say:
    """The sentence `key` with its parameters; datetimes are given aware."""
    return Say(key, MappingProxyType(parameters))


def house_line(line: str) -> Say:
    """A line that the estate wrote itself: one for everybody, or 简体 | 繁體 | English."""
    lines = line.split(BETWEEN_LANGUAGES)
    if len(lines) != len(Language):
        return plain(line)
    return in_each(dict(zip(Language, lines, strict=True)))


def in_each(words: Mapping[Language, str]) -> Say:
    """Words that somebody wrote in every language."""
    return Say(IN_EACH, MappingProxyType({str(language): text for language, text in words.items()}))


def plain(text: str) -> Say:
    """A person's own words, said as they are."""
    return say("plain", text=text)

"""A file of regular expressions in plain words, under headings that may name each other."""

import re
from collections.abc import Mapping
from functools import cache

from flows.resources import read_text
from flows.understanding.lexicon.loading import PACKAGE, LexiconError

NOTE = "#"

_HEADING = re.compile(r"\[(?P<name>[a-z_]+)\]")
_NAMED = re.compile(r"\{(?P<name>[a-z_]+)\}")

Sections = Mapping[str, tuple[str, ...]]


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """Whatever fits one of the expressions under a heading. Raises LexiconError."""
    try:
        return re.compile(expression(_sections(file), name))
    except re.error:
        check(file, read_text(PACKAGE, file))
        raise


def headings(file: str) -> tuple[str, ...]:
    """The headings of a file, from top to bottom."""
    return tuple(_sections(file))


def expression(sections: Sections, name: str) -> str:
    """The expressions under a heading as one, those that they name put in."""
    return _NAMED.sub(
        lambda named: f"(?:{expression(sections, named['name'])})", "|".join(sections[name])
    )


def parsed(file: str, text: str) -> Sections:
    """The expressions under each heading. Raises LexiconError, with the line.

    Whether each of them can be used, `check` tells: seven hundred take a tenth of a second.
    """
    found: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if opening := _HEADING.fullmatch(line):
            name = opening["name"]
            if name in found:
                raise LexiconError(f"{file}, line {number}: [{name}] is already in the file")
            found[name] = []
            lines.clear()
        elif line and not line.startswith(NOTE):
            _check_names(file, number, line, found)
            if lines.setdefault(line, number) != number:
                raise LexiconError(f"{file}, line {number}: is already in line {lines[line]}")
            found[name].append(line)
    return {name: tuple(some) for name, some in found.items()}


def check(file: str, text: str) -> None:
    """Raise LexiconError, with the line, for the first expression that cannot be used."""
    parsed(file, text)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(NOTE) or _HEADING.fullmatch(line):
            continue
        try:
            re.compile(_NAMED.sub("(?:)", line))
        except re.error as error:
            raise LexiconError(f"{file}, line {number}: {error}") from error


def _check_names(file: str, number: int, line: str, found: Mapping[str, list[str]]) -> None:
    """What is named must stand above: then nothing names itself."""
    if not found:
        raise LexiconError(f"{file}, line {number}: stands above the first heading")
    unknown = {named["name"] for named in _NAMED.finditer(line)} - set(found)
    if unknown:
        raise LexiconError(f"{file}, line {number}: nothing above is called {sorted(unknown)}")


@cache
def _sections(file: str) -> Sections:
    return parsed(file, read_text(PACKAGE, file))

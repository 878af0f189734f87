"""Scenes of danger: who is in it, what happens, and by what, put together from lists of words.

`lexicon/danger_words.txt` holds the words and `lexicon/danger_scenes.tsv` which of them make a
danger when they follow each other; both can be extended without touching a pattern.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from flows.resources import read_text
from flows.understanding.danger_signs import Danger
from flows.understanding.lexicon import loading
from flows.understanding.lexicon.loading import LexiconError, Phrases
from flows.understanding.lexicon.rewriting import in_standard_words

WORDS, SCENES = "danger_words.txt", "danger_scenes.tsv"
ENGLISH = "en_"
"""What headings of English words begin with."""

OR, NONE_OF, NOTE = "|", "!", "#"

_TOKEN = re.compile(r"[a-z0-9]+")
_DENYING = "[没不未无,]"
_DENYING_ENGLISH = r"(?:\b(?:not|no|never|nobody|without|if|nothing)\b|,)"


@dataclass(frozen=True)
class Scene:
    """A danger, its pattern, and of which lists each needs a word."""

    danger: Danger
    pattern: str
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Book:
    """By the headings of its first words each scene of a language, and by how words begin these."""

    scenes: Mapping[str, tuple[Scene, ...]]
    beginnings: Mapping[str, frozenset[str]]


def chinese_scenes(clause: str) -> Iterator[tuple[Danger, int, int]]:
    """Each danger whose scene stands in a Chinese clause, and from where to where."""
    pairs = set(clause)
    pairs.update(map("".join, pairwise(clause)))
    return _found(clause, pairs, _book(is_english=False))


def english_scenes(clause: str) -> Iterator[tuple[Danger, int, int]]:
    """Each danger whose scene stands in an English clause, and from where to where."""
    return _found(clause, set(_TOKEN.findall(clause)), _book(is_english=True))


def _found(clause: str, pieces: set[str], book: _Book) -> Iterator[tuple[Danger, int, int]]:
    # Nearly every clause has words of no scene, or not all of one: no pattern is tried on it.
    known = [book.beginnings[piece] for piece in pieces if piece in book.beginnings]
    if not known:
        return
    headings: set[str] = set().union(*known)
    begun = {scene for heading in headings for scene in book.scenes.get(heading, ())}
    for scene in begun:
        if not any(headings.isdisjoint(need) for need in scene.needs):
            for match in _compiled(scene.pattern).finditer(clause):
                yield scene.danger, match.start(), match.end()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _book(*, is_english: bool) -> _Book:
    words = loading.parsed(WORDS, read_text(loading.PACKAGE, WORDS), is_shared=True)
    scenes = tuple(
        Scene(danger, _pattern(tokens, words, is_english=is_english), _needs(tokens))
        for danger, tokens in parsed(read_text(loading.PACKAGE, SCENES), words)
        if any(token.startswith(ENGLISH) for token in tokens) == is_english
    )
    needed: set[str] = set().union(*(need for scene in scenes for need in scene.needs))
    by_first = {
        heading: tuple(scene for scene in scenes if heading in scene.needs[0]) for heading in needed
    }
    beginnings: dict[str, set[str]] = {}
    for heading in needed:
        for word in _words(heading, words):
            start = _TOKEN.findall(word)[0] if is_english else word[:2]
            beginnings.setdefault(start, set()).add(heading)
    return _Book(by_first, {start: frozenset(some) for start, some in beginnings.items()})


def _needs(tokens: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(token.split(OR))
        for token in tokens
        if not token.isdecimal() and not token.startswith(NONE_OF)
    )


def parsed(text: str, words: Phrases) -> Iterator[tuple[Danger, tuple[str, ...]]]:
    """The scenes of a file's text. Raises LexiconError, with the line."""
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.split(NOTE)[0].strip()
        if not written:
            continue
        name, colon, scene = written.partition(":")
        tokens = tuple(scene.split())
        if not (colon and tokens and name in set(Danger)):
            raise LexiconError(f"{SCENES}, line {number}: not a danger, a colon, headings")
        headings = {
            heading
            for token in tokens
            if not token.isdecimal()
            for heading in token.removeprefix(NONE_OF).split(OR)
        }
        if unknown := headings - set(words):
            raise LexiconError(f"{SCENES}, line {number}: no heading {sorted(unknown)} in {WORDS}")
        yield Danger(name), tokens


def _pattern(tokens: tuple[str, ...], words: Phrases, *, is_english: bool) -> str:
    """One scene as a pattern: lists of words, and between them what neither denies nor differs."""
    barred = [token for token in tokens if token.startswith(NONE_OF)]
    pieces: list[str] = []
    for at, token in enumerate(tokens):
        if token.isdecimal():
            between = [_DENYING_ENGLISH if is_english else _DENYING]
            between += [_any_of(one, words, is_english=is_english) for one in barred]
            pieces.append(f"(?:(?!{'|'.join(between)}).){{0,{token}}}")
        elif not token.startswith(NONE_OF):
            pieces.append(_any_of(token, words, is_english=is_english))
        elif at == 0:
            pieces += [f"(?<!{re.escape(word)})" for word in _words(token, words)]
        elif at == len(tokens) - 1:
            pieces.append(f"(?!\\W*{_any_of(token, words, is_english=is_english)})")
    return "".join(pieces)


def _any_of(token: str, words: Phrases, *, is_english: bool) -> str:
    found = "|".join(map(re.escape, _words(token, words)))
    return rf"\b(?:{found})\b" if is_english else f"(?:{found})"


def _words(token: str, words: Phrases) -> list[str]:
    """The words of the headings, the longest first, as they stand in a clause."""
    headings = token.removeprefix(NONE_OF).split(OR)
    found = {
        in_standard_words(word).replace("’", "'") for heading in headings for word in words[heading]
    }
    return sorted(found, key=lambda word: (-len(word), word))

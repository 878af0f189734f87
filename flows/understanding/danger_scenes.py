"""Scenes of danger in a message: who is in it, what happens, and by what.

`lexicon/danger_scenes.patterns` holds them, `lexicon/danger_words.txt` the lists of words that
they name (and the same in English); both can be extended without touching code.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import add

from flows.resources import read_text
from flows.understanding.danger import Danger
from flows.understanding.lexicon import loading
from flows.understanding.lexicon.loading import Phrases
from flows.understanding.scene_notation import ANCHOR_ENGLISH, Scene, scenes, words_under

WORDS, SCENES = "danger_words.txt", "danger_scenes.patterns"
WORDS_ENGLISH, SCENES_ENGLISH = "danger_words_english.txt", "danger_scenes_english.patterns"

_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Sighting:
    """A danger whose scene stands in a text, and from where to where."""

    danger: Danger
    start: int
    end: int


def in_clause(clause: str, *, is_english: bool) -> Iterator[Sighting]:
    """Each scene within one clause."""
    for scene in _begun(_pieces(clause, is_english=is_english), _book(is_english=is_english)):
        if not scene.crosses:
            yield from _sightings(scene, clause)


def across_clauses(clauses: str) -> Iterator[Sighting]:
    """Each scene that may go on behind a comma, in Chinese clauses joined by commas."""
    for scene in _begun(_pieces(clauses, is_english=False), _crossing()):
        yield from _sightings(scene, clauses)


def may_cross(clauses: str) -> bool:
    """Whether Chinese clauses hold a word that a scene behind a comma may hang on."""
    return not _crossing().keys().isdisjoint(_pieces(clauses, is_english=False))


def words_of_danger() -> Iterator[tuple[str, str]]:
    """Each word of the lists that scenes name, of both languages, with the name of its list."""
    for is_english in (False, True):
        lists = _lists(is_english=is_english)
        for name in lists:
            yield from ((word, name) for word in words_under(name, lists))


def _sightings(scene: Scene, words: str) -> Iterator[Sighting]:
    for match in scene.pattern.finditer(words):
        yield Sighting(scene.danger, *match.span())


def _pieces(words: str, *, is_english: bool) -> set[str]:
    """What may be an anchor in these words."""
    if is_english:
        tokens = _TOKEN.findall(words.replace("'", ""))
        return {token[:ANCHOR_ENGLISH] for token in tokens}
    return {*words, *map(add, words, words[1:])}


def _begun(pieces: set[str], book: Mapping[str, tuple[Scene, ...]]) -> Iterator[Scene]:
    """The scenes that have all their anchors among some pieces; one may come twice."""
    for anchor in pieces & book.keys():
        for scene in book[anchor]:
            if not any(map(pieces.isdisjoint, scene.needs[1:])):
                yield scene


@cache
def _book(*, is_english: bool) -> Mapping[str, tuple[Scene, ...]]:
    """The scenes of a language by the anchors of their rarest words."""
    file = SCENES_ENGLISH if is_english else SCENES
    text, words = read_text(loading.PACKAGE, file), _lists(is_english=is_english)
    return _by_anchor(scenes(file, text, words, is_english=is_english))


@cache
def _lists(*, is_english: bool) -> Phrases:
    file = WORDS_ENGLISH if is_english else WORDS
    return loading.parsed(file, read_text(loading.PACKAGE, file), is_shared=True)


@cache
def _crossing() -> Mapping[str, tuple[Scene, ...]]:
    known = _book(is_english=False)
    return _by_anchor(
        dict.fromkeys(scene for some in known.values() for scene in some if scene.crosses)
    )


def _by_anchor(known: Iterable[Scene]) -> Mapping[str, tuple[Scene, ...]]:
    found: dict[str, list[Scene]] = {}
    for scene in known:
        for anchor in scene.needs[0]:
            found.setdefault(anchor, []).append(scene)
    return {anchor: tuple(some) for anchor, some in found.items()}

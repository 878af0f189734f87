"""Known words that were written in other characters of the same sound: 店梯, 楼水, 报休."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flows.resources import read_text
from flows.understanding.lexicon.loading import PACKAGE, LexiconError, lexicon

SYLLABLES, NOTE = "syllables.tsv", "#"
READ_LONGEST = 400
"""Whoever writes more has written the word right somewhere."""

KNOWN, OTHER = "known", "other"

Sounds = tuple[str, ...]


@dataclass(frozen=True)
class _Words:
    """The known words by how they sound, and where one may begin: their first sounds."""

    by_sound: Mapping[Sounds, str]
    lengths: Mapping[str, tuple[int, ...]]
    others: frozenset[str]


def in_known_words(simplified: str) -> str:
    """A text with the known words in their own characters.

    One character of a word must be right, what is a word of its own stays (经历 is no 经理), and so
    does every known word beside it (8号楼电梯).
    """
    if len(simplified) > READ_LONGEST:
        return simplified
    left, at = "", 0
    for start, word in _slips(simplified):
        if start >= at:
            left, at = f"{left}{simplified[at:start]}{word}", start + len(word)
    return left + simplified[at:]


def _slips(text: str) -> Iterator[tuple[int, str]]:
    """Where a known word stands in other characters, and the word."""
    words, sound_of = _words(), syllables()
    sounds = [sound_of.get(character, "") for character in text]
    heard = [
        (start, start + length, word)
        for start, sound in enumerate(sounds)
        for length in words.lengths.get(sound, ())
        if (word := words.by_sound.get(tuple(sounds[start : start + length])))
    ]
    right = [(start, end) for start, end, word in heard if text[start:end] == word]
    for start, end, word in heard:
        is_whole = all(
            end <= one or start >= other or start <= one < other <= end for one, other in right
        )
        if is_whole and _is_slip(text[start:end], word, words.others):
            yield start, word


def _is_slip(written: str, word: str, others: frozenset[str]) -> bool:
    has_one_right = any(one == other for one, other in zip(written, word, strict=True))
    return has_one_right and written not in others


@cache
def _words() -> _Words:
    found = lexicon("same_sounds", (KNOWN, OTHER))
    sound_of = syllables()
    by_sound: dict[Sounds, str] = {}
    for word in found[KNOWN]:
        sounds = tuple(sound_of.get(character, "") for character in word)
        if "" in sounds or by_sound.setdefault(sounds, word) != word:
            raise LexiconError(f"same_sounds.txt: {word!r} cannot be told by its sound")
    firsts = {sounds[0] for sounds in by_sound}
    lengths = {
        first: tuple(sorted({len(one) for one in by_sound if one[0] == first}, reverse=True))
        for first in firsts
    }
    return _Words(by_sound, lengths, frozenset(found[OTHER]))


@cache
def syllables() -> Mapping[str, str]:
    """The sound of each common character."""
    lines = read_text(PACKAGE, SYLLABLES).splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith(NOTE))
    return {character: sound for sound, characters in pairs for character in characters}

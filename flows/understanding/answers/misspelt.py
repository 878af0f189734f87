"""An option that is named with a slip: tennant, kichen, 电剃 for 电梯."""

import re
from collections.abc import Iterator, Mapping

from flows.understanding.answers.asides import skip_leads
from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.same_sounds import syllables

WRITTEN_LEAST, MEANT_LEAST, TWO_SLIPS_LEAST = 4, 5, 9
"""A word of so many letters may be a slip of one of so many; of a long one with two slips."""

_WORD = re.compile(r"[a-z]+")


def misspelt(words: str, part: Part, names: Mapping[str, int]) -> Iterator[Candidate[int]]:
    """The options that a part means by a word with a slip; a word that is near to two, neither."""
    for word in _WORD.finditer(words, part.opens, part.end):
        if len(word[0]) < WRITTEN_LEAST or is_denied(words, part, *word.span()):
            continue
        near = {place for name, place in names.items() if _is_near(word[0], name)}
        if len(near) == 1:
            yield Candidate(near.pop(), word.start(), word.end(), part)


def misheard(words: str, part: Part, names: Mapping[str, int]) -> Iterator[Candidate[int]]:
    """The option at the head of a part that is written in other characters of the same sound."""
    start = skip_leads(words, part.opens, part.end)
    heard = {
        (len(name), place)
        for name, place in names.items()
        if _sounds_alike(words[start : min(start + len(name), part.end)], name)
    }
    if len({place for _, place in heard}) == 1:
        length, place = max(heard)
        yield Candidate(place, start, start + length, part)


def _is_near(written: str, meant: str) -> bool:
    if len(meant) < MEANT_LEAST or written[0] != meant[0] or not _WORD.fullmatch(meant):
        return False
    return _is_one_slip(written, meant) or (
        len(meant) >= TWO_SLIPS_LEAST
        and any(_is_one_slip(written, meant[:at] + meant[at + 1 :]) for at in range(1, len(meant)))
    )


def _is_one_slip(written: str, meant: str) -> bool:
    """Whether a letter is missing, too many or another one, or two have changed places."""
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    at = 0
    while at < min(len(written), len(meant)) and written[at] == meant[at]:
        at += 1
    left, right = written[at:], meant[at:]
    is_swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or is_swapped


def _sounds_alike(written: str, meant: str) -> bool:
    """Whether other characters of the same sound are written, with one of them right."""
    if len(written) != len(meant) or written == meant or meant.isascii():
        return False
    sound_of = syllables()
    pairs = list(zip(written, meant, strict=True))
    sounds = [(sound_of.get(one), sound_of.get(other)) for one, other in pairs]
    has_one_right = any(one == other for one, other in pairs)
    return has_one_right and all(one is not None and one == other for one, other in sounds)

"""What stands around an answer and is no part of it: greetings, fillers, thanks, particles."""

from functools import cache

from flows.understanding.answers.scanning import Scanner
from flows.understanding.lexicon.loading import Phrases, lexicon

LEADS, FILLERS, THANKS, PARTICLES = "leads", "fillers", "thanks", "particles"
_SIGNS = frozenset(' ,。.!?;:、~…-—·()[]【】「」『』《》<>|"“”*_/\n')


def asides() -> Phrases:
    """The words around answers."""
    return lexicon("asides", (LEADS, FILLERS, THANKS, PARTICLES))


@cache
def _scanner() -> Scanner:
    return Scanner(asides())


def skip_leads(words: str, start: int, end: int) -> int:
    """Where an answer begins, behind greetings, sounds and 我选."""
    return _skip(words, start, end, frozenset({LEADS, FILLERS, THANKS}))


def skip_tail(words: str, start: int, end: int) -> int:
    """Where the particles and thanks behind an answer end."""
    return _skip(words, start, end, frozenset({FILLERS, THANKS, PARTICLES}))


def is_aside(words: str) -> bool:
    """Whether plain words are made of nothing but what surrounds answers."""
    return _skip(words, 0, len(words), frozenset({FILLERS, THANKS, PARTICLES})) == len(words)


def says_thanks(words: str) -> bool:
    """Whether somebody is thanked."""
    return any(mark.heading == THANKS for mark in _scanner().scan(words))


def aside_at(words: str, start: int, end: int) -> int | None:
    """Where a sound, a greeting, thanks or a sign that begins here ends; None for all else."""
    if words[start] in _SIGNS:
        return start + 1
    mark = _scanner().mark_at(words, start, end)
    return mark.end if mark is not None and mark.heading in (FILLERS, THANKS) else None


def _skip(words: str, start: int, end: int, headings: frozenset[str]) -> int:
    at = start
    while at < end:
        is_minus = words[at] == "-" and words[at + 1 : at + 2].isdigit()
        if words[at] in _SIGNS and not is_minus:
            at += 1
            continue
        mark = _scanner().mark_at(words, at, end)
        if mark is None or mark.heading not in headings:
            break
        at = mark.end
    return at

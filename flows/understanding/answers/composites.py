"""Options that are put together of two things, named one by one: 周日吧，上午 is 周日上午."""

from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.answers.labels import named
from flows.understanding.answers.menus import MENUS_KEPT, core_of, names_of_things
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate

THINGS_LEAST = 2
Places = frozenset[int]


def composed(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """The one option that has all the things which a message names, and none of them alone."""
    shared, table = _shared(options)
    if len(shared) < THINGS_LEAST:
        return []
    marks = [one for part in found for one in named(words, part, table)]
    things = {one.value for one in marks}
    left = frozenset.intersection(*(shared[thing] for thing in things)) if things else frozenset()
    if len(things) != THINGS_LEAST or len(left) != 1:
        return []
    last = max(marks, key=lambda one: one.start)
    return [Candidate(next(iter(left)), last.start, last.end, last.part)]


@lru_cache(maxsize=MENUS_KEPT)
def _shared(options: tuple[str, ...]) -> tuple[tuple[Places, ...], dict[str, int]]:
    """The sets of options that share a thing, and which of them each name of a thing means."""
    having: dict[str, set[int]] = {}
    for place, option in enumerate(options, start=1):
        for name in names_of_things(core_of(option)):
            having.setdefault(name, set()).add(place)
    several = {name: frozenset(some) for name, some in having.items() if len(some) > 1}
    shared = tuple(sorted(set(several.values()), key=sorted))
    return shared, {name: shared.index(some) for name, some in several.items()}

"""Options that are hours, named by the part of the day in which they lie: 下午 is 14:00-17:00."""

from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.answers.labels import named
from flows.understanding.answers.menus import MENUS_KEPT, PART_SHORTEST, names_under
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.windows import windows

WINDOWS_LEAST = 2
_LIES_IN = {
    "morning": (5, 11.5),
    "noon": (11.5, 13.5),
    "afternoon": (13, 17.5),
    "evening": (17.5, 24),
}
"""Between which hours the middle of a window lies that is a morning, and so on."""


def by_day_part(
    words: str, found: Sequence[Part], options: tuple[str, ...]
) -> list[Candidate[int]]:
    """The options whose hours lie in the part of the day that a message names."""
    table = _names(options)
    return [one for part in found for one in named(words, part, table)] if table else []


@lru_cache(maxsize=MENUS_KEPT)
def day_parts(options: tuple[str, ...]) -> dict[int, str]:
    """The part of the day in which each option lies, as it stands over its synonyms.

    None of two options that lie in the same one, nor of a menu that is one of other things.
    """
    known = {place: hours for place, hours in enumerate(windows(options), start=1) if hours}
    if len(known) < WINDOWS_LEAST:
        return {}
    found: dict[str, list[int]] = {}
    for place, (first, last) in known.items():
        middle = (first + last) / 2
        for heading, (opens, closes) in _LIES_IN.items():
            if opens <= middle < closes:
                found.setdefault(heading, []).append(place)
    return {places[0]: heading for heading, places in found.items() if len(places) == 1}


@lru_cache(maxsize=MENUS_KEPT)
def _names(options: tuple[str, ...]) -> dict[str, int]:
    return {
        name: place
        for place, heading in day_parts(options).items()
        for name in names_under(heading)
        if len(name) >= PART_SHORTEST
    }

"""Choices as they are told in tables: `? question | options`, then `what is said => option`."""

from collections.abc import Iterator
from itertools import product

NOTHING = "-"
"""No option: it is asked again."""


def told(table: str) -> list[tuple[str, tuple[str, ...], str, str | None]]:
    """Each answer of a table with its question, its options and the option that is meant."""
    found: list[tuple[str, tuple[str, ...], str, str | None]] = []
    question = ""
    options: tuple[str, ...] = ()
    for line in table.strip().splitlines():
        if line.startswith("? "):
            question, _, shown = line.removeprefix("? ").partition(" | ")
            options = tuple(shown.split("/"))
        else:
            said, _, value = line.partition(" => ")
            found.append((question, options, said, None if value == NOTHING else value))
    return found


Pair = tuple[str, str]
Menu = tuple[str, tuple[str, ...], tuple[tuple[Pair, Pair], ...]]
"""A question, its options, and pairs of what is said with the option that it names."""


def framed(menus: tuple[Menu, ...], frames: str) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """Each pair of each menu in each frame, with the option that its first one names."""
    for (question, options, pairs), frame in product(menus, frames.strip().splitlines()):
        for (first, value), (second, _) in pairs:
            yield question, options, frame.format(A=first, B=second), value

"""Choices as they are told in tables: `? question | options`, then `what is said => option`."""

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

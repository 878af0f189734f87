"""Answers as they are told in tables: `? question`, then `what is said => value`."""

ASKED_AGAIN = "-"


def told(table: str) -> list[tuple[str, str, str | None]]:
    """Each answer of a table with its question and what it means."""
    found: list[tuple[str, str, str | None]] = []
    question = ""
    for line in table.strip().splitlines():
        if line.startswith("? "):
            question = line.removeprefix("? ")
        else:
            said, _, value = line.partition(" => ")
            found.append((question, said, None if value == ASKED_AGAIN else value))
    return found

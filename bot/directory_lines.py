"""A line of a directory's file, whatever kind of file it is, and why a file is refused."""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong in one place of a file; line 0 is the file, an empty column the whole row."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else ""
        return ": ".join(part for part in (place, self.column, self.reason) if part)


class FileRefused(Exception):
    """Nothing of a file was taken over; `problems` holds every mistake, in the order of lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class Line(NamedTuple):
    """A line as it came: its texts, and why some of them could not be taken (by position)."""

    number: int
    texts: list[str]
    wrong: dict[int, str]
    padded: bool


def tidy(text: str) -> str:
    """Without space around it, and one plain space for what stands inside: full-width, line end."""
    return " ".join(text.split())


def refused(reason: str) -> FileRefused:
    """The refusal of a file as a whole."""
    return FileRefused([Problem(0, "", reason)])

"""A time that an answer names, and what the answer says of it."""

from dataclasses import dataclass

from flows.understanding.grammar import Word

DAYS = frozenset({"day", "weekday", "date", "feast", "relative", "gone"})


@dataclass(frozen=True)
class Said:
    """Words of time that stand together.

    `is_plain`: what is said of them is nothing else, perhaps with a tail (before school) that calls
    for an hour; `suits`: it says that the time suits; `is_out`: it does not, or is asked about;
    `is_told`: something happened then.
    """

    words: tuple[Word, ...]
    start: int
    end: int
    clause: tuple[int, int]
    is_plain: bool = False
    suits: bool = False
    is_out: bool = False
    is_told: bool = False
    has_tail: bool = False

    @property
    def has_day(self) -> bool:
        """Whether a day is named, and not only an hour."""
        return bool(DAYS & self.kinds)

    @property
    def kinds(self) -> set[str]:
        """What kinds of words of time these are."""
        return {one.kind for one in self.words}

"""The numbers that stand in plain words, in digits, in Chinese and in English, with their units."""

import re
from dataclasses import dataclass

from flows.understanding.numbers import NUMERAL_CHARACTERS, chinese_numeral

ENGLISH = "zero one two three four five six seven eight nine ten".split()

_ENGLISH = "|".join(ENGLISH)
_NUMERAL = re.compile(
    rf"(?P<minus>[-−负])?(?:(?P<digits>\d+(?:\.\d+)?)"
    rf"|(?P<chinese>[{NUMERAL_CHARACTERS}]+(?:点[{NUMERAL_CHARACTERS}]+)?|半)"
    rf"|(?<![a-z])(?P<english>{_ENGLISH})(?![a-z]))"
)


@dataclass(frozen=True)
class Numeral:
    """A number in a message, from `start` up to `end`; `value` None: it cannot be told which."""

    value: float | None
    start: int
    end: int

    @property
    def whole(self) -> int | None:
        """The value, where it has no fraction."""
        return int(self.value) if self.value is not None and self.value.is_integer() else None


def numerals(words: str, start: int, end: int) -> tuple[Numeral, ...]:
    """The numbers from `start` up to `end`, in order."""
    found = (_numeral(match, words) for match in _NUMERAL.finditer(words, start, end))
    return tuple(found)


def numeral_at(words: str, start: int, end: int) -> Numeral | None:
    """The number that begins right here; or None."""
    match = _NUMERAL.match(words, start, end)
    return None if match is None else _numeral(match, words)


def _numeral(match: re.Match[str], words: str) -> Numeral:
    value = _value(match)
    # A hyphen behind something is no minus: 3-4.
    if (
        value is not None
        and match["minus"]
        and not (match["minus"] == "-" and _is_hyphen(match, words))
    ):
        value = -value
    return Numeral(value, match.start(), match.end())


def _is_hyphen(match: re.Match[str], words: str) -> bool:
    return match.start() > 0 and words[match.start() - 1].isalnum()


def _value(match: re.Match[str]) -> float | None:
    if match["digits"] is not None:
        return float(match["digits"])
    if match["english"] is not None:
        return float(ENGLISH.index(match["english"]))
    if match["chinese"] == "半":
        return 0.5
    whole, _, fraction = match["chinese"].partition("点")
    value, tenths = chinese_numeral(whole), chinese_numeral(fraction)
    if value is None or (fraction and tenths is None):
        return None
    return float(value) if not fraction else float(f"{value}.{tenths}")

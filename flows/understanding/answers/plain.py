"""A message in the one form that is compared, and where each character of it was written."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from flows.understanding.words import EDGES, simplified

READ_MOST = 2000
"""So many characters of a message are read; what comes behind them is kept but means nothing."""

_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
# Joiners and selectors of emoji, zero-width characters, apostrophes (dont, isnt).
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u20e3'’‘`´") | _SKIN_TONES
_ROUND = ("❶❷❸❹❺❻❼❽❾", "➊➋➌➍➎➏➐➑➒", "➀➁➂➃➄➅➆➇➈", "⓵⓶⓷⓸⓹⓺⓻⓼⓽")
_ROMAN = ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "ⅰⅱⅲⅳⅴⅵⅶⅷⅸ")
_FOLDED = {"🔟": "10", "\r": "\n", "\u2028": "\n"} | {
    digit: str(value)
    for digits in (*_ROUND, *_ROMAN)
    for value, digit in enumerate(digits, start=1)
}
_UNCONVERTED = str.maketrans("\U00020bb6", "嗰")
"""Nobody writes the Simplified form of 嗰, the Cantonese that: 嗰日."""
CHARACTERS_KEPT = 8192

_HYPHEN = re.compile(r"(?<=[a-z]{2})-(?=[a-z])")


@dataclass(frozen=True)
class Plain:
    """The `words` of a message: Simplified, half width, lower case, no space between Han.

    `places[i]` is where the character `words[i]` stands in what was `written`.
    """

    written: str
    words: str
    places: tuple[int, ...]

    def verbatim(self, start: int, end: int) -> str:
        """What was written where `words[start:end]` stands, without marks around it."""
        if start >= end:
            return ""
        first = self.places[start]
        last = self.places[end] if end < len(self.places) else len(self.written)
        return EDGES.sub("", self.written[first:last])


def plain(text: str) -> Plain:
    """The plain form of a message."""
    characters: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text[:READ_MOST]):
        for character in _folded(written):
            if character == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(character)
            places.append(place)
    words = "".join(characters)
    converted = simplified(words)
    if len(converted) != len(words):  # a phrase that has another length in Simplified
        converted = "".join(simplified(character)[:1] or character for character in characters)
    return _joined(text, _HYPHEN.sub(" ", converted.translate(_UNCONVERTED)), places)


def joined_words(phrase: str) -> str:
    """The plain form of a phrase of a lexicon."""
    return plain(phrase).words


def _joined(text: str, words: str, places: list[int]) -> Plain:
    """Without the spaces that touch a Han character, and the hyphen of e-mail."""
    if " " not in words and "-" not in words:
        return Plain(text, words, tuple(places))
    kept = [index for index in range(len(words)) if not _is_needless(words, index)]
    return Plain(
        text, "".join(words[index] for index in kept), tuple(places[index] for index in kept)
    )


def _is_needless(words: str, index: int) -> bool:
    before, after = words[index - 1 : index], words[index + 1 : index + 2]
    match words[index]:
        case " ":
            return _is_han(before) or _is_han(after)
        case "-":
            return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    return False


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@lru_cache(maxsize=CHARACTERS_KEPT)
def _folded(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character in _FOLDED:
        return _FOLDED[character]
    if "\ud800" <= character <= "\udfff":
        return "?"
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(" " if one.isspace() and one != "\n" else one for one in folded)

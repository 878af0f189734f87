"""Cutting a text without breaking what a reader sees as one character."""

import unicodedata
from collections.abc import Callable, Iterator

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Mc", "Me"})
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def boundaries(text: str) -> Iterator[int]:
    """Every index, 0 and the end included, at which the text may be cut.

    Accents, skin tones, joined families, flags and CR LF stay whole; Hangul jamo and Indic
    conjuncts, which no estate of ours writes, are not looked at.
    """
    flag_letters_before = 0
    for index, character in enumerate(text):
        if index == 0 or not _belongs(text[index - 1], character, flag_letters_before):
            yield index
        is_flag_letter = ord(character) in _FLAG_LETTERS
        flag_letters_before = flag_letters_before + 1 if is_flag_letter else 0
    yield len(text)


def longest_start(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that `fits`, cut at a boundary; `fits` must hold for the empty text.

    A longer text than one that does not fit must not fit either.
    """
    cuts = list(boundaries(text))
    low, high = 0, len(cuts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[: cuts[middle]]):
            low = middle
        else:
            high = middle - 1
    return text[: cuts[low]]


def _belongs(before: str, character: str, flag_letters_before: int) -> bool:
    code = ord(character)
    return (
        _JOINER in (before, character)
        or unicodedata.category(character) in _MARKS
        or code in _SKIN_TONES
        or code in _TAGS
        or (before, character) == ("\r", "\n")
        or (code in _FLAG_LETTERS and flag_letters_before % 2 == 1)
    )

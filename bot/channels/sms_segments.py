"""What an SMS costs: its segments, and a text within so many of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.channels.graphemes import longest_start

CHARACTERS_MAX = 1600
"""Twilio refuses a longer body (21617)."""

_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_ESCAPED = frozenset("\f^{}\\[~]|€")

_LAST_OF_ONE_UTF_16_UNIT = "\uffff"


class Encoding(StrEnum):
    """How the text travels: one character outside the GSM alphabet makes the whole text UCS-2."""

    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


_SINGLE_UNITS = {Encoding.GSM_7: 160, Encoding.UCS_2: 70}
_PART_UNITS = {Encoding.GSM_7: 153, Encoding.UCS_2: 67}


@dataclass(frozen=True)
class Segments:
    """`units` are septets or UTF-16 code units; `count` is what the provider bills."""

    encoding: Encoding
    units: int
    count: int


def count_segments(text: str) -> Segments:
    """How many SMS the text makes; a character is never split over two. The empty text is one."""
    encoding = Encoding.GSM_7 if _is_gsm_7(text) else Encoding.UCS_2
    widths = [_width(character, encoding) for character in text]
    units = sum(widths)
    if units <= _SINGLE_UNITS[encoding]:
        return Segments(encoding, units, 1)
    return Segments(encoding, units, _packed(widths, _PART_UNITS[encoding]))


def shorten(text: str, segments_max: int) -> str:
    """The text, or as much of it as `segments_max` segments hold, marked as cut."""
    if count_segments(text).count <= segments_max:
        return text
    # "…" is outside the GSM alphabet: it would make a cut English text UCS-2 and twice as dear.
    mark = "..." if _is_gsm_7(text) else "…"
    return (
        longest_start(text, lambda start: count_segments(start + mark).count <= segments_max) + mark
    )


def shorten_lines(text: str, segments_max: int) -> str:
    """The text within `segments_max` segments; its longest lines lose first.

    So a number or a due time, which stand on short lines, outlive a long description.
    """

    def capped(characters: int) -> str:
        return "\n".join(_capped(line, characters) for line in text.split("\n"))

    if count_segments(text).count <= segments_max:
        return text
    low, high = 1, max(len(line) for line in text.split("\n"))
    while low < high:
        middle = (low + high + 1) // 2
        if count_segments(capped(middle)).count <= segments_max:
            low = middle
        else:
            high = middle - 1
    return shorten(capped(low), segments_max)


def _capped(line: str, characters: int) -> str:
    if len(line) <= characters:
        return line
    mark = "..." if _is_gsm_7(line) else "…"
    return longest_start(line, lambda start: len(start) + len(mark) <= max(characters, 3)) + mark


def split_characters(text: str, characters_max: int = CHARACTERS_MAX) -> tuple[str, ...]:
    """The text in parts of at most `characters_max` UTF-16 units, none empty, nothing lost.

    A part ends at a line break where the second half of it has one.
    """
    parts = []
    while text:
        part = longest_start(text, lambda start: utf_16_units(start) <= characters_max)
        line_end = part.rfind("\n") + 1
        if len(part) < len(text) and line_end > len(part) // 2:
            part = part[:line_end]
        # A single cluster may be longer than a part: then it is cut all the same.
        part = part or text[: characters_max // 2]
        parts.append(part)
        text = text[len(part) :]
    return tuple(parts)


def _is_gsm_7(text: str) -> bool:
    return all(character in _GSM_7 or character in _GSM_7_ESCAPED for character in text)


def _width(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM_7:
        return 2 if character in _GSM_7_ESCAPED else 1
    return utf_16_units(character)


def utf_16_units(text: str) -> int:
    """How long a text is as providers count it; a character outside the BMP counts two."""
    return len(text) + sum(1 for character in text if character > _LAST_OF_ONE_UTF_16_UNIT)


def _packed(widths: Iterable[int], capacity: int) -> int:
    count, free = 0, 0
    for width in widths:
        if width > free:
            count, free = count + 1, capacity
        free -= width
    return count

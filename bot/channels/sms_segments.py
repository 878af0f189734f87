"""What an SMS costs and what it may hold: segments, options, and the rules for mainland China."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from bot.channels import Option
from bot.channels.graphemes import longest_start
from bot.channels.numbered import numbered

CHARACTERS_MAX = 1600
"""Twilio refuses a longer body (21617)."""

MAINLAND_SEGMENTS_MAX = 8
MAINLAND_COUNTRY_CODE = 86

_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_ESCAPED = frozenset("\f^{}\\[~]|€")

_LAST_OF_ONE_UTF_16_UNIT = "\uffff"

_LINK = re.compile(
    r"""(?: [a-z][a-z0-9+.-]*:// | www\. )  [!-~]+
      | (?<![a-z0-9@.-]) (?:[a-z0-9-]+\.)+
        (?:com|cn|net|org|hk|mo|tw|io|app|top|cc|vip|shop|link|me) (?![a-z0-9-])
        (?:[/?:][!-~]*)?""",
    re.IGNORECASE | re.VERBOSE,
)


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


def split_characters(text: str, characters_max: int = CHARACTERS_MAX) -> tuple[str, ...]:
    """The text in parts of at most `characters_max` UTF-16 units, none empty, nothing lost.

    A part ends at a line break where the second half of it has one.
    """
    parts = []
    while text:
        part = longest_start(text, lambda start: _utf_16_units(start) <= characters_max)
        line_end = part.rfind("\n") + 1
        if len(part) < len(text) and line_end > len(part) // 2:
            part = part[:line_end]
        # A single cluster may be longer than a part: then it is cut all the same.
        part = part or text[: characters_max // 2]
        parts.append(part)
        text = text[len(part) :]
    return tuple(parts)


def is_sms_number(number: str) -> bool:
    """True for an E.164 number that can receive an SMS, as far as its digits tell.

    In mainland China it must be a mobile one: Twilio refuses landlines there without a trace.
    """
    parsed = _parsed(number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return False
    if phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) != number:
        return False
    return parsed.country_code != MAINLAND_COUNTRY_CODE or (
        phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    )


def is_mainland(number: str) -> bool:
    """True for a number of mainland China; Hong Kong, Macao and Taiwan have codes of their own."""
    parsed = _parsed(number)
    return parsed is not None and parsed.country_code == MAINLAND_COUNTRY_CODE


def sms_text(text: str, options: Iterable[Option], number: str) -> str:
    """What is sent to `number`: the text with one line per option, "1 label".

    To a one-way number no options, no links (carriers there drop such texts) and at most eight
    segments; elsewhere at most what Twilio takes, options first.
    """
    if is_mainland(number):
        return shorten(_LINK.sub("…", text), MAINLAND_SEGMENTS_MAX)
    return numbered(text, options, CHARACTERS_MAX, _utf_16_units)


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None


def _is_gsm_7(text: str) -> bool:
    return all(character in _GSM_7 or character in _GSM_7_ESCAPED for character in text)


def _width(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM_7:
        return 2 if character in _GSM_7_ESCAPED else 1
    return _utf_16_units(character)


def _utf_16_units(text: str) -> int:
    return len(text) + sum(1 for character in text if character > _LAST_OF_ONE_UTF_16_UNIT)


def _packed(widths: Iterable[int], capacity: int) -> int:
    count, free = 0, 0
    for width in widths:
        if width > free:
            count, free = count + 1, capacity
        free -= width
    return count

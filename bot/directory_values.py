"""How the text of one cell of the directory becomes a value, or an error that says what is wrong.

Every reader raises ValueError with a reason that stands after "line 7: phone: ".
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

import phonenumbers

from bot.directory_reasons import Reason
from flows.rules.vocabulary import Language

Word = TypeVar("Word", bound=StrEnum)

DEFAULT_LANGUAGE = Language.SIMPLIFIED
NAME_LENGTH_MAX = 60
HOME_PART_LENGTH_MAX = 20
SHOWN_LENGTH_MAX = 40
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
USERID = re.compile(r"[0-9a-z][0-9a-z._@-]{0,63}")
PLAIN_PART = re.compile(r"[0-9A-Z]+")
UNITS_OF_A_HOME = re.compile("(号楼|栋|幢|座|单元|室|号)$")


def name(text: str) -> str:
    """A name, as it was written; one that looks like a formula is only text here."""
    if len(text) > NAME_LENGTH_MAX:
        raise ValueError(Reason("too_long", most=NAME_LENGTH_MAX))
    for character in text:
        if not character.isprintable():
            raise ValueError(Reason("invisible", code=f"{ord(character):04X}"))
    return text


def required(read: Callable[[str], str]) -> Callable[[str], str]:
    """The same reader, but for a cell that must not be empty."""

    def read_something(text: str) -> str:
        if not text:
            raise ValueError(Reason("empty"))
        return read(text)

    return read_something


def home_part(text: str) -> str:
    """A building, unit or room as residents' words are read: `８栋` and `8` are both `8`."""
    part = name(unicodedata.normalize("NFKC", text).upper())
    if len(part) > HOME_PART_LENGTH_MAX:
        raise ValueError(Reason("too_long", most=HOME_PART_LENGTH_MAX))
    bare = UNITS_OF_A_HOME.sub("", part)
    return bare if PLAIN_PART.fullmatch(bare) else part


def one_of(words: type[Word]) -> Callable[[str], Word]:
    """A reader of the words of an enum, exactly as they are written there."""

    def read(text: str) -> Word:
        try:
            return words(text)
        except ValueError:
            raise ValueError(
                Reason("none_of", given=_shown(text), words=", ".join(words))
            ) from None

    return read


def language(text: str) -> Language:
    """A language that residents read; where none is given, the one that most of them do."""
    return one_of(Language)(text) if text else DEFAULT_LANGUAGE


def day(text: str) -> date | None:
    """An ISO date such as 2026-11-24, or nothing."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text if ISO_DAY.fullmatch(text) else "")
    except ValueError:
        raise ValueError(Reason("no_date", given=_shown(text))) from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise ValueError(Reason("years", given=_shown(text), first=EARLIEST_YEAR, last=LATEST_YEAR))
    return found


def phone(text: str) -> str:
    """A number in E.164 such as +85255500101, or nothing."""
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        raise ValueError(Reason("no_number", given=_shown(text))) from None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_possible_number(number):
        raise ValueError(Reason("digits", given=_shown(text)))
    if written != text:
        raise ValueError(Reason("not_e164", given=_shown(text), meant=written))
    return written


def yes_or_empty(text: str) -> bool:
    """`yes`, or nothing for no."""
    if text not in ("", "yes"):
        raise ValueError(Reason("yes_or_empty", given=_shown(text)))
    return bool(text)


def userid(text: str) -> str:
    """A WeCom userid, in lower case because WeCom ignores case, or nothing."""
    lowered = text.lower()
    if text and not USERID.fullmatch(lowered):
        raise ValueError(Reason("no_userid", given=_shown(text)))
    return lowered


def _shown(text: str) -> str:
    return repr(text if len(text) <= SHOWN_LENGTH_MAX else f"{text[:SHOWN_LENGTH_MAX]}…")

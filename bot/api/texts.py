"""How a caller's text becomes a moment, an id or a phone number; and how phones are shown."""

import re
from datetime import UTC, datetime

import phonenumbers

DEFAULT_REGION = "CN"
WHOLE_NUMBER_DIGITS = 8
IDENTIFIER_MAX = 2**31 - 1
"""The largest that an INTEGER of PostgreSQL holds."""

_UNFIT = re.compile("[\x00\ud800-\udfff]")
_CASE_NUMBER = re.compile(r"[A-Za-z]{2}-[0-9]{8}-[0-9]{4,9}")
_UNESCAPED_PLUS = re.compile(r"(T[0-9:.]+) ([0-9]{2}:?[0-9]{2})")
_STARS = "****"


def is_fit(text: str) -> bool:
    """Whether both databases can keep it: no NUL, no half of a surrogate pair (F34)."""
    return _UNFIT.search(text) is None


def is_case_number(text: str) -> bool:
    """Whether it is written like the number of a case."""
    return _CASE_NUMBER.fullmatch(text) is not None


def read_identifier(text: str) -> int | None:
    """The id of a row, or None for what cannot be one."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(IDENTIFIER_MAX)):
        return None
    number = int(text)
    return number if 0 < number <= IDENTIFIER_MAX else None


def read_moment(text: str) -> datetime | None:
    """An ISO 8601 time with its offset; None for anything else.

    A `+` that was not escaped in an address arrives as a space, and is read as what it was.
    """
    try:
        moment = datetime.fromisoformat(_UNESCAPED_PLUS.sub(r"\1+\2", text.strip()))
        if moment.tzinfo is None:
            return None
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def read_phone(text: str) -> str | None:
    """A phone number in E.164, a national one taken as the region's; None for no number."""
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(phone: str) -> str | None:
    """A number as it is shown (R66): `138****0000`, elsewhere `+852****0000`; None for none."""
    if not phone:
        return None
    mainland = phone.removeprefix("+86")
    if mainland != phone:
        return _hidden(mainland, kept=3)
    try:
        code = phonenumbers.parse(phone).country_code
    except phonenumbers.NumberParseException:
        return _STARS
    return f"+{code}" + _hidden(phone.removeprefix(f"+{code}"), kept=0)


def _hidden(digits: str, *, kept: int) -> str:
    """The first `kept` and the last four digits; of a short number fewer."""
    shown = 4 if len(digits) >= WHOLE_NUMBER_DIGITS else len(digits) // 3
    return digits[: min(kept, shown)] + _STARS + digits[len(digits) - shown :]

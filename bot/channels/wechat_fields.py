"""The values of a template message, each within what its type allows (W17).

WeChat refuses the whole message for one field that is too long (47003); the type stands in the
field's name: `thing2`, `time4`. Fields of older templates, such as `keyword1`, have no limits.
"""

import re
from collections.abc import Callable
from types import MappingProxyType

from bot.channels.graphemes import longest_start
from bot.channels.payloads import writable

EMPTY = "-"
_TYPE = re.compile("([a-z_]+?)_?[0-9]*")
_NO_HAN = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff]+")
_NO_ASCII = re.compile("[^\x20-\x7e]+")
_NO_DIGITS = re.compile(r"[^0-9.]+")
_NO_LETTERS = re.compile("[^A-Za-z]+")
_NO_PHONE = re.compile("[^0-9+() -]+")


def fit(name: str, value: str) -> str:
    """The value as the field `name` can carry it: shortened with "…", or freed of what it forbids.

    Nothing is invented: a value of which nothing is left becomes "-" where that is allowed.
    """
    kind = _TYPE.fullmatch(name)
    rule = _RULES.get(kind[1]) if kind else None
    line = " ".join(writable(value).split())
    return line if rule is None else rule(line)


def _shortened(letters_max: int) -> Callable[[str], str]:
    def rule(line: str) -> str:
        if _length(line) <= letters_max:
            return line or EMPTY
        return longest_start(line, lambda start: _length(start) < letters_max) + "…"

    return rule


def _only(forbidden: re.Pattern[str], letters_max: int, empty: str = "") -> Callable[[str], str]:
    def rule(line: str) -> str:
        return forbidden.sub("", line)[:letters_max].strip() or empty

    return rule


def _length(text: str) -> int:
    # WeChat does not say what counts as one letter; UTF-16 units never count too few.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_RULES = MappingProxyType(
    {
        "thing": _shortened(20),
        "const": _shortened(20),
        "name": _shortened(10),
        "car_number": _shortened(8),
        "symbol": _shortened(5),
        "phrase": _only(_NO_HAN, 5),
        "character_string": _only(_NO_ASCII, 32, EMPTY),
        "number": _only(_NO_DIGITS, 32),
        "letter": _only(_NO_LETTERS, 32),
        "phone_number": _only(_NO_PHONE, 17),
    }
)

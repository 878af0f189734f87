"""The values of a template message, each within what its type allows (W17).

WeChat refuses the whole message for one field that it does not take (47003); the type stands in the
field's name: `thing2`, `time4`. Fields of older templates, such as `keyword1`, have no limits.
"""

import re
from collections.abc import Callable
from types import MappingProxyType

from bot.channels.graphemes import longest_start
from bot.channels.payloads import writable

EMPTY = "-"
ELLIPSIS = "…"
_TYPE = re.compile("([a-z_]+?)_?[0-9]*")
_NO_HAN = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff]+")
_NO_ASCII = re.compile("[^\x20-\x7e]+")
_NO_DIGITS = re.compile(r"[^0-9.]+")
_NO_LETTERS = re.compile("[^A-Za-z]+")
_NO_PHONE = re.compile("[^0-9+() -]+")
_NO_AMOUNT = re.compile("[^0-9.¥￥$€元]+")
_AMOUNT = re.compile(r"[¥￥$€]?[0-9]{1,10}(?:\.[0-9]{1,2})?元?")
_DATE = r"(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2})"
_CLOCK = r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?"
_MOMENT = re.compile(f"(?:{_DATE} ?)?{_CLOCK}")
_DAY = re.compile(f"{_DATE}(?: ?{_CLOCK})?")

Rule = Callable[[str, str], str]
"""The value as its type allows it, cut with the ending if it must be; empty where nothing can be
made of it."""


def fit(name: str, value: str, ending: str = ELLIPSIS) -> str:
    """The value as the field `name` can carry it: cut with `ending`, or freed of what it forbids.

    Nothing is invented: empty where nothing is left that its type allows. Then WeChat would refuse
    the whole message, so it must not be sent.
    """
    rule = _rule(name)
    line = _line(value)
    return line if rule is None else rule(line, ending)


def fits_whole(name: str, value: str) -> bool:
    """Whether the field `name` carries the value as it is."""
    return fit(name, value) == _line(value) != ""


def is_phrase(name: str) -> bool:
    """Whether a field takes up to five Chinese characters and nothing else."""
    return _rule(name) is _RULES["phrase"]


def _rule(name: str) -> Rule | None:
    kind = _TYPE.fullmatch(name)
    return _RULES.get(kind[1]) if kind else None


def _line(value: str) -> str:
    return " ".join(writable(value).split())


def _shortened(letters_max: int) -> Rule:
    def rule(line: str, ending: str) -> str:
        if _length(line) <= letters_max:
            return line or EMPTY
        end = ending if _length(ending) < letters_max else ELLIPSIS
        room = letters_max - _length(end)
        return longest_start(line, lambda start: _length(start) <= room) + end

    return rule


def _only(forbidden: re.Pattern[str], letters_max: int, empty: str = "") -> Rule:
    def rule(line: str, _ending: str) -> str:
        return forbidden.sub("", line)[:letters_max].strip() or empty

    return rule


def _exactly(pattern: re.Pattern[str], forbidden: re.Pattern[str] | None = None) -> Rule:
    """A shape that has no part: half a date is another date."""

    def rule(line: str, _ending: str) -> str:
        bare = line if forbidden is None else forbidden.sub("", line)
        return bare if pattern.fullmatch(bare) else ""

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
        "amount": _exactly(_AMOUNT, _NO_AMOUNT),
        "time": _exactly(_MOMENT),
        "date": _exactly(_DAY),
    }
)

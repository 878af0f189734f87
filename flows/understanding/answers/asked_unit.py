"""What a question about a number asks for: its unit, and between which bounds."""

import re

from flows.understanding.answers.plain import plain
from flows.understanding.quantities import Quantity
from flows.understanding.units import COUNTED, PIECES, UNITS, Unit, in_unit

_ASKED = re.compile(r"(?:多少|几多?)\s?个?([a-z%℃\u4e00-\u9fff]{1,4})|(?:how many|in) ([a-z ]+)")
_ASKED_BY_NAME = (
    (r"面积|多大|floor area", "平方米"),
    (r"多少钱|how much|费用", "元"),
    (r"分钟数|填分钟", "分钟"),
    (r"小时数|填小时", "小时"),
    (r"天数|填天", "天"),
    (r"次数", "次"),
    (r"人数", "人"),
    (r"张数", "张"),
)
_RANGE_ASKED = re.compile(r"(\d+)\s?(?:[-~–到至]|to)\s?(\d+)")


def asked_units(text: str) -> tuple[Unit, ...]:
    """What the unit that a question asks for may mean; nothing where it names none."""
    words = plain(text).words
    for found in _ASKED.finditer(words):
        written = found[1] or found[2]
        for length in range(len(written), 0, -1):
            if written[:length] in UNITS and not written[length : length + 1].isascii():
                return UNITS[written[:length]]
            if written[:length].strip() in UNITS and written[length : length + 1] in {"", " "}:
                return UNITS[written[:length].strip()]
    for pattern, unit in _ASKED_BY_NAME:
        if re.search(pattern, words):
            return UNITS[unit]
    return UNITS["个"] if re.search(r"几个|多少个|how many", words) else ()


def asked_range(text: str) -> tuple[int, int] | None:
    """The bounds that a question names (1到10), both included."""
    found = _RANGE_ASKED.search(plain(text).words)
    return None if found is None else (int(found[1]), int(found[2]))


def in_asked_unit(one: Quantity, asked: tuple[Unit, ...]) -> float | None:
    """The amount in the unit asked for; None where it is an amount of something else."""
    if not one.units or not asked:
        return one.amount
    for wanted in asked:
        for unit in one.units:
            if unit.dimension == wanted.dimension and wanted.dimension not in COUNTED:
                return in_unit(one.amount, unit, wanted)
            is_counted = {unit.dimension, wanted.dimension} <= COUNTED
            if is_counted and (
                unit.dimension == wanted.dimension or PIECES in {unit.dimension, wanted.dimension}
            ):
                return one.amount
    return None

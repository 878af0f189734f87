"""Homes as residents write them: 8-1-302, 8栋1单元302室, C座906, Block 8 Unit 1 Room 302."""

import re
from collections.abc import Iterable

from flows.understanding.numbers import NUMERAL_CHARACTERS, chinese_numeral
from flows.understanding.words import bare, normalised, trimmed

_N = f"[0-9{NUMERAL_CHARACTERS}]{{1,6}}"
_DASH = "[-‐‑–—−_~]"
_ENDS = f"(?![0-9a-z{NUMERAL_CHARACTERS}])"
_NO_ROOM = r"(?!\s*(?:楼|层|元|块|天|个|月|年|点|时|分|秒|人|次|度|平|米|栋|幢|座|单元|期))"
_BUILDING_WORD = "(?:号楼|栋|幢|座|楼|#|block|tower)"

# Two parts need a room of three digits, or every date would be a home; a year is no building.
_DASHED = re.compile(
    rf"(?<![0-9a-z.#栋幢座楼{NUMERAL_CHARACTERS}-])"
    rf"(?P<building>[a-z]?[0-9]{{0,3}}|[{NUMERAL_CHARACTERS}]{{1,3}})\s?{_DASH}\s?"
    rf"(?:(?P<unit>[0-9]{{1,2}}|[a-z]"
    rf"|[{NUMERAL_CHARACTERS}]{{1,2}})(?:单元)?\s?{_DASH}\s?(?P<short>[0-9]{{2}}[a-z]?)?)?"
    rf"(?P<room>[0-9]{{3,4}}[a-z]?)?{_ENDS}(?!{_DASH}){_NO_ROOM}"
)
_SPOKEN = re.compile(
    rf"(?<![a-z0-9-])(?P<building>[a-z]?{_N}|[a-z])\s*{_BUILDING_WORD}\s*{_DASH}?\s*"
    rf"(?:(?P<unit>{_N}|[a-z])\s*(?:(?:单元|门|梯|unit)\s*{_DASH}?"
    rf"|{_DASH})\s*)?(?:{_N}\s*[楼层]\s*)?"
    rf"(?P<room>{_N}[a-z]?){_ENDS}{_NO_ROOM}"
)
_ENGLISH = re.compile(
    r"\b(?:block|building|tower|bldg)\s*(?P<building>[a-z]|[a-z]?[0-9]{1,3})\b[\s,]*"
    r"(?:(?:unit|entrance)\s*(?P<unit>[0-9]{1,2}|[a-z])\b[\s,]*)?"
    r"(?:room|flat|apartment|apt|rm|no)?\.?\s*(?P<room>[0-9]{2,4}[a-z]?)\b"
)
_ONLY = re.compile(
    rf"^(?P<building>[a-z]?{_N}|[a-z])(?:[\s,./、]|{_DASH})+"
    rf"(?:(?P<unit>{_N}|[a-z])(?:[\s,./、]|{_DASH})+)?(?P<room>{_N}[a-z]?)(?:室|房|号|户)?$"
)
ROOM_SHORTEST = 2
CODE_LONGEST = 16

_MINE = re.compile(
    r"我们?家|家里|家中|屋里|屋企|自己家|本户|\bmy (?:home|flat|house|place|kitchen|bath\w*)\b"
)
_ROOM = re.compile(
    r"厨房|客厅|餐厅|卧室|主卧|次卧|书房|卫生间|厕所|洗手间|浴室|阳台|玄关|马桶|\b(?:kitchen|bath\w*|bedroom|toilet|balcony)\b"
)
_OTHERS = re.compile(
    r"楼[上下]|邻居|隔壁|对门|电梯|楼道|大堂|公共|小区|门口|车库|单元门|upstairs|neighbou?r|lift"
    r"|lobby"
)
_SPOT = re.compile(
    rf"(?:{_N}|[a-z])\s*(?:号楼|栋|幢|座|单元|楼|层|室|房|号)|block|floor|room|lobby|gate|garden"
    rf"|basement|car ?park"
    r"|大堂|大厅|车库|停车场|门口|大门|[东南西北]门|花园|广场|路口|天台|楼顶|地下室|楼梯|走廊|楼道"
    r"|会所|泳池|操场"
    r"|垃圾站|岗亭|物业|超市|幼儿园"
)


def read_home(text: str) -> str | None:
    """The code of the one home that a text names, such as `8-1-302`; None for none or several."""
    said = normalised(text)
    found = {
        code
        for pattern in (_DASHED, _SPOKEN, _ENGLISH)
        for match in pattern.finditer(said)
        if (code := _code(match)) is not None
    }
    return found.pop() if len(found) == 1 else None


def read_only_home(text: str) -> str | None:
    """The home that is all that a text says, where one was asked for: `8 1 302` will do."""
    match = _ONLY.match(trimmed(text))
    return read_home(text) or (None if match is None else _code(match))


def is_own_home(text: str) -> bool:
    """Whether the words speak of the speaker's home or a room of it, and of nowhere else."""
    said = normalised(text)
    is_mine = _MINE.search(said) is not None or _ROOM.search(said) is not None
    return is_mine and _OTHERS.search(said) is None


def names_spot(text: str) -> bool:
    """Whether the words name a home or a spot that somebody could walk to."""
    return read_home(text) is not None or _SPOT.search(normalised(text)) is not None


def named_in(text: str, names: Iterable[str]) -> str | None:
    """The one of these names that stands in a text; of two within each other the longer one."""
    said = bare(text)
    found = [name for name in names if bare(name) and bare(name) in said]
    longest = [one for one in found if not any(one != two and one in two for two in found)]
    return longest[0] if len(longest) == 1 else None


def is_bare_number(text: str) -> bool:
    """Whether a text is nothing but digits, which alone name no place."""
    return bare(text).isdecimal()


def _code(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    room = _digits(parts["room"] or parts.get("short") or "")
    building = _digits(parts["building"])
    if len(room) < ROOM_SHORTEST or not building:
        return None
    code = "-".join(part for part in (building, _digits(parts["unit"] or ""), room) if part).upper()
    return code if len(code) <= CODE_LONGEST else None


def _digits(written: str) -> str:
    numeral = chinese_numeral(written)
    return written if numeral is None else str(numeral)

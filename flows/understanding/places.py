"""Which home, and which place, a resident speaks of: 8-1-302, 8栋电梯, 我家, the lobby."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from flows.understanding.address_words import DASH
from flows.understanding.addresses import addresses, code_of
from flows.understanding.corrections import last_correction
from flows.understanding.grammar import stands_before
from flows.understanding.numbers import NUMERAL_CHARACTERS
from flows.understanding.words import STORIES_REMEMBERED, bare, normalised, trimmed

_N = f"[0-9{NUMERAL_CHARACTERS}]{{1,6}}"
_SIGN = rf"(?:[\s,./、]|{DASH})+"
_ONLY = re.compile(
    rf"^(?P<building>[a-z]?{_N}|[a-z]){_SIGN}(?:(?P<unit>{_N}|[a-z]){_SIGN})?"
    rf"(?P<room>{_N}[a-z]?)(?:室|房|号|户)?$"
)

_OWN_BEFORE = re.compile(
    r"(?:我们?家?是?|我们?家?住|我们?家?在|本人|住在?|家住|家在|这里是|这边是|业主|租户|住户|房号|门牌"
    r"|(?:i am|i'm|we are|we're) (?:in|at|from)|(?:i|we) live (?:in|at)|\b(?:my|our)(?: \w+)?"
    r"|this is|here is)[\s,:的是在]*(?:\w{2,4}(?:小区|花园|苑|园|府|庭|里|城))?\s*$"
)
_OTHERS_BEFORE = re.compile(
    r"(?:楼[上下]|隔壁|邻居|对[面门]|那家|人家|他们?家?|upstairs|downstairs|neighbou?rs?"
    r"|next door)[\w\s,]{0,4}$"
)
_MINE = re.compile(
    r"我们?家|家里|家中|屋里|屋企|自己家|本户|\bmy (?:home|flat|house|place|kitchen|bath\w*)\b"
)
_ROOM = re.compile(
    r"厨房|客厅|餐厅|饭厅|卧室|主卧|次卧|睡房|主人房|客房|工人房|书房|卫生间|厕所|洗手间|浴室|冲凉房"
    r"|阳台|露台|玄关|马桶"
    r"|\b(?:kitchen|bath\w*|bedroom|(?:living|dining) ?room|study|shower|toilet|balcony)\b"
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
    r"|垃圾站|岗亭|物业|超市|幼儿园|前台|办公室|服务中心|(?:保安|门卫|值班|监控)(?:室|亭|处|岗)"
)


# A spot that an estate has once needs no building; one that every building has does.
_ONCE = re.compile(
    r"(?:[东南西北正后]|地下)?(?:车库|停车场)|[东南西北正后侧]门|小区门口|花园|广场|会所|泳池|操场"
    r"|垃圾站|岗亭|幼儿园|物业(?:办公室|服务?中心)|\b(?:garden|car ?park|pool|club ?house)\b"
)
_WITHIN = re.compile(
    rf"[0-9{NUMERAL_CHARACTERS}]{{1,3}}(?:楼|层)|(?:[0-9]{{1,2}}号)?(?:电梯|梯)"
    r"|地下(?:室|车库)?|负[0-9一二三四]层|车库|大堂|大厅|楼道|走廊|楼梯间?|天台|楼顶|门口|电[房井]"
    r"|\b(?:lift|elevator|lobby|basement|corridor|stairs?|staircase|roof)\b"
)


class Location(NamedTuple):
    """Where a report is about, as a code and in its words, and how it was found: for operators."""

    code: str
    why: str
    words: str = ""


@lru_cache(STORIES_REMEMBERED)
def read_home(text: str) -> str | None:
    """The code of the one home that a text names, such as `8-1-302`; None for none or several."""
    found = {one.code for one in addresses(normalised(text)) if one.room}
    return found.pop() if len(found) == 1 else None


def read_only_home(text: str) -> str | None:
    """The home that is all that a text says, where one was asked for: `8 1 302` will do."""
    home = read_home(text)
    match = None if home else _ONLY.match(trimmed(text))
    return home if match is None else code_of(**match.groupdict())


def find_location(text: str) -> Location | None:
    """The building, unit or home that a report is about.

    Of several the one that the speaker calls their own (我住8-1-302), else the first that is not a
    neighbour's (楼上8-1-402), else the first. What is taken back (8栋，不对，9栋) does not count. A
    building that is named again with its room is that room.
    """
    said = normalised(text)
    found = addresses(said)
    if not found:
        return None
    _, since = last_correction(said)
    corrected = [one for one in found if one.start >= since]
    candidates = corrected or list(found)
    own = [one for one in candidates if stands_before(_OWN_BEFORE, said, one.start)]
    others = [one for one in candidates if not stands_before(_OTHERS_BEFORE, said, one.start)]
    chosen = (own or others or candidates)[0]
    whole = [one for one in candidates if one.code.startswith(f"{chosen.code}-")]
    code = (whole or [chosen])[0].code
    why = "the speaker's own" if own else "the only place" if len(found) == 1 else "the first place"
    words = said[chosen.start : chosen.end]
    return Location(code, f"{why}: {words}", words)


def read_location(text: str) -> str | None:
    """The code of the place that a report is about: `8-1-302`, `C-906`, `8-1`, `8`; or None."""
    location = find_location(text)
    return None if location is None else location.code


def place_told(text: str) -> str:
    """Where somebody could walk to, in the words of the text; empty where it does not tell.

    A lobby or a lift counts with its building alone.
    """
    location = find_location(text)
    if location is None:
        once = _ONCE.search(normalised(text))
        return "" if once is None else once.group()
    spots = _WITHIN.findall(normalised(text).replace(location.words, " "))
    between = " " if location.words.isascii() else ""
    return between.join((location.words, *dict.fromkeys(spots)))


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

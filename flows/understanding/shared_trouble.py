"""Troubles that many homes have at once, such as a water cut or a lift that stands still (R31)."""

import re
from enum import StrEnum
from functools import lru_cache

from flows.understanding.words import STORIES_REMEMBERED, normalised


class SharedTrouble(StrEnum):
    """What may be one and the same thing when several homes report it."""

    WATER = "water"
    POWER = "power"
    GAS = "gas"
    HEATING = "heating"
    LIFT = "lift"
    GATE = "gate"
    LIGHTS = "lights"
    NETWORK = "network"
    NOISE = "noise"
    SMELL = "smell"


_SIGNS = {
    SharedTrouble.WATER: (
        r"停水|(?:没有?|冇|断)水(?!平|果)|不来水|水压|\bno water\b|\bwater cut\b"
    ),
    SharedTrouble.POWER: (
        r"[停断]电|(?<!手机)(?<!电池)(?:没有?|冇)电(?!话|池|梯)|\bno power\b|\bblackout\b"
        r"|\bno electricity\b"
        r"|\bpower (?:cut|failure)\b"
    ),
    SharedTrouble.GAS: r"停(?:燃)?气|(?:没有?|冇)(?:燃|煤|天然)气|\bno gas\b",
    SharedTrouble.HEATING: r"暖气(?:不|没|停)|停暖|不供暖|\bno heating\b",
    SharedTrouble.LIFT: (
        r"(?:电梯|升降机|[䢂𨋢]).{0,12}(?:坏|停|不动|故障|不能|用不了|维修|没人|修|不行)"
        r"|(?:停|坏)了?.{0,4}(?:电梯|升降机)"
        r"|\b(?:lift|elevator)\b.{0,20}(?:broken|stuck|not work|out of|stopp)"
    ),
    SharedTrouble.GATE: (
        r"(?:门禁|大门|单元门|道闸).{0,8}(?:坏|打不开|开不了|关不上|失灵|刷不|不能)"
        r"|\b(?:gate|front door)\b.{0,20}(?:broken|not work|stuck)"
    ),
    SharedTrouble.LIGHTS: (
        r"(?:路灯|楼道|走廊|大堂|车库|楼梯间?).{0,6}(?:灯.{0,4}(?:不亮|坏|灭)|太?黑|不亮)"
        r"|路灯.{0,4}(?:坏|灭)|\b(?:street|corridor|stair\w*) lights?\b.{0,16}"
        r"(?:out|broken|not work)"
    ),
    SharedTrouble.NETWORK: (
        r"断网|没网|(?:网络|宽带|电视信号).{0,6}(?:断|没|坏|不通)|\bno internet\b"
    ),
    SharedTrouble.NOISE: (
        r"(?:广场舞|施工|装修|工地|打桩|电钻).{0,10}(?:吵|噪|响|太大声)"
        r"|\b(?:construction|renovation) noise\b"
    ),
    SharedTrouble.SMELL: r"(?:垃圾站|垃圾房|化粪池|下水道|楼道|小区).{0,8}(?:臭|异味|难闻)",
}
_PATTERNS = {trouble: re.compile(signs) for trouble, signs in _SIGNS.items()}
OF_ONE_BUILDING = frozenset({SharedTrouble.LIFT, SharedTrouble.GATE, SharedTrouble.LIGHTS})
"""What one building has and the next need not have."""

_BUILDING = re.compile(
    r"(?<![0-9a-z])(?P<number>\d{1,3}|[a-z])\s*(?:号楼|栋|幢|座|#)"
    r"|\b(?:block|tower)\s*(?P<block>\w{1,3})\b"
)


@lru_cache(STORIES_REMEMBERED)
def shared_troubles(text: str) -> frozenset[SharedTrouble]:
    """What a text reports that others may have as well."""
    said = normalised(text)
    return frozenset(one for one, pattern in _PATTERNS.items() if pattern.search(said))


@lru_cache(STORIES_REMEMBERED)
def building_in(text: str, home: str | None = None) -> str:
    """The building that a home lies in, else the one that a text names; empty for neither."""
    if home:
        return home.split("-", maxsplit=1)[0].lower()
    found = _BUILDING.search(normalised(text))
    return "" if found is None else (found["number"] or found["block"])


def may_be_one(
    ours: frozenset[SharedTrouble],
    theirs: frozenset[SharedTrouble],
    *,
    building: str,
    their_building: str,
) -> bool:
    """Whether two reports may be about the same thing: a lift only where the building fits."""
    common = ours & theirs
    elsewhere = bool(building and their_building) and building != their_building
    return bool(common - OF_ONE_BUILDING if elsewhere else common)

"""Addresses within an estate, picked out of any message: 8-1-302, 8栋1单元302室, Flat 302, Block 8.

The steps of an address (building, unit, floor, room) stand side by side in any order. A level and
the letter or the short number of a flat make a room (12楼B室 → 12B). Amounts, ranges and parking
spaces are none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flows.understanding.address_words import (
    DASH,
    ENGLISH_FIGURES,
    GLUE,
    HAN,
    words_of_address,
)
from flows.understanding.grammar import Word, stands_before
from flows.understanding.numbers import NUMERALS, chinese_numeral

CODE_LONGEST = 16
ROOM_SHORTEST = 2
LEVEL_DIGITS = 2
"""The last digits of a room count the flats of a level: 1203 is on level 12."""

_BETWEEN = re.compile(rf"{GLUE}(?:那个|这边|of |in |at |on )?\s*")
_UNTIL = f"(?:{DASH}|到|至)"
_RANGE_BEFORE = re.compile(rf"[0-9{HAN}a-z](?:号楼?|[栋幢座])?\s*{_UNTIL}\s*$")
_RANGE_BEHIND = re.compile(rf"\s*{_UNTIL}\s*(?:[0-9]+|[{HAN}]+|[a-z])\s*(?:号楼|[栋幢座])")
_NO_ADDRESS_BEFORE = re.compile(
    r"(?:车位|泊位|停车|车牌|单号|工单|编号|比分|密码|parking (?:space|spot|bay|lot))"
    r"[\s:号是在为]*$"
)
_PARKING_BEHIND = re.compile(r"\s?号?(?:的?车位|泊位|parking)")
_SEVERAL_BEFORE = re.compile(r"[这那每几共前后有整]\s?$")
_HOUSES = re.compile(r"楼(?:都|全|一共|共|里的人|的人都)|楼(?=栋)")


@dataclass(frozen=True)
class Address:
    """A building, with its unit and room where they are named; where it stands in the text."""

    building: str
    unit: str
    room: str
    start: int
    end: int

    @property
    def code(self) -> str:
        """8-1-302, C-906 without a unit, 8-1 or 8 without a room."""
        return "-".join(part for part in (self.building, self.unit, self.room) if part).upper()


def code_of(building: str, unit: str | None, room: str) -> str | None:
    """The code of a home whose parts were cut out already; None where one can be none."""
    figures = [_figure(part) for part in (building, unit, room) if part]
    code = "-".join(figures).upper()
    return code if len(figures[-1]) >= ROOM_SHORTEST and len(code) <= CODE_LONGEST else None


def addresses(said: str) -> tuple[Address, ...]:
    """All addresses of a text in order; `said` is normalised."""
    words = [word for word in words_of_address(said) if not _is_no_address(said, word)]
    found = [address for group in _groups(said, words) if (address := _address(group)) is not None]
    return tuple(one for one in _joined(found) if one.building and len(one.code) <= CODE_LONGEST)


def _is_no_address(said: str, word: Word) -> bool:
    """车位 B-302 is for cars; 3到5栋, 这3栋 and 3栋楼都 are several buildings."""
    is_numbered = stands_before(_NO_ADDRESS_BEFORE, said, word.start)
    if is_numbered or _PARKING_BEHIND.match(said, word.end):
        return word.kind == "home"
    if word.kind != "building":
        return False
    return (
        stands_before(_RANGE_BEFORE, said, word.start)
        or _RANGE_BEHIND.match(said, word.end) is not None
        or stands_before(_SEVERAL_BEFORE, said, word.start)
        or _HOUSES.match(said, word.end) is not None
    )


def _groups(said: str, words: Iterable[Word]) -> Iterator[list[Word]]:
    """Steps that stand side by side and name nothing twice are one address."""
    group: list[Word] = []
    for word in words:
        named = {name for one in group for name in one.parts}
        is_near = group and _BETWEEN.fullmatch(said, group[-1].end, word.start) is not None
        if group and not (is_near and named.isdisjoint(word.parts)):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _address(group: list[Word]) -> Address | None:
    parts = {name: _figure(part) for word in group for name, part in word.parts.items()}
    floor, room = parts.get("floor", ""), parts.get("room", "")
    if "building" not in parts and floor and _is_building(floor, group, room):
        parts["building"], floor = floor, ""
    if group[0].kind == "weak" and not ("unit" in parts or len(room) > ROOM_SHORTEST):
        return None
    if floor and room and len(room) <= LEVEL_DIGITS:
        room = floor + (room if room.isalpha() else room.zfill(LEVEL_DIGITS))
    if len(room) < ROOM_SHORTEST:
        room = ""
    return Address(
        parts.get("building", ""), parts.get("unit", ""), room, group[0].start, group[-1].end
    )


def _is_building(floor: str, group: list[Word], room: str) -> bool:
    """8楼1单元 is building 8; so is 8楼302, for room 302 lies on another level."""
    if group[0].kind != "floor":
        return False
    return "unit" in group[min(1, len(group) - 1)].parts or (
        len(room) > LEVEL_DIGITS and room[:-LEVEL_DIGITS] != floor and room.isdecimal()
    )


def _joined(found: list[Address]) -> list[Address]:
    """8栋漏水，房号302室: one building and one room that stand apart belong together."""
    buildings = [one for one in found if one.building]
    rooms = [one for one in found if not one.building and one.room]
    if len(buildings) != 1 or len(rooms) != 1 or buildings[0].room:
        return buildings
    unit = buildings[0].unit or rooms[0].unit
    return [replace(buildings[0], unit=unit, room=rooms[0].room)]


def _figure(written: str) -> str:
    """八 → 8, 三零二 → 302, 三0二 → 302, 08 → 8, one → 1; a letter stays."""
    word = written.strip()
    if word in ENGLISH_FIGURES:
        return str(ENGLISH_FIGURES[word])
    numeral = chinese_numeral(word)
    if numeral is not None:
        return str(numeral)
    digits = "".join(str(NUMERALS.get(character, character)) for character in word)
    return digits.lstrip("0") or "0"

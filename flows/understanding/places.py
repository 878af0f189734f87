"""Homes as residents write them: 8-1-302, 8栋1单元302室, 八栋302, C座906."""

import re

from flows.understanding.numbers import NUMERALS, SCALES, chinese_numeral
from flows.understanding.words import normalised

_NUMERAL = f"[0-9{''.join(NUMERALS)}{''.join(SCALES)}]+"
_BUILDING = f"(?P<building>[a-z]|{_NUMERAL})"
WRITTEN = re.compile(rf"(?<![\w-]){_BUILDING}-(?:(?P<unit>[0-9a-z]+)-)?(?P<room>\d{{2,4}}[a-z]?)(?![\w-])")
SPOKEN = re.compile(
    rf"{_BUILDING}\s*(?:号楼|栋|幢|座|楼|block|tower|期)\s*"
    rf"(?:(?P<unit>{_NUMERAL}|[a-z])\s*(?:单元|门|梯|unit)\s*)?"
    rf"(?P<room>{_NUMERAL})\s*(?:室|房|号|户)?(?!\s*(?:楼|层|元|块|天|个))"
)
ROOM_SHORTEST = 2


def read_home(text: str) -> str | None:
    """The code of the one home that a text names, such as `8-1-302`; None for none or several."""
    said = normalised(text)
    found = {_code(match) for match in (*WRITTEN.finditer(said), *SPOKEN.finditer(said))}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _code(match: re.Match[str]) -> str | None:
    room = _digits(match["room"])
    if len(room) < ROOM_SHORTEST:
        return None
    parts = (_digits(match["building"]), _digits(match["unit"] or ""), room)
    return "-".join(part for part in parts if part).upper()


def _digits(written: str) -> str:
    numeral = chinese_numeral(written)
    return written if numeral is None else str(numeral)

"""Who or what belongs to a home: 阿公跟我们挤一间 to 有长辈同住吗, 有只猫 to 养宠物吗."""

import re
from collections.abc import Iterator

from flows.understanding.lexicon.patterns import pattern

FILE = "households.patterns"
PETS = "pets"
FRAIL = "frail"
"""Of old people it is asked whether they can walk, not whether there are any."""
KINDS = (FRAIL, "elders", "children", PETS, "cars", "things")

_PAST = re.compile(r"以前|从前|之前|过去|小时候|原来|曾经|\b(?:used to|once)\b")
_CHANGED = re.compile(r"现在|如今|\bnow\b")

Member = tuple[int, int, bool]
"""Where somebody or something is told of from start to end, and whether it is there."""


def is_sure(asked: str) -> bool:
    """Whether nothing else can be meant, whatever other words the question has: at home."""
    return kind_asked(asked) in (FRAIL, PETS)


def kind_asked(asked: str) -> str | None:
    """The one kind of members that plain words of a question ask for."""
    kinds = [kind for kind in KINDS if pattern(FILE, f"{kind}_asked").search(asked)]
    return kinds[0] if len(kinds) == 1 or FRAIL in kinds else None


def members(said: str, asked: str) -> Iterator[Member]:
    """What is told of the kind of members that a question in plain words asks for."""
    kind = kind_asked(asked)
    if kind is None:
        return
    is_past = _PAST.search(said) is not None and _CHANGED.search(said) is None
    for found in pattern(FILE, f"{kind}_none").finditer(said):
        yield *found.span(), False
    for found in pattern(FILE, f"{kind}_there").finditer(said):
        yield *found.span(), not is_past

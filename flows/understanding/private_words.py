"""What in a text tells of somebody's home or person, taken out of it: homes, names and numbers."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flows.understanding.addresses import addresses
from flows.understanding.words import same_length

TITLES = "先生|女士|小姐|太太|太|阿姨|阿婆|婆婆|叔叔|大叔|大爷|大妈|大姐|老师|叔|生|姐|哥|伯|婆|家"
TOKEN_SHORTEST = 3
"""Of a name that spaces divide, a part this long tells who it is."""

_PHONE = re.compile(
    r"(?<![0-9a-z-])(?:\+\d[\d -]{6,16}\d|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-?\d{7,8}"
    r"|[5-9]\d{3}[ -]?\d{4})(?!\d)"
)
_FAMILY_NAME = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Others:
    """Whom a text must not tell of: their `names` and the codes of their `homes`."""

    names: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Instead:
    """What stands in place of a home, a person and a number."""

    home: str
    person: str
    number: str


def without(
    text: str, others: Others, own_homes: Collection[str], kept: Collection[str], instead: Instead
) -> str:
    """The text without the homes, names and numbers of others.

    A whole home code is taken out whoever's it is, unless it is one of `own_homes`; `kept` are the
    numbers that are everybody's, such as the service desk's.
    """
    said = same_length(text)
    spans = [
        *((start, end, instead.home) for start, end in _homes(said, others, own_homes)),
        *((start, end, instead.person) for start, end in _names(said, others)),
        *((start, end, instead.number) for start, end in _numbers(said, kept)),
    ]
    clean, at = "", 0
    for start, end, word in sorted(spans):
        # 8-1-302王阿姨 is one somebody.
        is_same = start == at > 0 and clean.endswith(instead.home) and word == instead.person
        if start >= at:
            clean += text[at:start] + ("" if is_same else word)
        at = max(at, end)
    return clean + text[at:]


def _homes(said: str, others: Others, own: Collection[str]) -> Iterator[tuple[int, int]]:
    for one in addresses(said):
        if one.room and one.code not in own:
            yield one.start, one.end
    rooms = {code.rsplit("-", 1)[-1] for code in others.homes - set(own)}
    for room in rooms - {code.rsplit("-", 1)[-1] for code in own}:
        pattern = rf"(?<![\d-]){re.escape(room.lower())}(?:室|号房|房|号|户)?(?![\d:：-]|\.\d)"
        yield from (found.span() for found in re.finditer(pattern, said))


def _names(said: str, others: Others) -> Iterator[tuple[int, int]]:
    for name in others.names:
        for pattern in _forms(same_length(name)):
            yield from (found.span() for found in re.finditer(pattern, said))


def _forms(name: str) -> Iterator[str]:
    """The name as it is written, its parts, and 王女士 for 王秀英."""
    if not name.strip():
        return
    if _FAMILY_NAME.match(name):
        yield re.escape(name)
        yield rf"{name[0]}(?:{TITLES})"
        return
    parts = [part for part in name.split() if len(part) >= TOKEN_SHORTEST]
    for part in (name, *parts):
        yield rf"(?<![a-z]){re.escape(part)}(?![a-z])"


def _numbers(said: str, kept: Collection[str]) -> Iterator[tuple[int, int]]:
    everybodys = {_digits(number) for number in kept}
    for found in _PHONE.finditer(said):
        if _digits(found[0]) not in everybodys:
            yield found.span()


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)

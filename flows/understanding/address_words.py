"""The words that addresses within an estate are written in: 8-1-302, 8栋, 1单元, Flat 302."""

import re
from collections.abc import Iterator
from functools import cache

from flows.understanding.grammar import Grammar, Word
from flows.understanding.numbers import NUMERAL_CHARACTERS

HAN = NUMERAL_CHARACTERS
DASH = "[-‐‑–—−_~杠]"
ENGLISH_FIGURES = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}

_NEXT_WORD = "一[直样起些下共定边旁路]"  # 三零二一直漏 is about 302
_ENDS = f"(?![0-9a-z]|(?!{_NEXT_WORD})[{HAN}])"
_FIGURE_ENDS = "(?![0-9a-z百千万])"  # 203八十岁老人 is about 203
_UNTIL = f"{DASH}|到|至"
_AMOUNT = (
    r"\s*(?:楼(?![上下道梯顶])|[层元块米平点时分秒次度岁℃%多余几栋幢座期路线斤万]|人(?!家)"
    r"|天(?!天)|[个年月日]|号[楼院线门梯车机电]"
    r"|单元|车位|户人?家|years?|yuan|rmb|people|times|days?|min|hours?|[ap]m\b"
    rf"|(?:{_UNTIL})\s*[0-9{HAN}])"
)
"""What makes the number before it no room."""

_NO_ROOM = f"(?!{_AMOUNT})"
_SMALL = f"(?:[0-9]{{1,3}}|(?![两俩仨])[{HAN}]{{1,4}})"  # 两栋 are two buildings, 二栋 is one
_SPOKEN = f"(?:(?!{_NEXT_WORD})[0-9{HAN}]){{3,6}}{_ENDS}"
_LARGE = f"(?:[0-9]{{3,4}}[a-z]?{_FIGURE_ENDS}|{_SPOKEN})"
_FREE = rf"(?<![0-9a-z.栋幢座楼月/{HAN}-])"
_EN_NUMBER = r"\s*(?:no\.?|number|\#)?\s*"
_EN_WORD = "|".join(ENGLISH_FIGURES)
_SPOT = (  # what may follow in "block a lift"; "block a fire exit" is no building A
    "is|has|was|and|or|lift|lobby|elevator|entrance|stair|flat|room|roof|garage|corridor|hall"
    "|floor|unit|ground"
)
_EN_BLOCK = rf"(?:[a-z]?[0-9]{{1,3}}|{_EN_WORD}|[b-z]|a(?!\s+(?!{_SPOT})[a-z]))\b"
_ENTRANCE_SPOT = (
    r"楼[道下梯顶]|电[梯表箱]|大[堂厅]|门[禁厅口]|入口|走廊|过道|天台|水箱|消防"
    r"|lift|lobby|elevator|stair|entrance|corridor|hall|roof|front door"
)

_PATTERNS = (
    # In one figure: three parts with any sign between them, or two with a room of three digits.
    (
        "home",
        rf"""
        {_FREE}(?P<building>[a-z]?[0-9]{{1,3}}|[a-z]|[{HAN}]{{1,3}})\s?
        {DASH}\s?(?P<unit>[0-9]{{1,2}}|[a-z]|[{HAN}]{{1,2}})(?:单元)?\s?
        {DASH}\s?(?P<room>(?!0[0-9]{_ENDS})[0-9]{{2,4}}[a-z]?{_FIGURE_ENDS}|{_SPOKEN})
        {_NO_ROOM}(?!{DASH}[0-9a-z])
        """,
    ),
    (
        "home",
        rf"""
        {_FREE}(?P<building>[a-z]?[0-9]{{1,2}}|[{HAN}]{{1,3}})\s?[/.、,\#\s]\s?
        (?P<unit>[0-9]{{1,2}}|[{HAN}]{{1,2}})\s?[/.、,\#\s]\s?
        (?P<room>(?!20[12][0-9]{_ENDS}){_LARGE}){_NO_ROOM}
        """,
    ),
    (
        "home",
        rf"""
        {_FREE}(?P<building>[a-z]?[0-9]{{1,2}}|[a-z]|[{HAN}]{{1,2}}|[0-9]{{3}}(?=-[0-9]+[a-z]?[室房]))
        \s?{DASH}\s?(?P<room>{_LARGE}){_NO_ROOM}(?!{DASH}[0-9a-z])
        """,
    ),
    (
        "home",
        rf"(?<![0-9a-z区车牌-])(?P<building>[a-h]|[b-h]\s)(?P<room>[1-9][0-9]{{2,3}}){_FIGURE_ENDS}{_NO_ROOM}",
    ),
    (
        "entrance",
        rf"""
        {_FREE}(?P<building>[a-z]?[0-9]{{1,2}})\s?{DASH}\s?(?P<unit>[0-9]{{1,2}}|[a-z])
        (?:\s?单元(?!都)|(?=\s?(?:{_ENTRANCE_SPOT})))
        """,
    ),
    (
        "entrance",
        rf"{_FREE}(?P<building>[0-9]{{1,2}})\s?\#\s?(?P<unit>[0-9])(?!\s?单元|[0-9a-z]|\s?\#|楼(?![上下道梯顶]))",
    ),
    # In steps, each with its word.
    (
        "building",
        rf"""
        (?<![0-9a-z])(?:第\s?)?(?P<building>[a-z]?{_SMALL}|[0-9]{{1,2}}[a-z]|[a-z])\s*
        (?:号\s?楼(?!梯)|号?[栋幢]|\#\s?楼|座(?!位|车|的?(?:商务|车)|沙发|[山桥]))
        """,
    ),
    ("building", r"(?<![0-9a-z])(?P<building>[0-9]{1,2}[a-z])\s?楼"),
    (
        "building",
        r"""
        \b(?:no\.?\s?|number\ )?(?P<building>[0-9]{1,2})(?:st|nd|rd|th)?
        \ (?:building|block|tower)\b(?!\s?[0-9])
        """,
    ),
    ("building", rf"\b(?:tower|bldg|blk)(?!s\b)\.?{_EN_NUMBER}(?P<building>a\b|{_EN_BLOCK})"),
    ("building", rf"\b(?:block|building)(?!s\b){_EN_NUMBER}(?P<building>{_EN_BLOCK})"),
    (
        "unit",
        rf"""
        (?<![0-9a-z])(?P<unit>{_SMALL}|[a-z])\s*
        (?:单\s?[元园圆员源原远]|单(?=\s?[0-9])|门(?![口前禁卫厅铃牌锁])|梯(?![口间子]))
        """,
    ),
    (
        "unit",
        rf"\b(?:unit|entrance){_EN_NUMBER}(?P<unit>(?:[0-9]{{1,2}}|[a-z]|{_EN_WORD})\b)",
    ),
    ("floor", rf"(?<![0-9a-z])(?P<floor>{_SMALL})\s*(?:[楼层](?!梯)|/?f\b|(?:st|nd|rd|th)\ floor)"),
    ("floor", r"\bfloor\s?(?P<floor>[0-9]{1,2})\b"),
    (
        "room",
        rf"""
        \b(?:room|flat|apartment|apt|suite|rm|unit)\.?{_EN_NUMBER}
        (?P<room>[0-9]{{2,4}}[a-z]?|[0-9][a-z]|[a-z])\b
        """,
    ),
    (
        "room",
        rf"""
        (?<![0-9a-z{HAN}])(?P<room>[0-9]{{2,4}}[a-z]?|[0-9][a-z]|[0-9{HAN}]{{2,6}}|[a-z])\s*
        (?:号\s?)?[室房](?![东客价租厅])
        """,
    ),
    # 8号, 8# and the slips of a thumb (8懂) are a building only where a unit or a room follows.
    (
        "weak",
        rf"(?<![0-9a-z月])(?P<building>[a-z]?{_SMALL}|[a-z])\s*(?:号院?|\#|[懂冻洞动坐撞东])(?!楼)",
    ),
)
_GRAMMAR = Grammar(_PATTERNS, begins=f"[0-9a-z第{HAN}]")

GLUE = rf"(?:[\s,、的之/()\#]|{DASH}){{0,3}}"
_DIRECTLY_BEHIND = {
    "building": rf"""
        {GLUE}(?:(?P<unit>[0-9]{{1,2}}|[a-z]|[{HAN}]{{1,2}})\s?(?:{DASH}|\#|\s)\s?)?
        (?P<room>[0-9]{{1,2}}[a-z]{_FIGURE_ENDS}|{_LARGE}){_NO_ROOM}
        """,
    "unit": rf"{GLUE}(?P<room>(?:[0-9]{{2}}|[0-9]{{1,2}}[a-z]){_FIGURE_ENDS}|{_LARGE}){_NO_ROOM}",
    "floor": rf"{GLUE}(?P<room>{_LARGE}){_NO_ROOM}",
}
"""What needs no word of its own behind 8栋, 1单元 and 3楼."""

_LIKE = {"weak": "building", "entrance": "unit"}


@cache
def _behind(kind: str) -> re.Pattern[str] | None:
    pattern = _DIRECTLY_BEHIND.get(_LIKE.get(kind, kind))
    return None if pattern is None else re.compile(pattern, re.VERBOSE)


def words_of_address(said: str) -> Iterator[Word]:
    """The steps of every address in a normalised text, in order."""
    at = 0
    for word in _GRAMMAR.words(said):
        if word.start < at:
            continue
        yield word
        pattern = _behind(word.kind)
        behind = None if pattern is None else pattern.match(said, word.end)
        if behind is not None:
            at = behind.end()
            parts = {name: part for name, part in behind.groupdict().items() if part}
            yield Word("behind", behind.group(), behind.start(), at, parts)

"""Grades and scores that were given another time: 上回给的4颗 says nothing of this one."""

import re

CLAUSE_MOST = 40
"""So far before a value stands when it was given."""

_GAVE = r"(?:给|打|评|选|填|点|勾|写|报|俾|畀|拣)"
_THEN = (
    r"(?:(?<!比)(?<!像)(?<!和)(?<!跟)(?<!同)(?<!照)上(?:一|个|一个)?[次回趟]|上个?(?:月|周|星期"
    r"|礼拜|季度)|去年|前年|旧年"
    r"|(?<![\d一二两三四五六七八九十])[\d一二两三四五六七八九十]{1,3}个?[月年](?:前|以前|之前)"
    r"|搬来(?:那|的)|头一[次回趟]|当年|那年)"
)
_GIVEN_THEN = re.compile(
    rf"{_THEN}[^,。!?;]{{0,14}}(?:,[^,。!?;]{{0,4}})?{_GAVE}"
    r"(?:的|了|过|咗|嘅)+(?:都?是|系|个|[他她佢它]们?|你们?)*$"
    rf"|{_THEN}[^,。!?;]{{0,6}}{_GAVE}过分?了?,[^,。!?;]{{0,2}}$"
    rf"|{_THEN}那[批家次个回种][^,。!?;]{{0,6}}$"
    rf"|{_THEN}[^,。!?;]{{0,14}}{_GAVE}(?:的|嘅|了|过)?(?:都?是|系)?个?$"
)
_GIVEN_THEN_IN_LETTERS = re.compile(
    r"\b(?:gave|rated|put|said|scored)\b[^,.!?;]{0,24}\b(?:last (?:\w+)|years? ago|back then)\b"
)
_THEN_GIVEN_IN_LETTERS = re.compile(
    r"\b(?:last (?:year|time|month|week)|years? ago|back then)\b[^,.!?;]{0,16}"
    r"\b(?:gave|rated|put|said|ticked|chose|picked|scored)\b[^,.!?;]{0,10}$"
)
_AS_THEN = re.compile(
    r"一样|照旧|照样|照上|还是|还给|仍|同样|依旧|也[给打是]|不变|\b(?:same|again|still|as before)\b"
)


def is_given_earlier(words: str, start: int, asked: str) -> bool:
    """Whether a value that begins here was given another time, and not said to be so still."""
    if _AS_THEN.search(words) or "上次" in asked or "上回" in asked:
        return False
    least = max(start - CLAUSE_MOST, 0)
    if any(told.search(words, least, start) for told in (_GIVEN_THEN, _THEN_GIVEN_IN_LETTERS)):
        return True
    return any(
        told.start() < start < told.end()
        for told in _GIVEN_THEN_IN_LETTERS.finditer(words, least, start + CLAUSE_MOST)
    )

"""Options that last so long, chosen by how long that is: 三个月那种 is 季卡, 12个月 按年付."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.positions import NOWHERE
from flows.understanding.answers.settling import Candidate
from flows.understanding.english_numbers import WORDS
from flows.understanding.numbers import NUMERAL_CHARACTERS, whole_number

OPTIONS_LEAST = 2
"""With fewer options that last so long a menu is one of other things."""
TOLERANCE = 0.06
"""31 days are a month, and 365 a year."""

_IN_MONTHS = {
    "天": 1 / 30, "日": 1 / 30, "周": 7 / 30, "星期": 7 / 30, "礼拜": 7 / 30, "月": 1.0,
    "季": 3.0, "季度": 3.0, "半年": 6.0, "年": 12.0, "day": 1 / 30, "week": 7 / 30, "month": 1.0,
    "quarter": 3.0, "year": 12.0,
}  # fmt: skip
_ENGLISH = {"dai": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_MOST_IN_WORDS = 12
_WORDS = ("a", *(word for word, number in WORDS.items() if 0 < number <= _MOST_IN_WORDS))
_OPTION = re.compile(
    r"(?:按|包|办|交|付)?(?P<unit>[天日周月年]|季度?|半年)(?:卡|票|付|缴|交|租|费|度|结|保|证)?(?:缴费|付款)?$"
    r"|(?P<latin>daily|weekly|monthly|quarterly|yearly|annual)"
    r"(?: (?:pass|card|permit|payment|ticket|plan|membership))?$"
)
_TERM = re.compile(
    rf"(?:(?P<each>按|每个?|逐|论)|(?P<number>半|整|一整|\d+|[{NUMERAL_CHARACTERS}]+)(?P<counted>个)?)"
    r"(?P<unit>季度?|星期|礼拜|[天日周年]|(?(each)|(?(counted)|(?!)))月)(?P<half>半)?"
    rf"|\b(?P<count>half a|whole|full|\d+|{'|'.join(_WORDS)})[ -]"
    r"(?P<latin>day|week|month|quarter|year)s?\b"
)
_OTHERWISE_BEHIND = re.compile(
    r"[之以]?[前后]|[多了过]|以来|没|冇|内|里|就?到期|大(?!家)|都?[没不]?[住用开停来]不|[\d一二三四五六七八九十百千]+(?!个?[天月年季周])|份|级|假|终|底|初"
    r"|\s?(?:ago|old|later|left|in a row|since)"
)
_OTHERWISE_BEFORE = re.compile(
    r"(?:住|租(?=了)|过|等|用|交|办|停|搬来?|开|来|欠|拖|隔|快|第|前|上个?|这|那|下个?|已经|还有|还剩|就|都|去|今|明|当)了?$"
    r"|\b(?:for the (?:last|past)|last|past|next|this|lived here|another|in|after)\s$"
    r"|\b(?:been|lived|stayed|waited|owned|had)\b[^,]*$"
)
_CHOOSES = re.compile(r"(?:先|就|想|要|我|选|来|给|一次|一下子?|直接)(?:交|办|用|停|开|来|去)$")
_EACH_IS_CHOSEN = re.compile(
    r"(?:吧|呗|啦|咯|喽|咧|嘛|了|就|都|一[次回]|[的那这种款卡票])*"
    r"(?:$|[交付办买来给缴续结好行省]|划算|方便|便宜|可以)"
)
"""每月工资才发 chooses no 月卡."""


def by_term(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """The options that last as long as a message says; NOWHERE where none or two of them do."""
    terms = _terms(options)
    return [
        Candidate(_place(months, terms), start, end, part)
        for part in (found if terms else ())
        for months, start, end in _told(words, part)
        if not is_denied(words, part, start, end)
    ]


def is_of_terms(words: str, options: tuple[str, ...]) -> bool:
    """Whether a menu is one of terms, and a message tells how long anything lasted."""
    return bool(_terms(options)) and _TERM.search(words) is not None


def is_term(said: str) -> bool:
    """Whether some words of a message are nothing but how long something lasts."""
    return _TERM.fullmatch(said) is not None


def _place(months: float, terms: tuple[float | None, ...]) -> int:
    same = [
        place
        for place, one in enumerate(terms, start=1)
        if one is not None and abs(one - months) <= one * TOLERANCE
    ]
    return same[0] if len(same) == 1 else NOWHERE


@lru_cache(maxsize=MENUS_KEPT)
def _terms(options: tuple[str, ...]) -> tuple[float | None, ...]:
    """How many months each option lasts; empty for a menu of other things."""
    terms = tuple(map(_of_option, map(core_of, options)))
    return terms if sum(one is not None for one in terms) >= OPTIONS_LEAST else ()


def _of_option(core: str) -> float | None:
    found = _OPTION.match(core)
    if found is None:
        return None
    if found["latin"]:
        unit = found["latin"].removesuffix("ly").replace("annual", "year")
        return _IN_MONTHS[_ENGLISH[unit]]
    return _IN_MONTHS[found["unit"]]


def _told(words: str, part: Part) -> Iterator[tuple[float, int, int]]:
    for found in _TERM.finditer(words, part.opens, part.end):
        if _OTHERWISE_BEHIND.match(words, found.end()):
            continue
        if found["each"] and not _EACH_IS_CHOSEN.match(words, found.end(), part.end):
            continue
        before = words[part.opens : found.start()]
        if _OTHERWISE_BEFORE.search(before) and not _CHOOSES.search(before):
            continue
        months = _months(found)
        if months is not None:
            yield months, *found.span()


def _months(found: re.Match[str]) -> float | None:
    unit = _IN_MONTHS[found["latin"] or found["unit"]]
    written = found["number"] or found["count"] or ""
    if found["each"] or written in ("整", "一整", "whole", "full"):
        return unit
    if written in ("半", "half a"):
        return unit / 2
    number = 1 if written == "a" else whole_number(written)
    return None if number is None else (number + (0.5 if found["half"] else 0)) * unit

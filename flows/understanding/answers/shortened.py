"""An option that is named by one or two of its characters: 灯 is 路灯, 地库 is 地下车库."""

import re

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.menus import core_of, menu
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate

_TWO = re.compile(r"[\u3400-\u9fff]{2}")
_GOES_ON = re.compile(r"头|子|里|上|来|嚟|过[来嚟]|的|嘅|那个|那种|嗰个")
_TELLS_NOTHING = frozenset(
    "我你他她您们这那不没有是在的了就都也还再先上下大小好多要想可能会一二三四五天年月日时"
)
"""Characters that begin far too many words to tell an option."""


def only_character(words: str, part: Part, options: tuple[str, ...]) -> Candidate[int] | None:
    """灯 for 路灯: the one character that a part is made of, where one option alone has it."""
    start = skip_leads(words, part.opens, part.end)
    core = words[start : start + 1]
    end = start + 1 + words.startswith("子", start + 1)
    if not core or core.isascii() or skip_tail(words, end, part.end) < part.end:
        return None
    having = [place for place, option in enumerate(options, start=1) if core in core_of(option)]
    example = menu(options).characters.get(core)
    if len(having) != 1 and (having or example is None):
        return None
    return Candidate(having[0] if having else example or 0, start, end, part)


def abbreviated(words: str, part: Part, options: tuple[str, ...]) -> Candidate[int] | None:
    """The one option that has both characters of which a part is made, in this order."""
    start = skip_leads(words, part.opens, part.end)
    pair = _TWO.match(words, start, part.end)
    if pair is None or skip_tail(words, pair.end(), part.end) < part.end:
        return None
    first, second = pair[0][0], pair[0][1]
    having = [
        place
        for place, option in enumerate(options, start=1)
        if 0 <= core_of(option).find(first) < core_of(option).rfind(second)
    ]
    return Candidate(having[0], *pair.span(), part) if len(having) == 1 else None


def begun(words: str, part: Part, options: tuple[str, ...]) -> Candidate[int] | None:
    """The one option that has the character with which a part begins: 寄嚟啦, 木头的."""
    start = skip_leads(words, part.opens, part.end)
    core = words[start : start + 1]
    if not core or core.isascii() or core in _TELLS_NOTHING:
        return None
    if _GOES_ON.match(words, start + 1, part.end) is None or is_denied(
        words, part, start, start + 1
    ):
        return None
    having = [place for place, option in enumerate(options, start=1) if core in core_of(option)]
    return Candidate(having[0], start, start + 1, part) if len(having) == 1 else None

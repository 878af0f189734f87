"""Half sentences that answer by telling how it is: 修得挺好, 下午才回来, 没见到人, 打吧."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from flows.understanding.answers.asides import aside_at
from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.asked_for import headings_for
from flows.understanding.answers.errands import errands
from flows.understanding.answers.households import is_sure, members
from flows.understanding.answers.parts import Part
from flows.understanding.lexicon.patterns import pattern

FILE = "statements.patterns"
MESSAGE_LONGEST = 200
"""Whoever writes more tells a story, in which half sentences answer nothing."""

Statement = tuple[int, int, bool]
"""Where a statement begins and ends, and whether it means yes."""

_DENIED = re.compile(
    r"\b(?:not|never|no|hardly|nobody|isnt|wasnt|doesnt|dont|wont|cant)(?: \w+)? $"
)
_MORNING = re.compile("早上(?!好)")
"""No greeting, as 早 is."""
_GRADE = re.compile("(?:不|很|较|非常|比较)?满意|一般")
_THANKS = re.compile(
    r"[\s,]*(?:谢谢|多谢|(?<!就)辛苦|唔该|感谢|麻烦|thanks|thank you|thx|cheers)[^,]{0,6}$"
)
_PICTURES = re.compile(r"\W+$")
_DAY_PARTS = (
    r"早上|上午|上昼|明早|听朝|朝早|早晨|morning",
    r"下午|下昼|午后|afternoon",
    r"晚上|夜晚|傍晚|今晚|明晚|夜里|evening|tonight",
)
_NOW = re.compile(r"现在|而家|此刻|\bnow\b")
_LATER = re.compile(
    r"晚上|下午|明[天早晚]|听[日晚]|[\d一二三四五六七八九十]点|\b(?:tonight|tomorrow|later)\b"
)
_WEEKDAYS = "一monday 二tuesday 三wednesday 四thursday 五friday 六saturday 日sunday".split()
_DAYS = (
    r"今[天晚早日]|today|tonight",
    r"明[天早晚日]|听[日朝晚]|tomorrow",
    r"后[天日]",
    r"周末|weekend",
    *(rf"(?:周|星期|礼拜){day[0]}|{day[1:]}" for day in _WEEKDAYS),
)
_HAN_HOURS = "一 [二两] 三 四 五 六 七 八 九 十 十一 十二".split()
_HOURS = tuple(
    rf"(?<![\d一二三四五六七八九十])(?:0?{hour}|{han})点|\b{hour} ?(?:[ap]m|oclock)\b"
    for hour, han in enumerate(_HAN_HOURS, start=1)
)
_NOT_AT_A_TIME = re.compile(r"(?:please )?(?:dont|do not|no need to) ")
_A_TIME = re.compile(r" ?(?:before|after|until|till|unless)\b")
"""don't come before ten wants the visit: only the hour is refused."""
# What means yes to one question may mean no to others: a leak that stops, water that is back.
_OF_WORDS = ((r"[漏渗滴]", "stopped"), (r"\bback\b", "back"))


def statements(words: str, part: Part, asked: Asked) -> Iterator[Statement]:
    """What a part tells about what was asked; some may stand over others."""
    if len(words) > MESSAGE_LONGEST:
        return
    at, said = told_in(words, part)
    if _NOT_AT_A_TIME.match(said) and _A_TIME.match(words, part.end):
        return
    for start, end, is_yes in (*_by_words(said, asked), *_by_topic(said, asked)):
        if start < end:
            yield at + start, at + end, is_yes


def told_in(words: str, part: Part) -> tuple[int, str]:
    """Where a part begins to tell something, and what, without greetings, thanks and pictures."""
    at = part.opens
    while at < part.end and not _MORNING.match(words, at):
        behind = aside_at(words, at, part.end)
        if behind is None:
            break
        at = behind
    return at, _PICTURES.sub("", _THANKS.sub("", words[at : part.end]))


def names_other_time(said: str, asked: str) -> bool:
    """Whether another day or another part of it is named than was asked for."""
    return (
        _differs(_DAY_PARTS, said, asked)
        or _differs(_DAYS, said, asked)
        or _differs(_HOURS, said, asked)
    )


def _by_topic(said: str, asked: Asked) -> Iterator[Statement]:
    if (not asked.topics and not asked.has_happened) or is_sure(asked.words):
        yield from members(said, asked.words)
    yield from errands(said, asked.words)
    for name, is_yes in headings_for(asked):
        for found in _pattern(name).finditer(said):
            yield *found.span(), is_yes
    for topic in Topic:
        if topic not in asked.topics or topic is Topic.SATISFIED:
            continue
        is_moved = topic is Topic.CONVENIENT and (
            names_other_time(said, asked.words)
            or (_NOW.search(asked.words) is not None and _LATER.search(said) is not None)
        )
        if topic is Topic.OFFER and names_other_time(said, asked.words):
            continue
        is_fault = topic is Topic.BROKEN
        name = Topic.FIXED if is_fault else topic
        for found in _pattern(f"{name}_yes").finditer(said):
            if not _DENIED.search(said, 0, found.start()):
                yield *found.span(), not is_moved and not is_fault
        for found in _pattern(f"{name}_no").finditer(said):
            yield *found.span(), is_fault


def _by_words(said: str, asked: Asked) -> Iterator[Statement]:
    """What is said by words of the question: 停了 of a leak, a denial that is repeated."""
    if asked.is_told:
        for word, name in _OF_WORDS:
            if re.search(word, asked.words):
                for found in _pattern(name).finditer(said):
                    is_denied = _DENIED.search(said, 0, found.end()) or "not " in found[0]
                    yield *found.span(), (Topic.BROKEN in asked.topics) is bool(is_denied)
    if Topic.VERIFY in asked.topics:  # 不满意 agrees with 您评价为不满意，是否属实
        asked_for = {found[0] for found in _GRADE.finditer(asked.words)}
        for found in _GRADE.finditer(said) if asked_for else ():
            yield *found.span(), found[0] in asked_for
        for denial, pair in product("不没", asked.echoes):
            if denial + pair in asked.words and (at := said.find(denial + pair)) >= 0:
                yield at, at + len(pair) + 1, True


def _differs(kinds: Iterable[str], said: str, asked: str) -> bool:
    named = {kind for kind in kinds if re.search(kind, said)}
    wanted = {kind for kind in kinds if re.search(kind, asked)}
    return bool(named and wanted) and named.isdisjoint(wanted)


def _pattern(name: str) -> re.Pattern[str]:
    return pattern(FILE, name)

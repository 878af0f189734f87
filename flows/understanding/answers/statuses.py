"""Options that say how far something is, and what means them: 早办了 已办理, 没顾上 未办理."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate

DONE, GOING_ON, NOT_YET = "done", "going_on", "not_yet"
STATUSES_LEAST = 2

_OPTIONS = (
    (NOT_YET, re.compile(r"(?:还|尚)?(?:未|没有?)(?P<deed>[\u3400-\u9fff]{1,4})$")),
    (GOING_ON, re.compile(r"(?:正在)?(?P<deed>[\u3400-\u9fff]{1,4})中$|正在(?P<other>.{1,4})$")),
    (DONE, re.compile(r"已经?(?P<deed>[\u3400-\u9fff]{1,4})$")),
)
_NOT_YET = (
    r"(?:还|尚|一直|到现在)?(?:都|也)?(?:没有?|未|冇)(?:顾[上得]|来得及|空|时间|去)?[^,。!?]{{0,2}}[{own}]"
    r"|(?:还|仲|一直)(?:没有?|未|冇)(?:呢|啊|去)?$|没(?:顾[上得]|来得及|空弄|时间弄)"
)
_GOING_ON = (
    r"(?:正在|还在|在|正)[^,。!?没]{{0,2}}[{own}](?!了)|[{own}][^,]{{0,2}}一半|交上去|交了?材料|排队|排期"
    r"|等(?:着|通知|审批|审核|结果|批)|走流程|审[核批]|快(?:[{own}])?(?:好|完)了"
)
_DONE = (
    r"(?:早就?|已经?|都|刚|上[周月]|去年|前年|昨天)[^,。!?没不]{{0,3}}[{own}]"
    r"|[{own}][^,。!?没不]{{0,2}}[了过好齐完]"
)


def by_status(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """The option that is as far as each part says, in a menu of how far a deed is."""
    statuses = _statuses(options)
    if len(statuses) < STATUSES_LEAST:
        return []
    named = []
    for part in found:
        for _, place, pattern in statuses:
            told = pattern.search(words, part.opens, part.end)
            if told is not None and not part.is_asked:
                named.append(Candidate(place, *told.span(), part))
                break
    return named


@lru_cache(maxsize=MENUS_KEPT)
def _statuses(options: tuple[str, ...]) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """The statuses of a menu with their places, what is not yet so first: 还没办好 is not done."""
    deeds: dict[str, tuple[int, str]] = {}
    for place, option in enumerate(options, start=1):
        for status, pattern in _OPTIONS:
            match = pattern.match(core_of(option))
            if match is not None:
                deed = next(one for one in match.groups() if one)
                deeds.setdefault(status, (place, deed))
                break
    shared = set.intersection(*(set(deed) for _, deed in deeds.values())) if deeds else set()
    if not shared:
        return ()
    own = "".join(sorted(shared))
    told = {NOT_YET: _NOT_YET, GOING_ON: _GOING_ON, DONE: _DONE}
    return tuple(
        (status, deeds[status][0], re.compile(told[status].format(own=own)))
        for status in told
        if status in deeds
    )

"""Two values of which the writer has not chosen one: 不是六百就是七百, 要么三张要么四张."""

import re
from collections.abc import Sequence

from flows.understanding.answers.settling import Candidate

_VALUE = (
    r"[^,。!?;]{0,6}(?:\d|[一二两俩三仨四五六七八九十百千半]|[今明后]天|[今明后听]日"
    r"|[周期拜][日天]|[上下]午|早上|晚上)"
    r"[^,。!?;]{0,8}?"
)
_EITHER_OR = re.compile(
    rf"(?:不是|唔系)(?:周|星期|礼拜)[一二三四五六日天]就(?:周|星期|礼拜)[一二三四五六日天]"
    rf"|(?:不是|不系|唔系|若不是|要不是){_VALUE},?(?:就是|就系|便是|则是){_VALUE}"
    rf"|(要么|要不|要嘛|或是|或者?|一系){_VALUE},?\1{_VALUE}"
    r"|\bif not [^,.!?]{1,24},? (?:then|itll be|its|it is)\b|\bfailing that\b"
)

_EITHER_PLACE = re.compile(
    r"(?:^|[,。选要])(?:第)?[1-9一二三四五](?:号|个)?,?(?:还是|或者?是?|定系?|抑或|要[么不](?:就|是)?)(?:第)?"
    r"[1-9一二三四五](?:号|个)?(?:$|[好呢啊呀吧?,。])"
)

_EITHER_NAMED = re.compile(
    r"(?:不是|唔系)(?P<one>[^,。!?;不]{1,8}?)就[是系](?P<other>[^,。!?;]{1,8})(?=$|[,。!?;])"
)
_OR_ELSE = re.compile(r"(?:^|[,。!?;])[^,。!?;不没贵难远太满]{2,8}要[不么](?:就|是)?$")
"""微信要不就短信: the first one has not been turned down."""
BEFORE_MOST = 16


def is_either_named(words: str, named: Sequence[Candidate[int]]) -> bool:
    """Whether all that is named may as well be another one: 不是厨房就是厕所."""
    if any(_OR_ELSE.search(words, max(one.start - BEFORE_MOST, 0), one.start) for one in named):
        return True
    either = _EITHER_NAMED.search(words)
    return either is not None and all(
        either.start() <= one.start and one.end <= either.end() for one in named
    )


def is_either_place(words: str) -> bool:
    """Whether plain words leave open which of two places of a menu it is: 2定3好呢."""
    return _EITHER_PLACE.search(words) is not None


def is_either_or(words: str) -> bool:
    """Whether plain words leave open which of two values it is."""
    return _EITHER_OR.search(words) is not None

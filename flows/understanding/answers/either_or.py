"""Two values of which the writer has not chosen one: 不是六百就是七百, 要么三张要么四张."""

import re

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


def is_either_or(words: str) -> bool:
    """Whether plain words leave open which of two values it is."""
    return _EITHER_OR.search(words) is not None

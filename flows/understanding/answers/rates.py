"""So many in a day, a week or a month: an answer only where just that was asked for."""

import re

_PERIODS = (
    re.compile(r"[每一](?:天|日)|\b(?:a|per|each|every) day\b|\bdaily\b"),
    re.compile(r"[每一]个?(?:周|星期|礼拜)|\b(?:a|per|each|every) week\b|\bweekly\b"),
    re.compile(r"[每一]个?月|\b(?:a|per|each|every) month\b|\bmonthly\b"),
    re.compile(r"[每一]年|\b(?:a|per|each|every) year\b|\b(?:yearly|annual\w*)\b"),
)
_AT_END = re.compile(
    r"(?:三天|[每一]个?(?:天|日|周|星期|礼拜|月|年))(?:才|也|就|得|要|大概|用|喝|收|交|约|平均|有|来|洗)*$"
)
_BEHIND = re.compile(r" ?(?:a|per|each|every) (?:day|week|month|year)\b")
_RATE = re.compile(r"[每一]个?(?:天|日|周|星期|礼拜|月|年)[^,。\d]{0,2}[\d一二两三四五六七八九十]")


def tells_rate(words: str) -> bool:
    """Whether so many are told for each of some time."""
    return _RATE.search(words) is not None


def is_of_other_period(words: str, start: int, end: int, asked: str, *, is_sum: bool) -> bool:
    """Whether a number is one a day where so many a week were asked for, or so many in all.

    A sum of money may be paid by the month (`is_sum`).
    """
    before = _AT_END.search(words, max(start - 10, 0), start)
    behind = _BEHIND.match(words, end)
    told = before or behind
    if told is None:
        return False
    wanted = [one for one in _PERIODS if one.search(asked)]
    if not wanted:
        return not is_sum
    return not any(one.search(told[0]) for one in wanted)

"""Numbers that were promised, asked for or so before, where the message tells what came of it.

说20分钟到，结果等了50分钟 is 50; 上月三次 tells nothing of 这个月.
"""

import re
from collections.abc import Sequence

from flows.understanding.grammar import LOOKED_BACK, stands_before
from flows.understanding.quantities import Quantity

_SUPPOSED = re.compile(
    r"(?:说[好是]?|讲好?|约好?|承诺|保证|通知|登记的?是?|户口|中介|合同|宣传|广告|图纸|号称"
    r"|标称|吹|名义上?"
    r"|原来|原本|本来|原先|早先|起先|先前|以前|从前|之前|[开要叫喊报]价|(?P<asked>要)"
    r"|\b(?:said|says|told|claim(?:s|ed)|advertised(?: as)?|contract|brochure|agent|promised"
    r"|quoted"
    r"|supposed to be|meant to be|planned"
    r"|should have been|used to be|was going to be|originally))"
    r"[^,。.!?]{0,6}$"
)
_CAME_OF_IT = re.compile(
    r"结果|最后|后来|实际上?|其实|实为|但是?|不过|可是|现在|如今|而家|依家|实测|真实|真正"
    r"|量[出了]|[,。;]?(?:还|就|只|现在|如今)?剩(?:下|低)?"
    r"|[还砍讲降减缩压延拖增加改](?:[短长少到成为至])?[到成为至]"
    r"|\b(?:but|really|in reality|measured|now|in the end|ended up|turned out|actually"
    r"|eventually)\b"
)
_ON_PAPER = re.compile(r" ?(?:sqm |square metres )?(?:on paper|as advertised|in the contract)\b")
_THIS = re.compile(r"这个?月|本月|这周|本周|今年|this (?:month|week|year)")
_USUALLY = re.compile(r"按(?:平时|平日|平常)")
_FEASTS = re.compile(
    r"(?:过年|过节|春节|节假日|假期|周末|放假|\b(?:weekends?|holidays))[^,。;!?]{0,8}$"
)
_LAST_TIME = re.compile(r"(?:上次|上回|上一次|上趟|last time)[^,。;!?]{0,8}$")
_THIS_TIME = re.compile(
    r"(?:这次|这回|今次|本次|this time)[^,。;!?]{0,8}[\d一二两三四五六七八九十a-z]"
)
_THIS_ASKED = re.compile(r"这[次回]|本次|今次|this time")
_EARLIER = re.compile(
    r"(?:去年|前年|上个?月|上个?周|上个?星期|昨[天日]|上[次回]|往年|\b(?:last \w+"
    r"|yesterday))[^,。;!?]{0,8}$"
)
_THEN = re.compile(
    r"去年|前年|上个?月|上个?周|昨[天日]|上[次回]|\b(?:last (?:year|month|week|time)|yesterday)\b"
)
_NOW_TOLD = re.compile(
    r"(?:今年|这个?月|本月|今[天日]|这[次回]|现在|\b(?:this (?:year|month|time)|today|now))"
    r"[^,。;!?又再也还加]{0,8}[\d一二两三四五六七八九十]"
)
_LAST = re.compile(
    r"(?:上个?(?:月|周|星期|礼拜)|去年|前年|旧年|last (?:month|week|year))[^,。;!?]{0,8}$"
)


def tells_then_and_now(words: str) -> bool:
    """Whether a number of now stands behind one of an earlier time: 去年五个，今年四个."""
    then = _THEN.search(words)
    return then is not None and _NOW_TOLD.search(words, then.end()) is not None


def came_of_it(words: str, said: Sequence[Quantity]) -> int:
    """Where what came of a promise begins, if a number stands behind it; else 0."""
    supposed = [
        one
        for one in said
        if stands_before(_SUPPOSED, words, one.start) or _ON_PAPER.match(words, one.end)
    ]
    if not supposed:
        return 0
    marks = [mark.end() for mark in _CAME_OF_IT.finditer(words, supposed[0].end)]
    ends = [end for end in marks if any(one.start >= end for one in said)]
    return ends[-1] if ends else 0


def is_outdated(words: str, start: int) -> bool:
    """Whether a number was promised or so before, and the message goes on to what came of it."""
    before = _SUPPOSED.search(words, max(start - LOOKED_BACK, 0), start)
    is_supposed = before is not None and not before["asked"]
    return is_supposed and _CAME_OF_IT.search(words, start) is not None


def is_of_other_time(words: str, start: int, asked: str) -> bool:
    """Whether a number tells of another time than was asked about, or than one told of behind it.

    The last month where this one was asked about, the last time or any earlier one where a number
    of now is told too, and feasts where it says 按平时.
    """
    before = words[max(start - LOOKED_BACK, 0) : start]
    if _USUALLY.search(words) and stands_before(_FEASTS, words, start):
        return True
    if _LAST_TIME.search(before) and (_THIS_TIME.search(words) or _THIS_ASKED.search(asked)):
        return True
    if _EARLIER.search(before) and _NOW_TOLD.search(words, start):
        return True
    return _THIS.search(asked) is not None and stands_before(_LAST, words, start)

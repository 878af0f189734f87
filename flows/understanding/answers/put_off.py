"""Answers that are put off, and what is only spoken of meanwhile: 我在厨房颠勺呢，等会儿回你."""

import re
from collections.abc import Sequence
from typing import TypeVar

from flows.understanding.answers.settling import Candidate

T = TypeVar("T")

CLAUSE_MOST = 40
BESIDE_LEAST = 2
"""So many characters beside an option, up to the next mark, say something of it."""

_SOON = (
    r"(?:等(?:会儿?|下|一下|阵|等|我)|待会儿?|一会儿?|回头|晚点儿?|晚些|迟[啲些]|阵间|一阵"
    r"|转头|下班|放工|忙完|返嚟|返到|回[家去来]|明[天早]|听日|得闲)"
)
_PUT_OFF = re.compile(
    rf"{_SOON}[^,。!?;]{{0,4}}?(?:再|先)?(?:跟|同|给|俾)?(?:(?:回复?|答复?|覆|复"
    rf"|告诉)(?:[你您]们?)?|(?:[你您]们?)(?:说|讲|答复|回复|消息|信)"
    rf"|(?:再|先)?(?:说|讲|回|答|覆))[啊吧哈啦哦呢]*[。!~… ]*$"
    rf"|{_SOON}[^,。!?;]{{0,2}}(?:再|先)(?:选|填|拣|约|看|报|订|决定|挑)[啊吧哈啦哦呢]*[。!~… ]*$"
    r"|(?:^|[,。!?;])(?:稍等|等下|等等|等一下|等阵|等下回|请稍等)[啊吧哈啦哦呢]*[。!~… ]*$"
    r"|(?:返嚟|返到|回来|回家|出来|出返嚟|忙完)(?:再|先)(?:同|跟|给|俾)?(?:你|您)?(?:覆|答|回|讲"
    r"|说|拣|选|填)[你您]?"
    r"[啊吧哈啦哦呢]*[。!~… ]*$"
    r"|\b(?:text|call|tell|answer|reply to|message|ring|let) (?:you|u)(?: know)? (?:later|soon"
    r"|tonight|tomorrow|in a bit)\b"
    r"|\b(?:get|come) back to you\b"
)
_OF_A_FAULT = re.compile(
    r"[漏渗滴堵塞坏裂断掉响吵臭跳闪卡松]|修|换|没水|没电|[不唔]了|[不唔]到|[不唔]动|[不唔]上"
    r"|[不唔]开|\b(?:broken|leak|blocked|stuck)"
)
_WANTS = re.compile(
    r"(?:要|想|用|约|选|发|报|订|就|先|改|走|给)$|\b(?:please|want|like|take|go with|prefer"
    r"|choose|prefer)\b"
)
_FAULT_ASKED = re.compile(r"报修|修|坏|故障|噪|漏|投诉|\b(?:wrong|broken|repair|problem)")
_THERE = re.compile(r"(?:正在?|在|喺|上|去|蹲|进|\b(?:at|in) the )$")
_JUST_NOW = re.compile(r"(?:里|度|那|这)?(?:呢|紧|中|now\b)?(?=$|[,。!])")
_NO_MORE_THAN = re.compile(
    r"\b(?:the|an?|just|ok|yes|for)\b|[\s吧啊呀呢了啦喇嘛哈的哦噢嗯我要选就先]*"
)


def without_spoken_of(
    words: str, candidates: Sequence[Candidate[T]], asked: str
) -> list[Candidate[T]]:
    """The candidates without those that are spoken of while the answer is put off."""
    off = _PUT_OFF.search(words)
    if off is None:
        return list(candidates)
    is_of_faults = _FAULT_ASKED.search(asked) is not None
    return [
        one
        for one in candidates
        if one.end <= off.start() and not _is_laden(words, one, is_of_faults=is_of_faults)
    ]


def _is_laden(words: str, one: Candidate[T], *, is_of_faults: bool) -> bool:
    """Whether a clause says something else of an option than that it is meant."""
    least = max(one.start - CLAUSE_MOST, 0)
    begins = max(least, *(words.rfind(sign, least, one.start) + 1 for sign in ",。!?;."))
    ends = min(
        (at for at in (words.find(sign, one.end) for sign in ",。!?;.") if at >= 0),
        default=len(words),
    )
    before, behind = words[begins : one.start], words[one.end : ends][:CLAUSE_MOST]
    if _THERE.search(before) and _JUST_NOW.match(behind):
        return True
    if _WANTS.search(before):
        return False
    if is_of_faults and (_OF_A_FAULT.search(behind) or _OF_A_FAULT.search(before)):
        return False
    rest = _NO_MORE_THAN.sub("", before) + _NO_MORE_THAN.sub("", behind)
    return len(rest) >= BESIDE_LEAST

"""A visit that is agreed on shall be at another time, or not at all, in a resident's words."""

import re
from dataclasses import dataclass

from flows.understanding.time_words import words_of_time
from flows.understanding.words import normalised, without_courtesy

_WHOLE = frozenset(
    (
        "改约 改预约 改期 改时间 换时间 换个时间 改个时间 改一下时间 换一下时间 改上门时间 "
        "更改预约 修改预约 重新约 重新预约 取消预约 取消上门 预约取消 取消约 不约了 "
        "reschedule changeappointment changetheappointment changemyappointment changethetime "
        "changethevisit movethevisit cancelappointment cancelmyappointment canceltheappointment "
        "cancelvisit cancelthevisit"
    ).split()
)
"""What means nothing else, whatever is asked at that moment."""

_MOVES = re.compile(
    r"改约|改期|改[到成在为去]|改[一个]?下?时间|改(?=周|星期|礼拜|今|明|后|大后|下|上午|\d)|换[到成]|换[一个]?下?时间"
    r"|[挪移推延]到|推[迟后]|提[前早]|延后|另约|重新约|约(?:别的|其他|其它)"
    r"|\bresched\w*|\bmov(?:e|ing) (?:it|that|(?:the|my|our) (?:visit|appointment))"
    r"|\b(?:change|switch|shift) (?:it|that|(?:the|my|our) (?:visit|appointment|time))"
    r"|\banother (?:time|day)\b|\bpostpone\b|\binstead\b"
)
_CANNOT = re.compile(
    r"不在[家屋]|没(?:有)?(?:空|时间|人在)|不方便|[来赶]不[了及]|赶不回|冇(?:空|时间|人)|唔(?:得闲|喺屋企|方便)"
    r"|\bnot (?:be )?(?:at )?home\b|\bwon'?t be (?:in|home|there)\b|\bcan'?t make (?:it|that)\b"
    r"|\bnot available\b"
)
_VISIT = re.compile(
    r"约|上门|师傅|主管|[来過过]看|那[天个日]|到时"
    r"|\bvisit|\bappointment|\bcome\b|\bthat (?:day|time)\b"
)
_CALLS_OFF = re.compile(
    r"(?:取消|不用|不要|唔使|唔好|别)[^,，。;；]{0,4}(?:预约|上门|约)|(?:预约|约好的|上门)[^,，。]{0,4}取消"
    r"|\bcancel[^,.]{0,12}\b(?:appointment|visit)|\bno (?:need|more)[^,.]{0,8}\bvisit"
)


@dataclass(frozen=True)
class VisitChangeWish:
    """A wish to change a visit; `time` are the words that may tell the new one.

    `is_whole`: the message says nothing else, so that no open question can be meant.
    """

    time: str = ""
    is_whole: bool = False


def read_visit_change(text: str) -> VisitChangeWish | None:
    """What somebody with whom a visit is agreed on may want of it; None for all else."""
    if any(word.replace("'", "") in _WHOLE for word in without_courtesy(text)):
        return VisitChangeWish(is_whole=True)
    said = normalised(text)
    cannot, move = _CANNOT.search(said), _MOVES.search(said)
    if _CALLS_OFF.search(said) is not None and move is None:
        return VisitChangeWish()
    is_about_visit = bool(words_of_time(said)) or _VISIT.search(said) is not None
    if not is_about_visit or (cannot is None and move is None):
        return None
    if move is None:
        return VisitChangeWish()
    behind, before = said[move.end() :], said[: move.start()]
    if words_of_time(behind):
        return VisitChangeWish(behind)
    # 周五下午可以改吗 tells the new time in front; 明天不在家，改个时间 tells the old one.
    return VisitChangeWish("" if cannot is not None else before)

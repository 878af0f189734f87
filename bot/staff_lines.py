"""A staff member's chat line, read: the verb, the number, and what else it says. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.rules.vocabulary import Verb
from flows.understanding.intents import NUMBER, case_number
from flows.understanding.short_numbers import PREFIXED, short_at, typed_form
from flows.understanding.words import same_length


class ChatVerb(StrEnum):
    """What staff can type; each stands for a verb on a case."""

    ACCEPT = "接单"
    RESPOND = "回复"
    PROMISE = "承诺"
    ASSIGN = "转派"
    PROPOSE = "方案"
    APPROVE = "同意"
    RETURN = "退回"
    RESOLVE = "完成"
    ADOPT = "采纳"
    DECLINE = "不采纳"
    CREDIT = "表扬"
    FLAG = "标记恶意"
    UNFLAG = "取消标记"
    COORDINATE = "外协"
    FORWARD = "转报修"
    WITHDRAW = "撤回"
    REVIEW = "复核"
    PHONED = "电话回复"
    VISITED = "上门回复"
    HAND_BACK = "交回"
    EXTEND = "延期"
    CHANGE_CLASS = "改类"
    CHANGE_URGENCY = "改急"
    REVISIT = "回访"
    SIGN_OFF = "签字"
    CLOSE = "结案"
    ARCHIVE = "归档"
    ARRANGE = "预约"
    REARRANGE = "改约"
    CALL_OFF = "取消预约"
    JOIN = "合并"
    ADD = "补充"


OTHER_WORDS = {
    "回覆": ChatVerb.RESPOND,
    "accept": ChatVerb.ACCEPT,
    "respond": ChatVerb.RESPOND,
    "reply": ChatVerb.RESPOND,
    "promise": ChatVerb.PROMISE,
    "assign": ChatVerb.ASSIGN,
    "propose": ChatVerb.PROPOSE,
    "plan": ChatVerb.PROPOSE,
    "approve": ChatVerb.APPROVE,
    "return": ChatVerb.RETURN,
    "resolve": ChatVerb.RESOLVE,
    "done": ChatVerb.RESOLVE,
    "外单位": ChatVerb.COORDINATE,
    "adopt": ChatVerb.ADOPT,
    "decline": ChatVerb.DECLINE,
    "credit": ChatVerb.CREDIT,
    "flag": ChatVerb.FLAG,
    "unflag": ChatVerb.UNFLAG,
    "coordinate": ChatVerb.COORDINATE,
    "forward": ChatVerb.FORWARD,
    "withdraw": ChatVerb.WITHDRAW,
    "review": ChatVerb.REVIEW,
    "电话回覆": ChatVerb.PHONED,
    "上门回覆": ChatVerb.VISITED,
    "phoned": ChatVerb.PHONED,
    "visited": ChatVerb.VISITED,
    "handback": ChatVerb.HAND_BACK,
    "extend": ChatVerb.EXTEND,
    "reclassify": ChatVerb.CHANGE_CLASS,
    "urgency": ChatVerb.CHANGE_URGENCY,
    "revisit": ChatVerb.REVISIT,
    "sign": ChatVerb.SIGN_OFF,
    "close": ChatVerb.CLOSE,
    "archive": ChatVerb.ARCHIVE,
    "arrange": ChatVerb.ARRANGE,
    "rearrange": ChatVerb.REARRANGE,
    "calloff": ChatVerb.CALL_OFF,
    "join": ChatVerb.JOIN,
    "add": ChatVerb.ADD,
}
PRAISE_LIST = frozenset({"表扬榜", "praise list"})
OF_MATTER: Mapping[ChatVerb, Verb] = {
    ChatVerb.ADOPT: Verb.ADOPT,
    ChatVerb.DECLINE: Verb.ADOPT,
    ChatVerb.CREDIT: Verb.CREDIT,
    ChatVerb.FORWARD: Verb.FORWARD,
}
"""Verbs of one kind of case: without a number they mean the only one of that kind in hand."""

EXAMPLES = {
    ChatVerb.RESPOND: "回复 {number} 师傅正在路上",
    ChatVerb.PROMISE: "承诺 {number} 明天下午3点 师傅上门",
    ChatVerb.ASSIGN: "转派 {number} wang.gong",
    ChatVerb.PROPOSE: "方案 {number} 更换水管并补做防水",
    ChatVerb.RETURN: "退回 {number} 请补充费用",
    ChatVerb.ADOPT: "采纳 {number} 下月在东门装路灯",
    ChatVerb.DECLINE: "不采纳 {number} 消防要求不能装",
    ChatVerb.FLAG: "标记恶意 {number} 多次核实不属实",
    ChatVerb.UNFLAG: "取消标记 {number} 已核实属实",
    ChatVerb.COORDINATE: "外协 {number} 供水公司 明天下午3点 主管爆裂，等他们抢修",
    ChatVerb.WITHDRAW: "撤回 {number} 与另一件重复",
    ChatVerb.PHONED: "电话回复 {number} 已告知住户明天上门",
    ChatVerb.VISITED: "上门回复 {number} 已当面说明原因",
    ChatVerb.HAND_BACK: "交回 {number} 超出权限 建议：更换整根管子",
    ChatVerb.EXTEND: "延期 {number} 后天下午3点 等配件",
    ChatVerb.CHANGE_CLASS: "改类 {number} 安全",
    ChatVerb.CHANGE_URGENCY: "改急 {number} 重点",
    ChatVerb.REVISIT: "回访 {number} 电话 好了 满意 住户说很快",
    ChatVerb.SIGN_OFF: "签字 {number} 满意",
    ChatVerb.CLOSE: "结案 {number} 多次沟通仍未达成一致",
    ChatVerb.ARRANGE: "预约 {number} 电话 明天下午3点 带上梯子",
    ChatVerb.REARRANGE: "改约 {number} 电话 后天上午",
    ChatVerb.CALL_OFF: "取消预约 {number} 电话 住户临时出门",
    ChatVerb.JOIN: "合并 {number} BX-0001",
    ChatVerb.ADD: "补充 {number} 电话 现在天花板也滴水了",
}
_SEPARATORS = " \t\n:：,，。.、-"
_WORDS = {same_length(verb): verb for verb in ChatVerb} | OTHER_WORDS
_LONGEST_FIRST = sorted(_WORDS, key=len, reverse=True)
_CHINESE = "|".join(word for word in _LONGEST_FIRST if not word.isascii())
_ENGLISH = "|".join(word for word in _LONGEST_FIRST if word.isascii())
_VERB = re.compile(rf"(?P<verb>{_CHINESE}|(?:{_ENGLISH})(?![a-z]))")


@dataclass(frozen=True)
class StaffLine:
    """What a line asks for; `number` is empty where none was typed, and may be a short one.

    `is_plain` tells that verb and number stand side by side, or the verb alone: such a line is
    never part of a text that is being asked for.
    """

    verb: ChatVerb
    number: str
    rest: str
    is_plain: bool


def is_praise_list(text: str) -> bool:
    """Whether the line asks for the tally of praise."""
    return " ".join(same_length(text).split()) in PRAISE_LIST


def read_line(text: str) -> StaffLine | None:
    """The verb, number and rest of a line, verb or number first; None where there is no verb."""
    written = text.strip()
    folded = same_length(written)
    number = NUMBER.search(folded)
    leads = number is not None and number.start() == 0
    first = number if leads else short_at(folded, 0, with_prefix=True)
    found = _VERB.match(folded, _behind(folded, first.end()) if first else 0)
    if found is None:
        return None
    verb, behind = _WORDS[found["verb"]], _behind(folded, found.end())
    if first is not None:
        typed = case_number(first) if leads else typed_form(first)
        return StaffLine(verb, typed, written[behind:].strip(), is_plain=True)
    if number is None or number.start() > behind:
        with_short = _with_short_number(verb, written, folded, behind)
        if with_short is not None:
            return with_short
    if number is None:
        rest = written[behind:].strip(_SEPARATORS)
        return StaffLine(verb, "", rest, is_plain=not rest)
    rest = f"{written[behind : number.start()]} {written[number.end() :]}".strip(_SEPARATORS)
    return StaffLine(verb, case_number(number), rest, is_plain=number.start() <= behind)


def _with_short_number(verb: ChatVerb, written: str, folded: str, behind: int) -> StaffLine | None:
    """接单 1, 回复 TS-0001 内容: the short number right behind the verb."""
    found = short_at(folded, behind)
    if found is None:
        return None
    rest = written[found.end() :].strip(_SEPARATORS)
    if verb is ChatVerb.ASSIGN and not rest and found.re is not PREFIXED:
        # Digits alone may be a colleague's userid.
        return None
    return StaffLine(verb, typed_form(found), rest, is_plain=True)


def _behind(text: str, at: int) -> int:
    """The place of the next word."""
    while at < len(text) and text[at] in _SEPARATORS:
        at += 1
    return at

"""A staff member's chat line, read: the verb, the number, and what else it says. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.understanding.intents import NUMBER
from flows.understanding.words import normalised


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


OTHER_WORDS = {
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
}
EXAMPLES = {
    ChatVerb.RESPOND: "回复 {number} 师傅正在路上",
    ChatVerb.PROMISE: "承诺 {number} 明天下午3点 师傅上门",
    ChatVerb.ASSIGN: "转派 {number} wang.gong",
    ChatVerb.PROPOSE: "方案 {number} 更换水管并补做防水",
    ChatVerb.RETURN: "退回 {number} 请补充费用",
}
_WORDS = {normalised(verb): verb for verb in ChatVerb} | OTHER_WORDS
_LINE = re.compile(
    rf"^\s*(?P<verb>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![a-z])[\s:：,，]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StaffLine:
    """What a line asks for; `number` is empty where none was typed."""

    verb: ChatVerb
    number: str
    rest: str


def read_line(text: str) -> StaffLine | None:
    """The verb, number and rest of a line; None where it begins with no verb."""
    found = _LINE.match(_simplified_head(text))
    if found is None:
        return None
    rest = text.strip()[len(found.group().lstrip()) :] if found.group().strip() else text
    number = NUMBER.search(rest)
    if number is None:
        return StaffLine(_WORDS[found["verb"].lower()], "", rest.strip(" ，,:：\n"))
    written = "-".join(number.groups()).upper()
    left = f"{rest[: number.start()]} {rest[number.end() :]}"
    return StaffLine(_WORDS[found["verb"].lower()], written, left.strip(" ，,:：\n"))


def _simplified_head(text: str) -> str:
    head = text.strip()[:20]
    simplified = normalised(head)
    return simplified if len(simplified) == len(head) else head.lower()

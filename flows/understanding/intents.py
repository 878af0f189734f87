"""What a message typed with no question open is about, by keywords."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.understanding.words import bare, normalised

NUMBER = re.compile(r"\b(TS|BX|JY|BY|ZX|QZ)-?(\d{8})-?(\d{4,})\b", re.IGNORECASE)


class Intent(StrEnum):
    """What somebody wants who did not answer a question."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    STATUS = "status"
    BIND = "bind"
    NOT_FIXED = "not_fixed"
    GREETING = "greeting"
    THANKS = "thanks"


@dataclass(frozen=True)
class Reading:
    """An intent, and the words that tell more than the intent itself."""

    intent: Intent
    details: str = ""


TRIGGERS = {
    Intent.STATUS: (
        "查进度 查询进度 进度 处理得怎么样 怎么样了 修了没 处理了吗 什么时候来修 什么时候修 还没人来 怎么还没 "
        "我的投诉 我的报修 status progress"
    ),
    Intent.BIND: (
        "绑定 绑定房屋 我的房屋 房屋认证 认证 登记房屋 住户登记 换手机号 搬家 注册 bind enrol register myhome"
    ),
    Intent.COMPLAINT: "投诉 我要投诉 举报 反映 complaint complain",
    Intent.REPAIR: (
        "报修 我要报修 维修 修理 修一下 坏了 漏水 渗水 漏了 堵了 不亮 没电 停电 没水 停水 跳闸 打不开 关不上 "
        "裂了 掉了 不通 repair broken leak leaking notworking blocked"
    ),
}
GREETINGS = "你好 您好 hi hello hey 在吗 早 早上好 下午好 晚上好 有人吗 哈喽 嗨 在不在 start".split()
THANKS = "谢谢 谢谢你 谢谢您 多谢 唔该 感谢 辛苦了 thanks thankyou 好的谢谢 好 好的 收到 知道了 ok 嗯".split()
NOT_FIXED = (
    "没修好 还没修好 又坏了 又漏了 还在漏 还是漏 还是坏 没解决 不满意 没有修好 修了又 still leaking "
    "still broken not fixed"
)
GRUMBLES = (
    "态度 太吵 噪音 吵死 没人管 不理 脏 臭 垃圾没 乱停 乱收费 遛狗 高空抛物 装修扰民 保安 骂人 难闻 占道 "
    "rude noisy noise dirty smelly"
)
COMMAND_WORDS = (
    "投诉 举报 反映 报修 维修 修理 修一下 complaint complain repair i want to 我要 我想 帮我 一下 请 想 要 个 有"
).split()
DETAILS_SHORTEST = 2


def read_intent(text: str) -> Reading | None:
    """The intent of a message, or None where no keyword tells."""
    word = bare(text)
    if word in GREETINGS:
        return Reading(Intent.GREETING)
    if word in THANKS:
        return Reading(Intent.THANKS)
    said = normalised(text)
    if any(mark in said for mark in _phrases(NOT_FIXED)):
        return Reading(Intent.NOT_FIXED, text.strip())
    for intent, marks in TRIGGERS.items():
        if any(mark in word for mark in marks.split()):
            return Reading(intent, _details(text, word))
    if any(mark in said for mark in GRUMBLES.split()):
        return Reading(Intent.COMPLAINT, text.strip())
    return None


def read_case_number(text: str) -> str | None:
    """The case number in a message, in its written form; None for none or several."""
    found = {"-".join(match.groups()).upper() for match in NUMBER.finditer(normalised(text))}
    return found.pop() if len(found) == 1 else None


def _details(text: str, word: str) -> str:
    left = word
    for command in COMMAND_WORDS:
        left = left.replace(command, "")
    return text.strip() if len(left) >= DETAILS_SHORTEST else ""


def _phrases(words: str) -> tuple[str, ...]:
    chinese = tuple(word for word in words.split() if not word.isascii())
    return (*chinese, "still leaking", "still broken", "not fixed")

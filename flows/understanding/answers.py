"""Short answers: yes and no, satisfaction, commands; whole messages only, never guessed."""

from enum import StrEnum
from typing import TypeVar

from flows.rules.vocabulary import Satisfaction
from flows.understanding.words import bare


W = TypeVar("W", bound=StrEnum)


class Command(StrEnum):
    """What works in every conversation."""

    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"
    RESTART = "restart"
    HELP = "help"
    HUMAN = "human"


COMMANDS = {
    Command.BACK: "上一步 返回 后退 回上一步 返回上一步 退回上一步 back",
    Command.SKIP: "跳过 略过 下一题 skip pass",
    Command.CANCEL: "取消 算了 不弄了 退出 不报了 取消报修 取消投诉 cancel quit exit",
    Command.RESTART: "重来 重新来 重新开始 从头来 重填 restart",
    Command.HELP: "帮助 怎么用 使用说明 help menu 菜单 功能",
    Command.HUMAN: "人工 转人工 人工客服 找人工 我要人工 真人 客服 human agent operator",
}
YES = (
    "是 是的 对 对的 好 好的 好了 嗯 嗯嗯 行 可以 没错 确认 确定 同意 提交 ok okay yes y yeah 👍 修好了 "
    "已经好了 已修好 已解决 解决了 都好了 弄好了 搞好了 系 系啊 得 冇错 要 需要 修好啦 整好 整好咗 "
    "fixed sure"
)
NO = (
    "不 不是 否 不对 不行 没 没有 没有啊 不可以 错 错了 不同意 不要 不用 不需要 不了 no n nope 👎 没修好 "
    "没好 还没 还没好 还没有 没解决 未解决 没有修好 还没修好 未修好 还是坏的 还是漏 还在漏 又坏了 又漏了 唔系 "
    "冇 唔得 唔好 未得 仲未 仲未好 未整好 notfixed notyet stillbroken stillleaking"
)
SATISFACTION = {
    Satisfaction.VERY_SATISFIED: "很满意 非常满意 十分满意 特别满意 好满意 太好了 verysatisfied excellent",
    Satisfaction.SATISFIED: "满意 挺满意 挺好 挺好的 satisfied good",
    Satisfaction.FAIRLY_SATISFIED: "较满意 比较满意 还算满意 基本满意 fairlysatisfied",
    Satisfaction.NEUTRAL: "一般 一般般 还行 凑合 马马虎虎 neutral soso average",
    Satisfaction.DISSATISFIED: "不满意 很不满意 非常不满意 不太满意 差 很差 太差 唔满意 dissatisfied unsatisfied bad",
}


NOT_FIXED_MARKS = (
    "没修好 没有修好 没弄好 没解决 没有解决 还在漏 还是漏 还漏 还是坏 又坏 又漏 还是不 没来修 没人来 没修 未修 "
    "不行 修了又 notfixed stillleak stillbroken stillnot"
).split()
FIXED_MARKS = "修好了 弄好了 解决了 搞好了 没问题了 不漏了 好了 整好 fixedthanks isfixed".split()


def _table(words: dict[W, str]) -> dict[str, W]:
    return {bare(text): word for word, texts in words.items() for text in texts.split()}


_COMMANDS = _table(COMMANDS)
_SATISFACTION = _table(SATISFACTION)
_YES = frozenset(bare(text) or text for text in YES.split())
_NO = frozenset(bare(text) or text for text in NO.split())
_POLITE = ("谢谢", "谢谢你", "谢谢您", "thanks", "thankyou", "的", "了", "啊", "呀", "哦", "吧", "啦")


def read_command(text: str) -> Command | None:
    """The command that is the whole message, or None."""
    return _COMMANDS.get(bare(text))


def read_yes_no(text: str) -> bool | None:
    """A plain yes or no, perhaps with thanks or a particle behind it; None for all else."""
    word = bare(text)
    for form in (word, *(word.removesuffix(tail) for tail in _POLITE if word.endswith(tail))):
        if form in _YES:
            return True
        if form in _NO:
            return False
    return None


def read_fixed(text: str) -> bool | None:
    """Whether it is fixed, from a short sentence such as 还在漏 or 已经修好了; None where unclear."""
    plain = read_yes_no(text)
    if plain is not None:
        return plain
    word = bare(text)
    if any(mark in word for mark in NOT_FIXED_MARKS):
        return False
    return True if any(mark in word for mark in FIXED_MARKS) else None


def read_satisfaction(text: str) -> Satisfaction | None:
    """One of the five labels or a close everyday form of it; None for all else."""
    return _SATISFACTION.get(bare(text))

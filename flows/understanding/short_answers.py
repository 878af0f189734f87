"""Short answers: commands, yes and no, satisfaction; whole messages only, never guessed."""

import re
from enum import StrEnum
from typing import TypeVar

from flows.rules.vocabulary import Satisfaction
from flows.understanding.words import asks_back, bare, without_courtesy

W = TypeVar("W", bound=StrEnum)


class Command(StrEnum):
    """What works in every conversation."""

    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"
    RESTART = "restart"
    HELP = "help"
    HUMAN = "human"
    MANAGER = "manager"


COMMANDS = {
    Command.BACK: "上一步 返回 后退 返回上一步 退回上一步 上一题 写错了 填错了 选错了 back",
    Command.SKIP: "跳过 略过 下一题 下一步 跳过这题 跳过这一步 skip pass",
    Command.CANCEL: (
        "取消 算了 不弄了 退出 结束 不报了 不投诉了 不填了 不写了 取消报修 取消投诉 "
        "不想说了 不想讲了 不想报了 不想弄了 懒得说了 懒得报了 懒得弄了 当我没说 "
        "唔想讲 唔想讲喇 唔报喇 唔搞喇 cancel quit exit nevermind forgetit"
    ),
    Command.RESTART: "重来 重新来 重新开始 从头来 重填 重新填 重新填写 restart startover",
    Command.HELP: "帮助 怎么用 怎么弄 不会用 不会弄 使用说明 菜单 功能 help menu",
    Command.HUMAN: (
        "人工 转人工 人工客服 人工服务 转人工服务 转人工客服 找人工 要人工 我要人工 我要找人工 "
        "真人 真人客服 找真人 客服 找客服 联系客服 联系物业 找人 我要找人 搵人 我要搵人 叫人来 "
        "搵真人 我要搵真人 我想搵真人 我想搵真人倾 "
        "human agent operator customerservice talktoaperson talktoahuman realperson "
        "talktoarealperson canitalktoaperson canitalktoarealperson canitalktoahuman "
        "iwanttotalktoaperson speaktosomeone"
    ),
    Command.MANAGER: (
        "经理 找经理 我要找经理 我想找经理 直接找经理 我要直接找经理 我要见经理 见经理 叫经理 "
        "叫经理来 叫你们经理来 找你们经理 我要找你们经理 搵经理 我要搵经理 找领导 "
        "我要找领导 找负责人 我要找负责人 manager themanager talktothemanager "
        "speaktothemanager iwantthemanager"
    ),
}
YES = (
    "是 是的 对 对的 好 好的 嗯 嗯嗯 行 可以 没错 没问题 没意见 确认 确定 同意 我同意 愿意 当然 "
    "提交 就这样 就这样吧 要 需要 ok okay okey yes yeah yep y sure agree iagree noproblem "
    "correct right thatsright 系 系呀 得 得㗎 冇错 冇问题 啱 👍 👌 ✅"
)
NO = (
    "不 不是 否 不对 不行 不好 没 没有 不可以 错 错了 不同意 我不同意 不愿意 不要 不用 不需要 不必 "
    "不了 no n nope not disagree idisagree wrong 唔系 唔好 唔得 唔同意 唔使 唔啱 冇 👎 ❌"
)
SATISFACTION = {
    Satisfaction.VERY_SATISFIED: (
        "很满意 非常满意 十分满意 特别满意 相当满意 超满意 太满意 我很满意 非常非常满意 "
        "verysatisfied veryhappy excellent 好满意 非常好 特别好 太好"
    ),
    Satisfaction.SATISFIED: "满意 我满意 挺满意 蛮满意 挺好 蛮好 satisfied happy good 几满意",
    Satisfaction.FAIRLY_SATISFIED: (
        "较满意 比较满意 还算满意 基本满意 还比较满意 算满意 fairlysatisfied quitesatisfied"
    ),
    Satisfaction.NEUTRAL: "一般 一般般 还行 凑合 马马虎虎 麻麻 麻麻地 普通 neutral soso average",
    Satisfaction.DISSATISFIED: (
        "不满意 很不满意 非常不满意 十分不满意 特别不满意 不太满意 我不满意 差 很差 太差 极差 差劲 "
        "差评 唔满意 好差 dissatisfied unsatisfied notsatisfied unhappy bad verybad poor"
    ),
}


def _table(words: dict[W, str]) -> dict[str, W]:
    return {bare(text): word for word, texts in words.items() for text in texts.split()}


_COMMANDS = _table(COMMANDS)
_SATISFACTION = _table(SATISFACTION)
_YES = frozenset(bare(text) for text in YES.split())
_NO = frozenset(bare(text) for text in NO.split())


def _either(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_YESES, _NOES = (
    re.compile(f"(?:(?:{_either(words)})[啊啦呀了的]?){{2,3}}") for words in (_YES, _NO)
)


def read_command(text: str) -> Command | None:
    """The command that is the whole message, perhaps with a please; or None."""
    return next((_COMMANDS[word] for word in without_courtesy(text) if word in _COMMANDS), None)


def read_yes_no(text: str) -> bool | None:
    """A plain yes or no, perhaps with thanks or a particle behind it; None for all else."""
    if asks_back(text):
        return None
    for word in without_courtesy(text):
        if word in _YES or _YESES.fullmatch(word):
            return True
        if word in _NO or _NOES.fullmatch(word):
            return False
    return None


def read_satisfaction(text: str) -> Satisfaction | None:
    """One of the five labels or a close everyday form of it; None for all else."""
    if asks_back(text):
        return None
    forms = without_courtesy(text)
    return next((_SATISFACTION[word] for word in forms if word in _SATISFACTION), None)

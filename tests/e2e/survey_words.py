"""How the residents of a survey speak: which question they read, and what they write for an answer.

It is written down here what each of their words means; nothing of the house is asked.
"""

from collections.abc import Mapping
from itertools import cycle

ITEMS: Mapping[str, tuple[str, str, str]] = {
    "electricity": ("供电，您满意", "供電，您滿意", "the power supply"),
    "water": ("供水呢", "供水呢", "the water supply"),
    "security": ("消防和治安，", "消防和治安，", "fire safety and security"),
    "order": ("秩序呢", "秩序呢", "order on the estate"),
    "hygiene": ("卫生，您满意", "衛生，您滿意", "how clean the estate"),
    "greenery": ("花草树木", "花草樹木", "the trees and plants"),
    "facilities": ("公共设施呢", "公共設施呢", "shared facilities"),
    "repairs": ("上门维修，", "上門維修，", "satisfied are you with repairs"),
    "attitude": ("服务态度，您", "服務態度，您", "how our staff treat"),
    "overall": ("总的来说，您", "總的來說，您", "All in all, how"),
    "opinion": ("还有什么意见", "還有甚麼意見", "Any opinion or suggestion"),
}
"""By what a resident knows each question, in the three languages."""
GRADED = tuple(item for item in ITEMS if item != "opinion")
CHECK = ("这是您的回答", "這是您的回答", "Your answers:")
DECLINED = ("这次不再问您家", "這次不再問您家", "shall not ask your home")
THANKS = ("您的回答已经记下", "您的回答已經記下", "Your answers are noted")
IS_OVER = ("已经结束", "已經結束", "has closed")
ANSWERED_BEFORE = ("已经交过", "已經交過", "has handed in")

SKIPPED, UNCLEAR = "skipped", "unclear"
SAYINGS: Mapping[str, Mapping[str, str]] = {
    "zh-Hans": {
        "很满意": "very_satisfied", "满意": "satisfied", "2": "satisfied", "挺好的": "satisfied",
        "1": "very_satisfied", "还行吧": "neutral", "比较满意": "fairly_satisfied",
        "不满意": "dissatisfied", "没问题": "satisfied", "3": "fairly_satisfied",
        "跳过": SKIPPED, "太差了": "dissatisfied", "4": "neutral",
    },
    "zh-Hant": {
        "滿意": "satisfied", "好滿意": "very_satisfied", "唔錯": "satisfied", "麻麻哋": "neutral",
        "唔滿意": "dissatisfied", "較滿意": "fairly_satisfied", "跳過": SKIPPED,
        "１": "very_satisfied",
    },
    "en": {
        "good": "satisfied", "Very satisfied": "very_satisfied", "so-so": "neutral",
        "fairly satisfied": "fairly_satisfied", "not satisfied": "dissatisfied", "skip": SKIPPED,
        "excellent": "very_satisfied", "2": "satisfied",
    },
}  # fmt: skip
"""What residents write, and what they mean by it."""
OPINIONS = ("电梯等得太久了", "楼下的灯太暗了", "晚上停车难")
NOTHING_TO_SAY = {"zh-Hans": "没有", "zh-Hant": "冇", "en": "no"}
PUZZLING = ("嗯那个谁", "电视里说的", "不晓得你讲啥子")
POINTS = "5分"
"""Five points of five; but the fifth place of the menu is the worst, so it is asked again."""


class Talker:
    """Takes the sayings of each language in turn, so that every one of them is said."""

    def __init__(self) -> None:
        self._sayings = {name: cycle(those.items()) for name, those in SAYINGS.items()}
        self._opinions = cycle((*OPINIONS, "", "", ""))

    def graded(self, language: str) -> tuple[str, str]:
        """Words, and the answer that is meant by them."""
        return next(self._sayings[language])

    def opinion(self, language: str) -> tuple[str, str]:
        """Words, and the opinion that is meant by them."""
        said = next(self._opinions)
        return (said, said) if said else (NOTHING_TO_SAY[language], SKIPPED)


def item_read(shown: str) -> str | None:
    """The item that a resident is asked about; None for anything else."""
    found = (item for item, signs in ITEMS.items() if any(sign in shown for sign in signs))
    return next(found, None)


def reads(shown: str, signs: tuple[str, ...]) -> bool:
    """Whether one of these words stands in what is shown."""
    return any(sign in shown for sign in signs)

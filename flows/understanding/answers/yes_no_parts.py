"""The parts of a message that answers with yes or no, by the words that join parts in it."""

from functools import cache

from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.asked_for import offers_change
from flows.understanding.answers.households import kind_asked
from flows.understanding.answers.parts import (
    ASKS_NOTHING,
    BEFORE,
    FUTURE,
    LATELY,
    REPORTED,
    Part,
    links,
    parts,
    questions,
)
from flows.understanding.answers.plain import Plain
from flows.understanding.answers.scanning import Scanner

# 没啥了 asks nothing; as degrees (不怎么) they belong to the readers of grades.
_ASKS_NOTHING = {
    ASKS_NOTHING: tuple(
        "有啥不可以 有什么不可以 有啥不行 有什么不行 有何不可 何乐而不为 不要不要 不行不行 "
        "啥也 什么也 没啥 没什么 没有什么 没有啥 冇乜 冇乜嘢 冇咩 冇咩嘢 "
        "不怎么 没怎么 没咋 不咋 无什么 那还用问 这还用问 还用问 还用说 那还用说 不来谁来".split()
    )
    + tuple(
        f"{denial}{deed}错"  # takes nothing back, as 写错 does
        for denial in ("没", "没有", "冇")
        for deed in ("写", "填", "记", "登", "打", "弄", "搞", "输", "印", "报")
    )
    + tuple(
        f"{like}{then}一{same}"  # no earlier time, but what it is like
        for like in "跟和同"
        for then in ("之前", "以前", "原来", "从前", "先前")
        for same in ("样", "个样")
    )
    + tuple(
        f"不{deed}{rest}"
        for deed in ("来", "修", "派人", "上门", "换", "管", "整", "来修")
        for rest in ("怎么办", "咋办", "咋整", "怎么行", "点算", "点得")
    )
}


def answer_parts(message: Plain, asked: Asked) -> tuple[Part, ...]:
    """The parts of a message, as an answer to this question."""
    return parts(message, _scanner(_without(asked)))


def _is_past(asked: Asked) -> bool:
    """Whether words of the future answer nothing: 等修好了再说."""
    return asked.has_happened or not asked.topics.isdisjoint((Topic.FIXED, Topic.BROKEN))


def _without(asked: Asked) -> tuple[str, ...]:
    """The links that mean nothing here: 之前 in 来之前打个电话, 邻居 in 帮邻居报的."""
    without: tuple[str, ...] = (FUTURE,)
    if _is_past(asked) and Topic.CLOSED not in asked.topics:
        without = ()
    if offers_change(asked) or (Topic.CONVENIENT in asked.topics and not _is_past(asked)):
        without += (BEFORE,)
    if not asked.topics and not asked.has_happened and kind_asked(asked.words) is not None:
        without += (LATELY,)
    if Topic.VERIFY in asked.topics:
        without += (REPORTED,)
    return without


@cache
def _scanner(without: tuple[str, ...]) -> Scanner:
    return Scanner(links(without=without), questions(), _ASKS_NOTHING)

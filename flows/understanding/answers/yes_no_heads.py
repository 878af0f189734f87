"""The bare yeses and noes at the head of a part of a message, and behind a reason at its end."""

import re
from collections.abc import Iterator

from flows.understanding.answers.asides import aside_at, skip_tail
from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.asked_for import offers_change
from flows.understanding.answers.parts import RATHER, TAKEN_BACK, Part
from flows.understanding.answers.scanning import Mark
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.yes_no_replies import (
    ADVERBS,
    HEARD,
    NO,
    YES,
    Found,
    Reply,
    yes_no_scanner,
)

# 介意吗 is not answered by words of permission, nor 还有问题吗 by words of consent.
_PLAIN_YES = frozenset("是 是的 是啊 是呀 对 对的 嗯 嗯嗯 系 系呀 yes yeah yep yup".split())
_HAS = frozenset(
    "有 有的 有啊 有呀 有嘅 有呢 是 是的 对 要 要的 需要 需要的 想 想要 yes yeah yep yup".split()
)
_AGREES_TO_DENIAL = (
    "没",
    "不需",
    "不用",
    "不必",
    "不要",
    "还没",
    "未",
    "冇",
    "唔使",
    "仲未",
    "尚未",
    "无",
    "i dont",
    "i do not",
    "we dont",
    "i didnt",
    "i did not",
    "i havent",
    "dont need",
    "no need",
    "no thank",
    "not ",
    "none",
)
_CONTRADICTS = frozenset(
    "有 要 需要 想 会 能 有的 有啊 有呀 有嘅 要的 要啊 需要的 想要 使 来吧".split()
) | {"i do", "we do", "i did", "i have", "we have", "i will"}
_NEITHER_WAY = frozenset("no nope nah n nay".split())
"""To you need none, right? a bare no may agree and may not."""
_FOR_SURE = frozenset("肯定 一定 绝对 当然 确实 的确 必须".split())
_AS_BEFORE = frozenset(("照旧", "照旧吧", "照旧得"))
"""No to whoever offers a change, and no answer to how a thing is."""
_NEEDS_AN_END = frozenset(
    "是 就是 系 在 会 能 使 想 得 成 中 可 准 妥 有 要 灵 是我 系我".split()
) | {
    *("it is", "it was", "it has", "it does", "they are", "they have"),
    *("i am", "i have", "we are", "we have"),
}
_DENIES_A_THING = frozenset("没 没有 无 冇 未".split())
_DENIES_A_DEED = frozenset("不 唔 弗 勿".split())
DENIED_MOST = 3
"""So much behind 没 may still be what was asked, in other words: 没法用, 没通."""
_OF_THINGS = (Topic.FIXED, Topic.BROKEN, Topic.MORE, Topic.CONVENIENT)
_WEAK = frozenset(
    "嗯 嗯嗯 恩 恩恩 好 好的 好吧 是 是的 对 得 行 ok okay yes yeah well 麻烦了".split()
)
_TOLD_WEAK = (
    _WEAK
    | frozenset(
        "别 先别 不要 不用 不用了 不必 不必了 甭 算了 免了 放心 来吧 唔好 唔使 拜托 必须"
        " 最好".split()
    )
    | {"it was", "it did"}
)
"""Where it was asked how something is, these go on to ask for something: 好了，别再打了."""
_SO = re.compile(
    r"(?<=\w)(?: (?:so|then|therefore|hence)|所以|因此|那就|咁)[ ,]?(?:就|我|我们)?"
    r"(?:(?P<no>no|nope|nah|not really|不用|不要|不需要|不必|不行|唔使|唔要|免)"
    r"|yes|yep|yeah|sure|please|要|需要|可以|行|得|好)"
    r"(?: (?:please|thanks?|thank you))*[了啦吧喇的]?$"
)

_SO_MUCH = re.compile(
    r"(?:漂亮|大|贵|长|高|厚|重|复杂|烦|吵|嘈|难|远|慢|久|靓|冷|热|臭|脏|乱|丑|怪|奇怪|吓人|可怕"
    r"|黑|暗|辛苦|忙"
    r"|累|晕|深|浅|旧|破|薄|细|小|怕|饿|困|想(?:知道|问)|贴心|细心|热心)(?!家)"
)
"""好漂亮的图纸 and 好贵啊 say how much, and agree to nothing."""
_OF_SOMETHING = re.compile(
    r"(?:那|这|嗰|呢|昨|前天|今早|今天|早上|上午|下午|谁|哪)[^,。!?]{1,12}[的嘅][吧啊呀吗呢]*$"
)
"""是那个高个子来的 tells who it was."""


def heads(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    """The yeses and noes at the head of a part, one behind the other."""
    at, is_denied = part.opens, False
    if not part.begins_clause and not part.links.isdisjoint((TAKEN_BACK, RATHER)):
        return  # 地址写错了 says nothing of an answer
    while at < part.end:
        mark = yes_no_scanner().mark_at(words, at, part.end)
        aside = aside_at(words, at, part.end)
        if aside is not None and mark is not None and aside > mark.end:
            at = aside
        elif mark is not None and mark.heading in (YES, NO):
            goes_on = _goes_on(words, mark, part, asked) or _is_for_sure(words, mark, part)
            value = None if goes_on else _value(mark, asked)
            if is_denied and mark.heading == YES:
                value = None  # 不是很同意
            is_deed = mark.words in _DENIES_A_DEED | _DENIES_A_THING
            is_denied = is_denied or (mark.heading == NO and (value is not None or is_deed))
            if value is not None:
                is_weak = mark.words in (_TOLD_WEAK if asked.is_told else _WEAK)
                reply = Reply(value, is_topical=False, is_weak=is_weak)
                yield Candidate(reply, mark.start, mark.end, part)
            at = skip_tail(words, mark.end, part.end)
        elif (behind := _behind_adverb(words, at, part.end, mark)) is not None:
            at = behind
        else:
            return


def conclusion(words: str, part: Part) -> Iterator[Found]:
    """What a part comes to behind its reason: she comes by train so no."""
    found = _SO.search(words, part.opens, part.end)
    if found is not None:
        value = NO if found["no"] else YES
        yield Candidate(Reply(value, is_topical=False), found.start(), found.end(), part)


def _goes_on(words: str, mark: Mark, part: Part, asked: Asked) -> bool:
    """Whether a short word belongs to what follows: 在外地 is no yes, 没热水 no no."""
    if mark.words == "好" and _SO_MUCH.match(words, mark.end, part.end):
        return True
    if mark.words in ("是", "系") and _OF_SOMETHING.match(words, mark.end, part.end):
        return Topic.VERIFY not in asked.topics
    if mark.words in _DENIES_A_DEED | _DENIES_A_THING and asked.is_told:
        is_short = mark.words in _DENIES_A_THING and _is_brief(words[mark.end : part.end])
        is_echo = asked.words.isascii() or words[mark.end : mark.end + 1] in asked.words
        is_answered = is_short or is_echo
    elif mark.words in _DENIES_A_THING:
        is_answered = asked.has_happened or not asked.topics.isdisjoint(_OF_THINGS)
    elif mark.words in _NEEDS_AN_END:
        is_answered = mark.words == "有" and Topic.MORE in asked.topics
    else:
        return False
    behind = skip_tail(words, mark.end, part.end)
    is_last = not any(map(str.isalnum, words[behind : part.end]))
    is_over = is_last or words[mark.end : behind].strip() != ""
    return not is_over and not is_answered


def _is_for_sure(words: str, mark: Mark, part: Part) -> bool:
    """Whether a yes only says how sure the no behind it is: 肯定不会."""
    if mark.words not in _FOR_SURE or mark.end >= part.end:
        return False
    behind = yes_no_scanner().mark_at(words, mark.end, part.end)
    return behind is not None and behind.heading == NO


def _is_brief(said: str) -> bool:
    """Whether a few characters are all, whatever particles, signs and thanks stand behind them."""
    return len(said) <= DENIED_MOST or skip_tail(said, DENIED_MOST, len(said)) == len(said)


def _value(mark: Mark, asked: Asked) -> str | None:
    """What a yes or a no means here; None where it answers something else."""
    is_yes = mark.heading == YES
    if Topic.MORE in asked.topics and is_yes and mark.words not in _HAS:
        return NO if mark.words.startswith(("没", "冇", "no ")) else None
    if mark.words in _AS_BEFORE and offers_change(asked):
        return NO
    if Topic.BROKEN in asked.topics and is_yes and mark.words.startswith(("没", "冇", "no ")):
        return NO
    if asked.is_minded and is_yes and mark.words not in _PLAIN_YES:
        return NO
    return _of_denial(mark, asked) if asked.is_negative else mark.heading


def _of_denial(mark: Mark, asked: Asked) -> str | None:
    """What a yes or a no means to a question that denies: 不用 agrees with 不需要发票，对吗."""
    if asked.is_confirmed and mark.words in _NEITHER_WAY:
        return None
    is_said_again = asked.is_confirmed and mark.words in asked.words
    if mark.heading == NO and (mark.words.startswith(_AGREES_TO_DENIAL) or is_said_again):
        return YES
    return NO if mark.heading == YES and mark.words in _CONTRADICTS else mark.heading


def behind_adverbs(words: str, part: Part) -> int:
    """Where the adverbs at the head of a part end."""
    at = part.opens
    while at < part.end:
        mark = yes_no_scanner().mark_at(words, at, part.end)
        behind = _behind_adverb(words, at, part.end, mark)
        if behind is None:
            break
        at = behind
    return at


def _behind_adverb(words: str, start: int, end: int, mark: Mark | None) -> int | None:
    """Where an adverb or an aside that begins here ends, whichever is longer; or None."""
    aside = aside_at(words, start, end)
    adverb = mark.end if mark is not None and mark.heading in (ADVERBS, HEARD) else None
    if aside is not None and (mark is None or aside > mark.end):
        return aside
    return adverb

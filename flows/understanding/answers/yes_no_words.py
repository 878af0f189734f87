"""Where a message says yes or no to a question, in words of three kinds.

A yes or a no at the head of a part (yes_no.txt), words of the question said again, perhaps denied,
and half sentences that only answer this topic (outcomes.txt): 没有, 不方便, 又漏了.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from flows.understanding.answers.asides import aside_at, skip_tail
from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.doubts import unsettled
from flows.understanding.answers.echoes import deeds
from flows.understanding.answers.parts import RATHER, TAKEN_BACK, Part
from flows.understanding.answers.scanning import Mark, Scanner
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.statements import statements, told_in
from flows.understanding.answers.subjects import MANNERS, states
from flows.understanding.lexicon.loading import lexicon
from flows.understanding.verdicts import says_fixed, says_not_fixed

YES, NO, UNSURE, NEITHER, ADVERBS, HEARD = "yes", "no", "unsure", "neither", "adverbs", "heard"
OPPOSITE = {YES: NO, NO: YES}
HAPPENED = ("happened", "not_happened")
BY_TOPIC = {
    Topic.FIXED: ("fixed", "not_fixed"),
    Topic.BROKEN: ("not_fixed", "fixed"),
    Topic.CONVENIENT: ("convenient", "not_convenient"),
    Topic.VERIFY: ("is_so", "is_not_so"),
}
OUTCOMES = tuple(dict.fromkeys((*HAPPENED, *(name for pair in BY_TOPIC.values() for name in pair))))
ECHO_BEHIND_MOST = 2
"""So many characters may stand before words of the question that are said again."""

SHORT_MOST = 2
"""A half sentence of so few characters must be all that follows."""

_DENIAL = re.compile(
    r"(?:(?<!有)没有?|不|未|唔|冇|弗|覅|呒没|别|勿|莫|甭|无|拒绝?|免|难)[太大很怎么想会能要该用是系曾有人再给]{0,3}$"
)
_DENIAL_BEHIND = re.compile(r".{0,3}?(?:(?<!有)没(?!事|关系|问题|意见)|不(?!错)|未|唔|冇)")
_DENIED = re.compile(r"不|没|未|唔|冇|not|no\b")
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
)
_MINDS = re.compile(r"介意|有意见|\bmind")
_NEEDS_AN_END = frozenset("是 系 在 会 能 使 想 得 成 中 可 准 妥 有 要 灵 是我 系我".split()) | {
    *("it is", "it was", "it has", "it does", "they are", "they have"),
    *("i am", "i have", "we are", "we have"),
}
_DENIES_A_THING = frozenset("没 没有 无 冇 未".split())
_OF_THINGS = (Topic.FIXED, Topic.BROKEN, Topic.MORE, Topic.CONVENIENT)
_OF_STATES = frozenset({Topic.FIXED, Topic.BROKEN, Topic.CONVENIENT})
_SO = re.compile(
    r"(?<=\w)(?: (?:so|then|therefore|hence)|所以|因此|那就|咁)[ ,]?(?:就|我|我们)?"
    r"(?:(?P<no>no|nope|nah|not really|不用|不要|不需要|不必|不行|唔使|唔要|免)"
    r"|yes|yep|yeah|sure|please|要|需要|可以|行|得|好)"
    r"(?: (?:please|thanks?|thank you))*[了啦吧喇的]?$"
)
_SUPPOSED = frozenset(("应该", "probably", "should"))
_WEAK = frozenset(
    "嗯 嗯嗯 恩 恩恩 好 好的 好吧 是 是的 对 得 行 ok okay yes yeah well 麻烦了".split()
)


@dataclass(frozen=True)
class Reply:
    """A yes or a no; `is_topical`: by words of this question's topic, which tell more than a yes.

    `is_weak` marks a word that may only mean that the question was heard.
    """

    value: str
    is_topical: bool
    is_weak: bool = False
    why: str = "yes_no"


Found = Candidate[Reply]


def replies(words: str, part: Part, asked: Asked) -> list[Found]:
    """Every yes and no in a part, in order, none over another."""
    seen = _longest((*_states(words, part, asked), *_deeds(words, part, asked)))
    told = (*_outcomes(words, part, asked), *_statements(words, part, asked))
    others = [one for one in told if not any(_is_belied(one, other) for other in seen)]
    seen = [one for one in seen if not any(_is_belied(one, other) for other in others)]
    topical = _longest([*seen, *others]) or list(_verdict(words, part, asked))
    topical += [
        echo
        for echo in _echoes(words, part, asked)
        if not any(_overlap(one, echo) for one in topical)
    ]
    heads = [
        head
        for head in (*_heads(words, part, asked), *_conclusion(words, part))
        if not any(
            one.start <= head.start < one.end or head.start <= one.start < head.end
            for one in topical
        )
    ]
    return _doubly_denied(words, sorted([*topical, *heads], key=lambda one: one.start))


def doubts(words: str, part: Part, asked: Asked) -> list[Mark]:
    """Where a part says that somebody does not know."""
    marks = _scanner().scan(words, part.opens, part.end)
    unsure = [
        mark
        for mark in marks
        if mark.heading == UNSURE or (asked.is_told and mark.words in _SUPPOSED)
    ]
    return [
        *unsure,
        *(
            Mark(UNSURE, words[start:end], start, end)
            for start, end in unsettled(words, part, asked)
        ),
    ]


def _outcomes(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    pairs = [BY_TOPIC[topic] for topic in Topic if topic in asked.topics and topic in BY_TOPIC]
    if Topic.BROKEN in asked.topics:
        pairs = [BY_TOPIC[Topic.BROKEN]]
    elif asked.has_happened and Topic.FIXED not in asked.topics:
        pairs.append(HAPPENED)
    for yes, no in pairs:
        for mark in _outcome_scanner(yes, no).scan(words, part.opens, part.end):
            value = YES if mark.heading == yes else NO
            is_short = mark.heading == yes and len(mark.words) <= SHORT_MOST
            is_last = not any(map(str.isalnum, words[mark.end : part.end]))
            if is_short and not is_last and skip_tail(words, mark.end, part.end) == mark.end:
                continue  # 我在 in 我在外地
            denial = _DENIAL.search(words, part.opens, mark.start)
            if denial is not None:
                value = OPPOSITE[value]
            start = mark.start if denial is None else denial.start()
            yield _topical(part, start, mark.end, value, asked)


def _statements(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    for start, end, is_yes in statements(words, part, asked):
        denial = _DENIAL.search(words, part.opens, start) if is_yes else None
        value = YES if is_yes and denial is None else NO
        if asked.is_minded and _MINDS.search(words, start, end) is None:
            value = OPPOSITE[value]  # 打吧 minds no call, 别打 does
        yield _topical(part, start if denial is None else denial.start(), end, value, asked)


def _states(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    """What is told of the things whose state was asked after, or of any that was to be mended."""
    is_broken = Topic.BROKEN in asked.topics
    is_of_things = is_broken or Topic.FIXED in asked.topics
    subjects = [one for one in asked.subjects if (one in MANNERS) is not is_of_things]
    if not (subjects or is_of_things) or asked.topics - _OF_STATES:
        return
    at, said = told_in(words, part)
    for start, end, is_fine in states(said, subjects):
        value = YES if is_fine is not is_broken else NO
        yield _topical(part, at + start, at + end, value, asked)


def _deeds(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    if asked.topics or not (asked.has_happened or "有" in asked.words):
        return
    at, said = told_in(words, part)
    for start, end, is_done in deeds(said, asked.deeds):
        yield _topical(part, at + start, at + end, YES if is_done else NO, asked)


def _is_belied(one: Found, other: Found) -> bool:
    """Whether the same words, or more of them, tell the opposite."""
    is_longer = one.end - one.start > other.end - other.start
    return one.value.value != other.value.value and _overlap(one, other) and not is_longer


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _longest(told: Iterable[Found]) -> list[Found]:
    """None over another: the longer one tells more, and a denial more than what it denies."""
    kept: list[Found] = []
    for one in sorted(told, key=lambda one: (one.start - one.end, one.value.value)):
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _verdict(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    """Other sentences that tell whether it is fixed."""
    said = words[part.opens : part.end]
    is_broken = Topic.BROKEN in asked.topics
    if Topic.FIXED not in asked.topics and not is_broken:
        return
    if says_not_fixed(said):
        yield _topical(part, part.opens, part.end, YES if is_broken else NO, asked)
    elif says_fixed(said):
        yield _topical(part, part.opens, part.end, NO if is_broken else YES, asked)


def _echoes(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    """Words of the question at the head of a part: 按时来的, 没按时, 登记吧, 不撤."""
    head = _behind_adverbs(words, part)
    pairs = (at for at in range(head, part.end - 1) if words[at : at + 2] in asked.echoes)
    at = next(pairs, None)
    if at is None:
        yield from _verb(words, part, head, asked)
        return
    before = words[head:at]
    denial = _DENIAL.search(before)
    if len(before) - (len(denial[0]) if denial else 0) > ECHO_BEHIND_MOST:
        return
    if (
        denial is not None
        and Topic.VERIFY in asked.topics
        and words[head + denial.start() : at + 2] in asked.words
    ):
        denial = None  # 不满意 repeats 您评价为不满意，属实吗
    is_denied = denial is not None or _DENIAL_BEHIND.match(words, at + 2, part.end) is not None
    start = at if denial is None else head + denial.start()
    yield _topical(part, start, at + 2, NO if is_denied else YES, asked)


def _verb(words: str, part: Part, head: int, asked: Asked) -> Iterator[Found]:
    at = head + (words[head : head + 1] in ("不", "没", "别", "唔", "冇", "未"))
    verb, end = words[at : at + 1], at
    while verb in asked.verbs and words[end : end + 1] == verb:  # 停了停了
        end = skip_tail(words, end + 1, part.end)
    # 修 answers 修好了吗 with a wish, and 好吧 tells nothing.
    is_bare = asked.is_told and words[at + 1 : end] in ("", "吧")
    if at < end == part.end and not is_bare:
        is_yes = (at == head) is not asked.is_minded
        yield _topical(part, head, at + 1, YES if is_yes else NO, asked)


def _heads(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    """The yeses and noes at the head of a part, one behind the other."""
    at, is_denied = part.opens, False
    if not part.begins_clause and not part.links.isdisjoint((TAKEN_BACK, RATHER)):
        return  # 地址写错了 says nothing of an answer
    while at < part.end:
        mark = _scanner().mark_at(words, at, part.end)
        aside = aside_at(words, at, part.end)
        if aside is not None and mark is not None and aside > mark.end:
            at = aside
        elif mark is not None and mark.heading in (YES, NO):
            value = None if _goes_on(words, mark, part, asked) else _value(mark, asked)
            if is_denied and mark.heading == YES:
                value = None  # 不是很同意
            is_denied = is_denied or (value is not None and mark.heading == NO)
            if value is not None:
                reply = Reply(value, is_topical=False, is_weak=mark.words in _WEAK)
                yield Candidate(reply, mark.start, mark.end, part)
            at = skip_tail(words, mark.end, part.end)
        elif (behind := _behind_adverb(words, at, part.end, mark)) is not None:
            at = behind
        else:
            return


def _conclusion(words: str, part: Part) -> Iterator[Found]:
    """What a part comes to behind its reason: she comes by train so no."""
    found = _SO.search(words, part.opens, part.end)
    if found is not None:
        value = NO if found["no"] else YES
        yield Candidate(Reply(value, is_topical=False), found.start(), found.end(), part)


def _goes_on(words: str, mark: Mark, part: Part, asked: Asked) -> bool:
    """Whether a short word belongs to what follows: 在外地 is no yes, 没热水 no no."""
    if mark.words in _DENIES_A_THING:
        is_answered = asked.has_happened or not asked.topics.isdisjoint(_OF_THINGS)
    elif mark.words in _NEEDS_AN_END:
        is_answered = mark.words == "有" and Topic.MORE in asked.topics
    else:
        return False
    behind = skip_tail(words, mark.end, part.end)
    is_last = not any(map(str.isalnum, words[behind : part.end]))
    is_over = is_last or words[mark.end : behind].strip() != ""
    return not is_over and not is_answered


def _value(mark: Mark, asked: Asked) -> str | None:
    """What a yes or a no means here; None where it answers something else."""
    is_yes = mark.heading == YES
    if Topic.MORE in asked.topics and is_yes and mark.words not in _HAS:
        return NO if mark.words.startswith(("没", "冇", "no ")) else None
    if Topic.BROKEN in asked.topics and is_yes and mark.words.startswith(("没", "冇", "no ")):
        return NO
    if asked.is_minded and is_yes and mark.words not in _PLAIN_YES:
        return NO
    if asked.is_negative and not is_yes and mark.words.startswith(_AGREES_TO_DENIAL):
        return YES
    if asked.is_negative and is_yes and mark.words in ("有", "要", "需要", "想", "会", "能"):
        return NO
    return mark.heading


def _topical(part: Part, start: int, end: int, value: str, asked: Asked) -> Found:
    meant = OPPOSITE[value] if asked.is_negative else value
    return Candidate(Reply(meant, is_topical=True), start, end, part)


def _doubly_denied(words: str, found: list[Found]) -> list[Found]:
    """不是不方便 denies twice."""
    kept: list[Found] = []
    for one in found:
        last = kept[-1] if kept else None
        is_double = (
            last is not None
            and last.end == one.start
            and words[last.start : last.end] in ("不是", "没有", "唔系", "并不是", "并非")
            and _DENIED.match(words, one.start)
        )
        if is_double and last is not None:
            reply = Reply(OPPOSITE[one.value.value], is_topical=True)
            kept[-1] = Candidate(reply, last.start, one.end, one.part)
        else:
            kept.append(one)
    return kept


def _behind_adverbs(words: str, part: Part) -> int:
    at = part.opens
    while at < part.end:
        mark = _scanner().mark_at(words, at, part.end)
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


@cache
def _scanner() -> Scanner:
    return Scanner(lexicon("yes_no", (YES, NO, UNSURE, NEITHER, ADVERBS, HEARD)))


@cache
def _outcome_scanner(yes: str, no: str) -> Scanner:
    phrases = lexicon("outcomes", OUTCOMES)
    return Scanner({yes: phrases[yes], no: phrases[no]})

"""Where a message says yes or no to a question, in words of three kinds.

A yes or a no at the head of a part (yes_no.txt), words of the question said again, perhaps denied,
and half sentences that only answer this topic (outcomes.txt): 没有, 不方便, 又漏了.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from flows.understanding.answers.asides import skip_tail
from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.doubts import is_told_while_away, unsettled
from flows.understanding.answers.echoes import deeds, wished
from flows.understanding.answers.parts import Part
from flows.understanding.answers.scanning import Mark, Scanner
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.statements import statements, told_in
from flows.understanding.answers.subjects import MANNERS, states
from flows.understanding.answers.yes_no_heads import behind_adverbs, conclusion, heads
from flows.understanding.answers.yes_no_replies import (
    NO,
    OPPOSITE,
    UNSURE,
    YES,
    Found,
    Reply,
    yes_no_scanner,
)
from flows.understanding.lexicon.loading import lexicon
from flows.understanding.verdicts import says_fixed, says_not_fixed

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
_MINDS = re.compile(r"介意|有意见|\bmind")
_OF_STATES = frozenset({Topic.FIXED, Topic.BROKEN, Topic.CONVENIENT})
_OF_WISHES = frozenset({Topic.OFFER, Topic.CONSENT, Topic.CLOSED})
_NOT_READ = frozenset("没看 没看过 还没看 未睇".split())
_READING = re.compile(r"阅读|[看读睇](?:过|了|完)|浏览")
_SUPPOSED = frozenset(("应该", "probably", "should"))


def replies(words: str, part: Part, asked: Asked) -> list[Found]:
    """Every yes and no in a part, in order, none over another."""
    seen = _longest((*_states(words, part, asked), *_deeds(words, part, asked)))
    told = (
        *_outcomes(words, part, asked),
        *_statements(words, part, asked),
        *_wishes(words, part, asked),
    )
    others = [one for one in told if not any(_is_belied(one, other) for other in seen)]
    seen = [one for one in seen if not any(_is_belied(one, other) for other in others)]
    topical = _longest([*seen, *others]) or list(_verdict(words, part, asked))
    topical += [
        echo
        for echo in _echoes(words, part, asked)
        if not any(_overlap(one, echo) for one in topical)
    ]
    bare = [
        head
        for head in (*heads(words, part, asked), *conclusion(words, part))
        if not any(
            one.start <= head.start < one.end or head.start <= one.start < head.end
            for one in topical
        )
    ]
    return _doubly_denied(words, sorted([*topical, *bare], key=lambda one: one.start))


def doubts(words: str, part: Part, asked: Asked) -> list[Mark]:
    """Where a part says that somebody does not know."""
    marks = yes_no_scanner().scan(words, part.opens, part.end)
    unsure = [
        mark
        for mark in marks
        if (mark.heading == UNSURE and not _is_of_reading(mark, asked))
        or (asked.is_told and mark.words in _SUPPOSED)
    ]
    return [
        *unsure,
        *(
            Mark(UNSURE, words[start:end], start, end)
            for start, end in unsettled(words, part, asked)
            if not is_told_while_away(words, start, end)
        ),
    ]


def _is_of_reading(mark: Mark, asked: Asked) -> bool:
    """Whether it was asked just that: 没看 to 看过须知了吗."""
    return mark.words in _NOT_READ and _READING.search(asked.words) is not None


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
    is_habit = asked.words.endswith(("吗", "吗?"))  # 养了一只 to 您养狗吗
    if asked.topics or not (asked.has_happened or is_habit or "有" in asked.words):
        return
    at, said = told_in(words, part)
    for start, end, is_done in deeds(said, asked.deeds):
        yield _topical(part, at + start, at + end, YES if is_done else NO, asked)


def _wishes(words: str, part: Part, asked: Asked) -> Iterator[Found]:
    if not asked.topics <= _OF_WISHES or asked.has_happened or asked.is_minded:
        return
    at, said = told_in(words, part)
    if (deed := wished(said, asked.deeds)) is not None:
        yield _topical(part, at + deed[0], at + deed[1], YES, asked)


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
    head = behind_adverbs(words, part)
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
    if Topic.MORE in asked.topics:
        return  # 你们忙吧 is no echo of 帮忙
    at = head + (words[head : head + 1] in ("不", "没", "别", "唔", "冇", "未"))
    verb, end = words[at : at + 1], at
    while verb in asked.verbs and words[end : end + 1] == verb:  # 停了停了
        end = skip_tail(words, end + 1, part.end)
    # 修 answers 修好了吗 with a wish, and 好吧 tells nothing.
    is_bare = asked.is_told and words[at + 1 : end] in ("", "吧")
    if at < end == part.end and not is_bare:
        is_yes = (at == head) is not asked.is_minded
        yield _topical(part, head, at + 1, YES if is_yes else NO, asked)


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


@cache
def _outcome_scanner(yes: str, no: str) -> Scanner:
    phrases = lexicon("outcomes", OUTCOMES)
    return Scanner({yes: phrases[yes], no: phrases[no]})

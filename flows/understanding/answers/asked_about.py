"""What a question with yes or no is about, and which way round it is put."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from flows.understanding.answers.plain import plain
from flows.understanding.answers.scanning import Scanner
from flows.understanding.lexicon.loading import lexicon


class Topic(StrEnum):
    """The headings of topics.txt that a question can be about."""

    FIXED = "fixed"
    BROKEN = "broken"
    MORE = "more"
    CONVENIENT = "convenient"
    OFFER = "offer"
    CONSENT = "consent"
    VERIFY = "verify"


THINGS = "things"
QUESTIONS_KEPT = 256

_QUOTED = re.compile(r"[“\"「『(\[【].*?[”\"」』)\]】]")
_CHOICES = re.compile(
    r"(.)[不唔]\1|(.)冇\2|有[没冇]有|能否|可否|是否|没有[呀啊呢]?\?*$|未[呀啊呢]?\?*$"
)
_NEGATIVE = re.compile(
    r"(?:(?<!有)没有?|(?<![是要会能可])不|未|唔)[^,。?!]{1,12}(?:吗|么|嘛|是吗|对吗|\?|$)"
)
_MINDED = re.compile(r"介不?介意|\bmind\b")
_HAPPENED = re.compile(
    r"(?:了|过|咗)[^,。?]{0,3}(?:吗|么|没|未|\?)|过您?.{0,4}吗|\b(?:did|has|have|was|were)\b"
)


@dataclass(frozen=True)
class Asked:
    """What a question is about.

    `is_negative`: it is put the other way round (没修好吗？), so that a yes agrees with the denial.
    `has_happened`: it asks for something past. `is_minded`: 介意吗, so that permission is a no.
    `echoes` are the pairs of characters, `verbs` the single ones, that repeat the question.
    """

    topics: frozenset[Topic]
    is_negative: bool
    has_happened: bool
    is_minded: bool
    echoes: frozenset[str]
    verbs: frozenset[str]


@lru_cache(maxsize=QUESTIONS_KEPT)
def asked_about(text: str) -> Asked:
    """What a yes or a no to this question would mean."""
    words = _QUOTED.sub(" ", plain(text).words)
    marks = _scanner().scan(words)
    headings = {mark.heading for mark in marks} - {THINGS}
    topics = frozenset(Topic(heading) for heading in headings)
    without_choices = _CHOICES.sub(" ", words)
    is_negative = _NEGATIVE.search(without_choices) is not None
    left = list(words)
    for mark in marks:
        if mark.heading == THINGS:
            left[mark.start : mark.end] = " " * (mark.end - mark.start)
    echoes, verbs = _repeatable("".join(left))
    has_happened = _HAPPENED.search(words) is not None
    is_minded = _MINDED.search(words) is not None
    return Asked(topics, is_negative, has_happened, is_minded, echoes, verbs)


_DENIALS = frozenset("不没未唔冇无您你我吗么呢吧的了?")
_FUNCTION = frozenset(
    "您你我他她们的了吗么呢吧是有在上下这那一个过没不未唔冇和与及或请先再还也都就"
    "被把给对到得着里中为以于用来去要会能可张条单件种项次前后时点分日月年号?,。!"
)


def _repeatable(words: str) -> tuple[frozenset[str], frozenset[str]]:
    pairs = {
        words[at : at + 2]
        for at in range(len(words) - 1)
        if all("\u3400" <= one <= "\u9fff" for one in words[at : at + 2])
        and not _FUNCTION.issuperset(words[at : at + 2])
        and _DENIALS.isdisjoint(words[at : at + 2])
    }
    verbs = {one for one in words if "\u3400" <= one <= "\u9fff"} - _FUNCTION
    return frozenset(pairs), frozenset(verbs)


@cache
def _scanner() -> Scanner:
    return Scanner(lexicon("topics", (*Topic, THINGS)))

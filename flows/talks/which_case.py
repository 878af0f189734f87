"""Not fixed, said outside the revisit's question: which of the person's cases is meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flows.rules.similarity import similarity
from flows.talks.decisions import Facts, FoundFixed, NamedCase
from flows.talks.revisit import good_news
from flows.understanding.intents import NUMBER, Intent, read_case_number, read_intent
from flows.understanding.verdicts import says_not_fixed, without_verdict
from flows.understanding.words import bare, half_width

SUBJECT_SHORTEST = 2
"""还是没修好 names no matter of its own, 厨房又漏了 does."""

AS_LIKELY = 0.75
"""A case that fits so well as the best, from 0 to 1, may be meant as well."""

GENERAL_WORDS = re.compile(
    r"我们?家|家里|家中|屋里|屋企|我们|你们|他们|师傅|物业|今[天早晚]|昨[天晚]|刚才|刚刚|现在|一直|怎么|什么|[这那]个"
    r"|已经|没有|还是|还在|问题|情况|东西|一下|根本|完全|彻底|不?满意|又|还|了|修|好"
    r"|\b(?:it|is|it's|was|has|been|the|an?|my|our|in|on|at|of|to|and|but|i|we|you|this|that"
    r"|there|still|again|not|please|hi|hello|same|problem|fix|fixed|just|now|yet|s|t|isn|doesn)\b"
)
VERDICT_ONLY = re.compile(
    r"[又还仍没不未冇唔是在有的了能行样老会再仲系紧喇啦咗呀啊开始直点弄搞整理解决处完]"
)
"""What tells that something is wrong, and not what."""

RHETORICAL = re.compile(r"(?:怎么|点解)(?:还|仲)(?:没|不|未|在|是|系|漏|坏)|还没有?人?来|没人来")


@dataclass(frozen=True)
class Meant:
    """The cases that may be meant, the newest first; one that is `certain` needs no asking."""

    cases: tuple[NamedCase, ...] = ()
    certain: bool = True


def meant(text: str, facts: Facts) -> Meant:
    """The cases that "not fixed" may be about.

    By what it names; where it names nothing, those in hand, and after them those that are closed.
    """
    subject = _subject(text)
    known = (*facts.in_hand, *facts.done)
    if len(bare(subject)) >= SUBJECT_SHORTEST:
        named = _likeliest(known, lambda case: similarity(subject, _subject(case.text)))
        return Meant(named) if named else Meant(_not_closed(facts.done), certain=False)
    faults = frozenset(VERDICT_ONLY.sub("", GENERAL_WORDS.sub("", bare(text))))
    named = _likeliest(known, lambda case: len(faults & set(bare(case.text))))
    return Meant(named or (*facts.in_hand, *_not_closed(facts.done)) or facts.done)


def found_fixed(text: str, facts: Facts) -> FoundFixed | None:
    """Good news of the one case that waits for the resident's word; None where it is not plain."""
    waiting = _not_closed(facts.done)
    said = good_news(text)
    if said is None or facts.in_hand or len(waiting) != 1:
        return None
    return FoundFixed(waiting[0].number, said)


def says_of_case(text: str) -> str | None:
    """The number of the case that a message says is not fixed; None where it says no such thing."""
    number = read_case_number(text)
    rest = NUMBER.sub(" ", half_width(text))
    return number if number is not None and is_not_fixed(rest) else None


def is_not_fixed(text: str) -> bool:
    """Whether a message tells that something said to be done is not; a plain question does not."""
    reading = read_intent(text)
    if reading is None:
        return False
    if reading.intent is Intent.STATUS:
        is_asked = bare(text).endswith("吗")
        return says_not_fixed(text) and RHETORICAL.search(bare(text)) is not None and not is_asked
    return reading.intent is Intent.NOT_FIXED


def _likeliest(
    cases: tuple[NamedCase, ...], fit: Callable[[NamedCase], float]
) -> tuple[NamedCase, ...]:
    fits = [fit(case) for case in cases]
    best = max(fits, default=0)
    return tuple(
        case for case, how in zip(cases, fits, strict=True) if how > 0 and how >= best * AS_LIKELY
    )


def _not_closed(cases: tuple[NamedCase, ...]) -> tuple[NamedCase, ...]:
    return tuple(case for case in cases if not case.is_closed)


def _subject(text: str) -> str:
    """What a text is about: without the verdict, and without words that every text has."""
    left = VERDICT_ONLY.sub("", GENERAL_WORDS.sub(" ", without_verdict(text)))
    return " ".join(left.split())

"""Scores that would be given if something were otherwise, and the rest that a score leaves."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.understanding.answers.parts import BUT, CONDITION, NOW, Part
from flows.understanding.answers.settling import Candidate

MOST = 5

_UNLESS_BEFORE = re.compile(
    r"(?:要不是|若不是|若非)(?:[^。!?,]{0,16}|[^。!?,]{0,16},(?:我|那)?(?:就|早|本来|肯定|必须)[^,。!?]{0,4})$"
)
_OTHERWISE = re.compile(r"(?:否则|不然|要不然|\b(?:otherwise|or else|if not)\b)[^,。!?]{0,12}$")
_POLITE = re.compile(
    r"if (?:you ask me|i may|i might|i have to|i had to|i must|im honest"
    r"|im being honest|you insist|possible)"
    r"|(?:如果|要是)(?:非要|一定要|让我|要我|叫我|非得)"
)
_REST_BEFORE = re.compile(
    r"(?:那|这|剩下?的?|还有|还剩|另外?|扣[掉了]?的?|少[掉了]?的?那?|差的?那?|欠的?|丢的?|其余|余下的?|灭|暗|缺|留下?的?|留|给你们?留)$"
)
_REST_BEHIND = re.compile(
    r"(?:分|[颗粒]?星|[颗粒])?(?:是因为|因为|留|扣|没给|不给|给下|等|看|off|less|short"
    r"| off| for the| taken)"
)
_REST_LATIN = re.compile(
    r"\b(?:lost|lose|minus|other|last|missing|less|keep(?:ing)?|remaining) (?:the )?$"
)

_TOO_MANY = re.compile(r"(?:也|都)(?:嫌|给|算|是|太)?[多高](?:了|啦|余)?")
_WAS = re.compile(r"\b(?:was|were|started (?:at|as|off)|first)(?: an?)? $")

Score = Candidate[float | None]


def without_hypothetical(words: str, scores: Sequence[Score], parts: Sequence[Part]) -> list[Score]:
    """The scores that hang on nothing, if there are any: four, five if you fix it."""
    return [one for one in scores if not _hangs(words, one, parts)]


def without_past(words: str, scores: Sequence[Score]) -> list[Score]:
    """Without what it was, where it is told what it is now: was a 2, now a 4."""
    if not any(NOW in one.part.links for one in scores):
        return list(scores)
    return [one for one in scores if not _WAS.search(words[max(one.start - 16, 0) : one.start])]


def without_bounds(words: str, scores: Sequence[Score]) -> list[Score]:
    """Without what would be too many, where another one is given: 三分都多了，两分."""
    left = [one for one in scores if not _TOO_MANY.match(words, one.end)]
    return left or list(scores)


def _hangs(words: str, score: Score, parts: Sequence[Part]) -> bool:
    before = words[max(score.part.opens - 24, 0) : score.start]
    if _UNLESS_BEFORE.search(before) or _OTHERWISE.search(words[: score.start][-24:]):
        return True
    following = next((part for part in parts if part.opens >= score.end), None)
    return (
        following is not None
        and CONDITION in following.links
        and following.clause == score.part.clause
        and not words[score.end : following.opens].strip()
        and not _POLITE.match(words, following.opens)
    )


def conditions_closed(scores: Sequence[Score], parts: Sequence[Part]) -> list[Part]:
    """The parts, as if a new sentence began where a condition's score is set against the present.

    如果准时就是五分，现在四分 is four: the second one hangs on nothing.
    """
    closed: list[Part] = []
    sentence, is_open, has_score = 0, False, False
    for part in parts:
        is_now = not part.links.isdisjoint((NOW, BUT)) and CONDITION not in part.links
        if is_open and has_score and is_now and part.begins_clause:
            sentence, is_open = sentence + len(parts), False
        is_open = is_open or CONDITION in part.links
        has_score = (has_score and is_open) or (is_open and any(one.part == part for one in scores))
        closed.append(replace(part, sentence=part.sentence + sentence))
    return closed


def without_rest(words: str, left: Sequence[Score]) -> tuple[Score, ...]:
    """Without the points that are wanting to full marks: 四分，那一分留着."""
    first = left[0]
    if first.value is None:
        return tuple(left)
    return (
        first,
        *(one for one in left[1:] if not _is_rest(words, first.value, one)),
    )


def _is_rest(words: str, given: float, one: Score) -> bool:
    if one.value is None or given + one.value != MOST:
        return False
    before = words[max(one.start - 12, 0) : one.start]
    return (
        _REST_BEFORE.search(before) is not None
        or _REST_LATIN.search(before) is not None
        or _REST_BEHIND.match(words, one.end) is not None
    )

"""Several options that a message speaks of: which it speaks of most, and whether it is one."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from flows.understanding.answers.plain import plain
from flows.understanding.answers.settling import Candidate

_JOINS = re.compile(r"[和跟与同也还又都加]|而且|一边|仲|\b(?:and|also|plus|as well|too)\b")
_WHOLE = re.compile(r"[都两]|全部|\bboth\b")
_SEVERAL = re.compile(r"[两几三](?:样|个|种|件|项|者)?都(?![不没唔冇])|一起报|都得报|\bboth\b")


def means_several(words: str, option: str) -> bool:
    """Whether more is meant than this option, which is none of both: 两样都要."""
    return _SEVERAL.search(words) is not None and _WHOLE.search(plain(option).words) is None


def outweighing(words: str, hints: list[Candidate[int]]) -> list[Candidate[int]]:
    """Those of the one option that is hinted at more than once: 电钻，对门砸墙 is no 对门.

    What stands inside of another hint is none of its own: 我去 in 让我姐替我去.
    """
    left = uncovered(hints, hints)
    left.sort(key=lambda one: one.start)
    ranked = Counter(value for value, _ in {(one.value, one.start) for one in left}).most_common()
    is_joined = any(
        one.value != following.value and _JOINS.search(words, one.end, following.start)
        for one, following in pairwise(left)
    )
    most = [value for value, times in ranked if times == ranked[0][1]]
    if len(most) != 1 or is_joined or _SEVERAL.search(words):
        return left
    return [one for one in left if one.value == most[0]]


def uncovered(
    labels: list[Candidate[int]], longer: Sequence[Candidate[int]]
) -> list[Candidate[int]]:
    """The labels, and instead of those the longer names in which they stand: 电动自行车."""
    over = {
        label: one
        for label in labels
        for one in longer
        if one.value != label.value and one.start <= label.start and label.end <= one.end
    }
    return [over.get(label, label) for label in labels]

"""What a thing that was asked about is like: 熏得眼泪直流 to 还有异味吗, 黑咕隆咚 to 灯亮了吗."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.understanding.lexicon.patterns import headings, pattern

FILE = "subjects.patterns"
FAULTS = frozenset({"leak", "smell", "noise", "pest"})
"""To name one of these in a question is to ask whether it is still there."""
MANNERS = frozenset({"shoe", "badge", "home"})
"""What is in order or not only where it was asked about."""
AMBIGUOUS = frozenset({"water", "power", "heat", "pest", "net", "aircon", "clutter"})
"""Of these nearly every word may also tell of other things, so that they too must be named."""

_ASKED, _FINE, _AMISS = "_asked", "_fine", "_amiss"

_DENIED = re.compile(
    r"\b(?:not|never|hardly|isnt|arent|wasnt|no longer)"
    r"(?: (?:very|that|so|too|really|quite|completely|entirely|fully|even|all|yet|exactly))? $"
)

State = tuple[int, int, bool]
"""Where a state is told from start to end, and whether all is in order."""


def asked_subjects(words: str) -> tuple[str, ...]:
    """The subjects that the words of a question name."""
    return tuple(one for one in _all() if pattern(FILE, one + _ASKED).search(words))


def states(words: str, subjects: Sequence[str]) -> Iterator[State]:
    """What is told of the subjects, or of any thing without them; some may stand over others."""
    if subjects:
        for one in subjects:
            yield from _of(words, one)
        return
    told = [(state, one) for one in _things() for state in _of(words, one)]
    for state, one in told:
        if one not in AMBIGUOUS and not any(_disagree(state, other) for other, _ in told):
            yield state


def _of(words: str, subject: str) -> Iterator[State]:
    for kind in (_FINE, _AMISS):
        for found in pattern(FILE, subject + kind).finditer(words):
            if found[0]:
                is_denied = _DENIED.search(words, 0, found.start()) is not None
                yield *found.span(), (kind == _FINE) is not is_denied


def _disagree(one: State, other: State) -> bool:
    """Whether what is well with one thing is amiss with another: 一滴都没有."""
    return one[2] is not other[2] and one[0] < other[1] and other[0] < one[1]


@cache
def _all() -> tuple[str, ...]:
    return tuple(name.removesuffix(_ASKED) for name in headings(FILE) if name.endswith(_ASKED))


@cache
def _things() -> tuple[str, ...]:
    return tuple(one for one in _all() if one not in MANNERS)

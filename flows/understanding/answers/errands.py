"""What is told of errands at the estate: 上星期刷的卡 to 交了吗, 分文没要 to 收费了吗."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from flows.understanding.lexicon.patterns import headings, pattern

FILE = "errands.patterns"
QUESTIONS_KEPT = 256

_ASKED = "_asked"

Told = tuple[int, int, bool]
"""Where something is told from start to end, and whether it means yes."""


def errands(said: str, asked: str) -> Iterator[Told]:
    """What is told of the errands that a question in plain words is about."""
    for name in _asked_for(asked):
        for found in _pattern(f"{name}_no").finditer(said):
            yield *found.span(), False
        for found in _pattern(f"{name}_yes").finditer(said):
            yield *found.span(), True


@lru_cache(maxsize=QUESTIONS_KEPT)
def _asked_for(asked: str) -> tuple[str, ...]:
    return tuple(one for one in _all() if _pattern(one + _ASKED).search(asked))


@cache
def _all() -> tuple[str, ...]:
    return tuple(name.removesuffix(_ASKED) for name in headings(FILE) if name.endswith(_ASKED))


def _pattern(name: str) -> re.Pattern[str]:
    return pattern(FILE, name)

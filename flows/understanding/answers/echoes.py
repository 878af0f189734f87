"""A deed of the question said again as done or not: 戴着的, 没见他戴 to 戴工牌了吗."""

import re
from collections.abc import Iterator
from functools import lru_cache

QUESTIONS_KEPT = 256
NOT_DEEDS = frozenset("进门来走师傅有现")
"""What stands in many questions beside the deed itself."""

_NOT = r"(?:没有?|未|冇|弗|呒没?|不|唔|忘了?|忘记)"

Deed = tuple[int, int, bool]
"""Where a deed stands from start to end, and whether it was done."""


def deeds(words: str, verbs: frozenset[str]) -> Iterator[Deed]:
    """The deeds that are told to be done, or not."""
    known = verbs - NOT_DEEDS
    if not known:
        return
    for found in _pattern(known).finditer(words):
        yield *found.span(), found["denial"] is None


@lru_cache(maxsize=QUESTIONS_KEPT)
def _pattern(verbs: frozenset[str]) -> re.Pattern[str]:
    verb = f"[{re.escape(''.join(sorted(verbs)))}]"
    return re.compile(
        rf"(?P<denial>{_NOT}[^,没]{{0,3}}){verb}+(?:了|着|过|咗|$)?"
        rf"|有{verb}+$|(?:都|已经?|主动)?{verb}+(?:了|着|过|咗|紧|得|的$)"
    )

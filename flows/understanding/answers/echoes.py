"""A deed of the question said again as done or not: 戴着的, 没见他戴 to 戴工牌了吗."""

import re
from collections.abc import Iterator
from functools import lru_cache

QUESTIONS_KEPT = 256
NOT_DEEDS = frozenset("进门来走师傅有现")
"""What stands in many questions beside the deed itself."""

_NOT_WISHED = frozenset("需要想同愿意水期间停时关")
"""What stands in many offers beside the deed itself."""

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
        rf"|(?:天天|每天|经常|常常?|总是?|平时|时不时)[^,没不]{{0,3}}{verb}"
    )


def wished(words: str, verbs: frozenset[str]) -> Deed | None:
    """The deed of an offer or a request that is asked for by saying it again: 送两桶, 帮我收着."""
    known = verbs - NOT_DEEDS - _NOT_WISHED
    found = _wish_pattern(known).match(words) if known else None
    return None if found is None else (*found.span(), True)


@lru_cache(maxsize=QUESTIONS_KEPT)
def _wish_pattern(verbs: frozenset[str]) -> re.Pattern[str]:
    verb = f"[{re.escape(''.join(sorted(verbs)))}]"
    return re.compile(
        rf"(?:麻烦|请|帮我|帮忙|给我|替我|唔该|先|那就|就|都|那|我|你们?|再)*{verb}"
        r"(?:着吧?|(?:多|返)?[一两二三几\d张个份][\u4e00-\u9fff]|[给俾畀]我|上吧?|吧|呗|嘛)(?!.{0,6}(?:[吗?]|不|多少))"
    )

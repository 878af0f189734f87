"""An option that is only hinted at: 烧菜那间 is the kitchen, 马云家那个 is 支付宝."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from flows.resources import read_text
from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.menus import MENUS_KEPT, core_of, headings_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.loading import PACKAGE, parsed

HINTS = "hints.txt"
MYSELF = "myself"
GAP, WORDS_BETWEEN = 6, 4
"""So many characters, or words in letters, at most stand where a hint has its star."""

_ONE_OF = re.compile(r"(\[[^]]+\]|\*)")


def hinted(words: str, part: Part, options: tuple[str, ...]) -> Iterator[Candidate[int]]:
    """The options that a part hints at; what hints at several of them is yielded for each."""
    for place, pattern in enumerate(_patterns(options), start=1):
        for found in () if pattern is None else pattern.finditer(words, part.opens, part.end):
            if not is_denied(words, part, *found.span()):
                yield Candidate(place, *found.span(), part)


@lru_cache(maxsize=MENUS_KEPT)
def _patterns(options: tuple[str, ...]) -> tuple[re.Pattern[str] | None, ...]:
    """What hints at each option: 房产证 at 业主, and not at 业主家属 beside it."""
    headings = [_telling(set(headings_of(core_of(option))) & set(_hints())) for option in options]
    having = Counter(heading for some in headings for heading in some)
    own = [{one for one in some if having[one] == 1} for some in headings]
    plain = [some for some, alone in zip(headings, own, strict=True) if some and not alone]
    left = Counter(heading for some in plain for heading in some)
    meant = [
        alone or {one for one in some if left[one] == 1}
        for some, alone in zip(headings, own, strict=True)
    ]
    return tuple(_pattern(tuple(sorted(some))) for some in meant)


def _telling(headings: set[str]) -> set[str]:
    """Without what only says who is meant, where more is said: 业主本人 is an owner."""
    return headings - {MYSELF} or headings


@lru_cache(maxsize=MENUS_KEPT)
def _pattern(headings: tuple[str, ...]) -> re.Pattern[str] | None:
    hints = sorted({hint for heading in headings for hint in _hints()[heading]}, key=len)
    return re.compile("|".join(map(_expression, reversed(hints)))) if hints else None


def _expression(hint: str) -> str:
    between = rf"(?: \w+){{0,{WORDS_BETWEEN}}}?" if hint.isascii() else rf"[^,.。!?]{{0,{GAP}}}?"
    pieces = (
        between if piece == "*" else piece if piece.startswith("[") else re.escape(piece)
        for piece in _ONE_OF.split(hint)
        if piece
    )
    expression = "".join(pieces)
    return rf"\b{expression}\b" if hint.isascii() else expression


@cache
def _hints() -> dict[str, tuple[str, ...]]:
    return dict(parsed(HINTS, read_text(PACKAGE, HINTS), is_shared=True))

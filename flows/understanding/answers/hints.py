"""An option that is only hinted at: 烧菜那间 is the kitchen, 马云家那个 is 支付宝."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.resources import read_text
from flows.understanding.answers.day_parts import day_parts
from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.menus import MENUS_KEPT, core_of, headings_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.loading import PACKAGE, parsed

HINTS = "hints.txt"
MYSELF = "myself"
GAP, WORDS_BETWEEN = 6, 4
"""So many characters, or words in letters, at most stand where a hint has its star."""

_TOO_WIDE = frozenset({"renovation", "parking", "gardens", "cleaning", "plumbing", "repair"})
"""What nearly every answer to a question about it has to do with."""
_ONE_OF = re.compile(r"(\[[^]]+\]| ?\*)")


@dataclass(frozen=True)
class _Hint:
    """One hint, and the longest of its words that stands in whatever hints so."""

    text: str
    literal: str


def hinted(
    words: str, part: Part, options: tuple[str, ...], asked: str
) -> Iterator[Candidate[int]]:
    """The options that a part hints at; what hints at several of them is yielded for each.

    What the plain words `asked` name themselves tells nothing: in a renovation all is one.
    """
    for place, hints in enumerate(_meant(options, asked), start=1):
        for start, found in _places(words, part, hints):
            end = found + (words[found : found + 1] == words[found - 1])  # 户主是我妈|妈
            if not is_denied(words, part, start, end):
                yield Candidate(place, start, end, part)


def _places(words: str, part: Part, hints: Sequence[_Hint]) -> Iterator[tuple[int, int]]:
    """Where a part hints so: the first one first, of several there the one that comes first."""
    said = words[part.opens : part.end]
    found = sorted(
        (match.start(), rank, match.end())
        for rank, hint in enumerate(hints)
        if hint.literal
        in said  # hardly any is, and to compile all would take a menu's first reader
        for match in _expression(hint.text).finditer(words, part.opens, part.end)
    )
    at = part.opens
    for start, _, end in found:
        if start >= at:
            yield start, end
            at = end


@lru_cache(maxsize=MENUS_KEPT)
def _meant(options: tuple[str, ...], asked: str) -> tuple[tuple[_Hint, ...], ...]:
    """What hints at each option, the longest first: 房产证 at 业主, not at 业主家属 beside it."""
    known = set(_hints()) - (set(headings_of(asked)) & _TOO_WIDE)
    in_day = day_parts(options)
    headings = [
        _telling(
            {*headings_of(core_of(option)), *([in_day[place]] if place in in_day else [])} & known
        )
        for place, option in enumerate(options, start=1)
    ]
    having = Counter(heading for some in headings for heading in some)
    own = [{one for one in some if having[one] == 1} for some in headings]
    plain = [some for some, alone in zip(headings, own, strict=True) if some and not alone]
    left = Counter(heading for some in plain for heading in some)
    meant = [
        alone or {one for one in some if left[one] == 1}
        for some, alone in zip(headings, own, strict=True)
    ]
    return tuple(_of(some) for some in meant)


def _telling(headings: set[str]) -> set[str]:
    """Without what only says who is meant, where more is said: 业主本人 is an owner."""
    return headings - {MYSELF} or headings


def _of(headings: Collection[str]) -> tuple[_Hint, ...]:
    hints = {hint for heading in headings for hint in _hints()[heading]}
    return tuple(sorted(hints, key=lambda hint: (-len(hint.text), hint.text)))


@cache
def _expression(hint: str) -> re.Pattern[str]:
    between = rf"(?: \w+){{0,{WORDS_BETWEEN}}}?" if hint.isascii() else rf"[^,.。!?]{{0,{GAP}}}?"
    pieces = (
        between if piece.endswith("*") else piece if piece.startswith("[") else re.escape(piece)
        for piece in _ONE_OF.split(hint)
        if piece
    )
    expression = "".join(pieces)
    if not hint.isascii():
        return re.compile(expression)
    return re.compile(rf"(?<![a-z0-9]){expression}(?![a-z0-9])")  # Gogoro一台


@cache
def _hints() -> dict[str, tuple[_Hint, ...]]:
    told = parsed(HINTS, read_text(PACKAGE, HINTS), is_shared=True)
    return {
        heading: tuple(_Hint(hint, _longest_literal(hint)) for hint in hints)
        for heading, hints in told.items()
    }


def _longest_literal(hint: str) -> str:
    said = (piece for piece in _ONE_OF.split(hint) if not piece.endswith(("]", "*")))
    return max(said, key=len, default="")

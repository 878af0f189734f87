"""Ratings by their rank on the scale: 最底下那档, 倒数第二, 比最低高一分."""

import re
from collections.abc import Iterator

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.numbers import whole_number

LEAST, HALFWAY, MOST = 1, 3, 5

_WHICH = r"(?:面|头|边|端|下)?(?:的|那|嗰|这|一)*(?:档|挡|级|格|等)(?!梯)"
_RANKS = (
    (re.compile(rf"最[高顶上好]{_WHICH}|顶[上头](?:的|那|嗰)*[档挡级格]|[顶头]档"), MOST),
    (re.compile(r"(?:正)?(?:中间|居中|当中)(?:的|那|嗰|这|一)*[档挡级格]"), HALFWAY),
    (re.compile(rf"最[低底下差末]{_WHICH}|垫底的?[分档]|[末底]档"), LEAST),
)
_FROM_BELOW = re.compile(r"倒数第(?P<rank>[1-5一二三四五])(?P<of>档|挡|级|格)?(?:个|那个)?")
_ABOVE_LEAST = re.compile(
    r"比(?:最低分?|最差的?分?|倒数第一|垫底的?|[1一]分?)(?:还|要)?(?:高|强|多|好)(?:那么|了|出|个|上|也就)*"
    r"(?P<above>[1-4一二两三四])(?:分|档|[颗粒]?星|点(?=分))"
)
_COMPARED = re.compile(
    r"比[^,。!?]{1,8}?(?:高|强|多|好|低|差|少)[^,。!?\d一二两三四五]{0,4}[1-5一二两三四五](?:分|档|[颗粒]?星)"
)
_DENIED = re.compile(r"(?:不是|不系|唔系|不算|没到|别给|不给|不会给)[^,。]{0,2}$")


def ranks(words: str, part: Part) -> Iterator[Candidate[float | None]]:
    """The scores that a part calls by their rank."""
    for pattern, value in _RANKS:
        for found in pattern.finditer(words, part.start, part.end):
            if not _DENIED.search(words, part.start, found.start()):
                yield Candidate(float(value), found.start(), found.end(), part)
    for found in _ABOVE_LEAST.finditer(words, part.start, part.end):
        above = whole_number(found["above"]) or 0
        yield Candidate(float(LEAST + above), found.start(), found.end(), part)
    start = skip_leads(words, part.start, part.end)
    below = _FROM_BELOW.match(words, start, part.end)
    if below is not None and (below["of"] or skip_tail(words, below.end(), part.end) >= part.end):
        rank = whole_number(below["rank"]) or 0
        yield Candidate(float(rank), below.start(), below.end(), part)


def spans_of_ranks(words: str) -> list[tuple[int, int]]:
    """Where a number only says a rank, or how much better one thing is than another."""
    patterns = (*(pattern for pattern, _ in _RANKS), _FROM_BELOW, _COMPARED)
    return [found.span() for pattern in patterns for found in pattern.finditer(words)]

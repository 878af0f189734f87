"""What is said beside a value: the other clauses, and the rest of the value's own clause."""

import re
from collections.abc import Iterator, Sequence

from flows.understanding.answers.plain import Plain
from flows.understanding.words import COURTESIES, HEADS, PARTICLES, bare

_CLAUSE_ENDS = re.compile(r"(?:[。!?;、\n~…()]|,(?!\d{3})|(?<!\d),|\.(?!\d)|:(?!\d))+")
_COURTESY = re.compile(
    "(?:"
    + "|".join(map(re.escape, sorted({*COURTESIES, *HEADS, *PARTICLES}, key=len, reverse=True)))
    + ")+"
)


def clause_spans(words: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of plain words begin and end, the marks behind them left out."""
    at = 0
    for mark in (*_CLAUSE_ENDS.finditer(words), None):
        end = len(words) if mark is None else mark.start()
        if words[at:end].strip():
            yield at, end
        at = end if mark is None else mark.end()


def clause_at(
    spans: Sequence[tuple[int, int]], words: str, start: int, end: int
) -> tuple[int, int]:
    """The clause, or the clauses, among the `spans` in which words[start:end] stands."""
    first = max((one for one, _ in spans if one <= start), default=0)
    last = min((one for _, one in spans if one >= end), default=len(words))
    return first, last


def remark_beside(message: Plain, *spans: tuple[int, int]) -> str:
    """What is written outside of these spans, without courtesy, in the writer's own letters."""
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(message.words)]
    parts = (message.verbatim(*between) for between in zip(edges[::2], edges[1::2], strict=True))
    return " ".join(part for part in parts if bare(part) and not _COURTESY.fullmatch(bare(part)))

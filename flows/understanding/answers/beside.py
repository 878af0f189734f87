"""What is said beside a value: the other clauses, and the rest of the value's own clause."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.understanding.answers.asides import is_aside
from flows.understanding.answers.plain import Plain
from flows.understanding.corrections import last_correction

_CLAUSE_ENDS = re.compile(r"(?:[。!?;、\n~…()]|,(?!\d{3})|(?<!\d),|\.(?!\d)|:(?!\d))+")


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


def taken_back(words: str, starts: Iterable[int], value_at: int) -> tuple[int, int]:
    """Where the correction before a value stands, with the clause of what it takes back.

    `starts` are the places of everything that may have been meant; (0, 0) without a correction.
    """
    first, last = last_correction(words)
    if not last or value_at < last:
        return 0, 0
    earlier = min((start for start in starts if start < first), default=first)
    spans = tuple(clause_spans(words))
    return min(first, clause_at(spans, words, earlier, earlier)[0]), last


def said_beside(message: Plain, *spans: tuple[int, int]) -> str:
    """What is written outside of these spans, without courtesy, in the writer's own letters."""
    left = []
    at = 0
    for start, end in (*sorted(spans), (len(message.words), len(message.words))):
        if not is_aside(message.words[at:start]):
            left.append(message.verbatim(at, start))
        at = max(at, end)
    return " ".join(part for part in left if part)

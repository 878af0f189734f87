"""What was said beside a value: it is kept with the answer, in the resident's own words."""

from collections.abc import Sequence

from flows.understanding.answers.asides import is_aside, skip_leads, skip_tail
from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import Plain

WORTH_KEEPING = 2
"""So many characters around a value, in its own part, are more than a turn of phrase."""


def remark_beside(message: Plain, parts: Sequence[Part], values: Sequence[tuple[int, int]]) -> str:
    """The words of a message beside the `values` that stand from start to end in its plain words.

    Clauses of nothing but courtesy are left out; a clause whose value is more than its beginning is
    kept whole, so that nothing is cut out of the middle of a sentence.
    """
    kept: list[tuple[int, int]] = []
    for start, end in _clauses(parts):
        inside = [(first, last) for first, last in values if start <= first < end]
        kept += _kept(message.words, start, end, inside)
    joined: list[tuple[int, int]] = []
    for start, end in kept:
        if joined and not any(joined[-1][1] <= first < start for first, _ in values):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    texts = (message.verbatim(start, end) for start, end in joined)
    return "，".join(text for text in texts if text)


def _clauses(parts: Sequence[Part]) -> list[tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for part in parts:
        first, last = spans.get(part.clause, (part.opens, part.end))
        spans[part.clause] = (min(first, part.opens), max(last, part.end))
    return list(spans.values())


def _kept(
    words: str, start: int, end: int, values: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    if not values:
        return [] if is_aside(words[start:end]) else [(start, end)]
    first, last = min(value[0] for value in values), max(value[1] for value in values)
    behind = skip_tail(words, last, end)
    before = skip_leads(words, start, first)
    if first - before >= WORTH_KEEPING:
        return [(start, end)]
    is_kept = end - behind >= WORTH_KEEPING and not is_aside(words[behind:end])
    return [(behind, end)] if is_kept else []

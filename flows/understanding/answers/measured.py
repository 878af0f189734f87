"""An option that is an amount, chosen by one that it holds: 十几年 is 5年以上, 35 is 31-45岁."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.measures import NO_END, Span, spans_in
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.persons import people_named
from flows.understanding.answers.plain import joined_words
from flows.understanding.answers.positions import NOWHERE
from flows.understanding.answers.settling import Candidate
from flows.understanding.units import COUNTED, PEOPLE, PIECES

OPTIONS_LEAST = 2
"""With fewer options of one measure a menu is one of other things."""
BARE = "bare"
"""The measure of 1, 2, 3-4 and 5以上, whatever they count."""
NOTHING = Span(frozenset(), 1, 0, 0, 0)
"""What an option that is no amount holds."""

_NOT_ONE = re.compile(r"钱?[都也][不没冇唔]")
"""一分都不能涨 is no amount."""


def measured(
    words: str, found: Sequence[Part], options: tuple[str, ...], asked: str
) -> list[Candidate[int]]:
    """The options that hold the amounts of a message; NOWHERE for one that none holds, or two.

    Nothing where the options are no amounts of one measure, or the message names none.
    """
    dimension, spans = _menu(options)
    if not dimension:
        return []
    if dimension in (PEOPLE, BARE) and found and "?" not in words:
        people = people_named(words, asked)
        if people is not None:
            whole = Span(frozenset({PEOPLE}), people, people, found[0].opens, len(words))
            return [_candidate(found[0], whole, spans)]
    return [
        _candidate(part, span, spans)
        for part in found
        for span in spans_in(words, part.opens, part.end)
        if _is_meant(words, part, span, dimension, len(options))
        and not is_denied(words, part, span.start, span.end)
    ]


def _candidate(part: Part, span: Span, spans: Sequence[Span]) -> Candidate[int]:
    same = [place for place, one in enumerate(spans, 1) if _bounds(one) == _bounds(span)]
    if not same and span.high == NO_END:
        span = replace(span, high=span.low)  # 至少三天 in a menu of days
    holding = same or [place for place, one in enumerate(spans, 1) if span.within(one)]
    if len({spans[place - 1].low for place in holding}) == 1:  # 3天内, 一周内: the shorter one
        holding = sorted(holding, key=lambda place: spans[place - 1].high)[:1]
    return Candidate(holding[0] if len(holding) == 1 else NOWHERE, span.start, span.end, part)


def _is_meant(words: str, part: Part, span: Span, dimension: str, count: int) -> bool:
    """Whether an amount is one of the menu's measure: 3个 counts what is counted, 35 is its age."""
    if _NOT_ONE.match(words, span.end):
        return False
    counted = span.dimensions & (COUNTED if dimension == BARE else {PIECES})
    if dimension in span.dimensions or (dimension in {*COUNTED, BARE} and counted):
        return True
    start = skip_leads(words, part.start, part.end)
    is_all = span.start <= start and skip_tail(words, span.end, part.end) >= part.end
    return not span.dimensions and is_all and span.low > count


def _bounds(span: Span) -> tuple[float, float]:
    return span.low, span.high


def menu_spans(options: tuple[str, ...]) -> tuple[Span | None, ...]:
    """What each option of a menu of amounts holds; empty for any other menu."""
    return tuple(None if span is NOTHING else span for span in _menu(options)[1])


@lru_cache(maxsize=MENUS_KEPT)
def _menu(options: tuple[str, ...]) -> tuple[str, tuple[Span, ...]]:
    """The measure of a menu, empty if it has none, and what each of its options holds."""
    spans = [_of_option(option) for option in options]
    counted = Counter(one for span in spans if span for one in span.dimensions or (BARE,))
    dimension, times = counted.most_common(1)[0] if counted else ("", 0)
    kept = tuple(
        span if span and dimension in (span.dimensions or {BARE}) else NOTHING for span in spans
    )
    different = {_bounds(span) for span in kept if span is not NOTHING}
    is_measured = times >= OPTIONS_LEAST and len(different) == times
    return (dimension, kept) if is_measured else ("", ())


def _of_option(option: str) -> Span | None:
    """What an option holds; 低层（1-6层） the floors from one to six."""
    if option.startswith("第"):
        return None
    for words in (core_of(option), joined_words(option)):
        spans = list(spans_in(words, 0, len(words)))
        if spans:
            is_amount = bool(spans[0].dimensions) or len(words) == spans[0].end - spans[0].start
            return spans[0] if len(spans) == 1 and is_amount else None
    return None

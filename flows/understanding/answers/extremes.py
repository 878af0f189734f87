"""The most or the least of a menu of times or amounts: 最晚那一档, the longest one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.measured import menu_spans
from flows.understanding.answers.menus import MENUS_KEPT
from flows.understanding.answers.parts import Part
from flows.understanding.answers.periods import menu_periods
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.windows import windows

OPTIONS_LEAST = 2

_UNIT = "(?:个|档|挡|种|段|项|场|批|款|班|类|时段|时间|选项)"
_ONE = rf"(?:的|嘅)?(?:那|嗰|这)?一?{_UNIT}?(?:时段|时间|选项)?"
_THE_ONE = r"(?: (?:one|slot|option|time))?\b"
_MOST = re.compile(
    rf"最(?:晚|迟|夜|多|长|久|大|高|贵|勤|频繁){_ONE}"
    rf"|(?:the )?(?:latest|longest|biggest|largest|highest|most often|most){_THE_ONE}"
)
_LEAST = re.compile(
    rf"最(?:早|少|短|小|低|便宜|平){_ONE}"
    rf"|(?:the )?(?:earliest|shortest|smallest|lowest|least often|least){_THE_ONE}"
)


def extreme(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """The option with the most or the least, where a part of a message is nothing else."""
    order = _order(options)
    if len(order) < OPTIONS_LEAST:
        return []
    named: list[Candidate[int]] = []
    for part in found:
        start = skip_leads(words, part.opens, part.end)
        for pattern, place in ((_MOST, order[-1]), (_LEAST, order[0])):
            match = pattern.match(words, start, part.end)
            if match is not None and skip_tail(words, match.end(), part.end) >= part.end:
                named.append(Candidate(place, *match.span(), part))
    return named


@lru_cache(maxsize=MENUS_KEPT)
def _order(options: tuple[str, ...]) -> tuple[int, ...]:
    """The places of the options that are times, periods or amounts, from the least to the most."""
    for least in (
        [one and one[0] for one in windows(options)],
        [one and one[0] for one in menu_periods(options)],
        [one and one.low for one in menu_spans(options)],
    ):
        known = [(low, place) for place, low in enumerate(least, start=1) if low is not None]
        if len(known) >= OPTIONS_LEAST:
            return tuple(place for _, place in sorted(known))
    return ()

"""The most or the least of a menu of times or amounts: 最晚那一档, the longest one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.dated import option_days
from flows.understanding.answers.measured import menu_spans
from flows.understanding.answers.menus import MENUS_KEPT
from flows.understanding.answers.parts import Part
from flows.understanding.answers.periods import menu_periods
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.windows import windows

OPTIONS_LEAST = 2
DAYS_MOST = 31

_UNIT = "(?:个|天|日|次|档|挡|种|段|项|场|批|款|班|类|时段|时间|选项)"
_ONE = rf"(?:的|嘅)?(?:那|嗰|这)?一?{_UNIT}?(?:时段|时间|选项)?"
_THE_ONE = r"(?: (?:one|slot|option|time))?\b"
_MOST = re.compile(
    rf"最(?:晚|迟|夜|多|长|久|大|高|贵|勤|频繁){_ONE}"
    r"|(?:越|愈)(?:多|长|久|大|勤)(?:越|愈)好|the more the better"
    rf"|(?:the )?(?:latest|longest|biggest|largest|highest|most often|most){_THE_ONE}"
)
_LATER = re.compile(r"(?:越|愈)(?:晚|迟|夜)(?:越|愈)好|as late as possible|the later the better")
_EARLIER = re.compile(
    r"(?:越|愈)早(?:越|愈)好|as early as possible|the (?:earlier|sooner) the better"
)
_LEAST = re.compile(
    rf"最(?:早|少|短|小|低|便宜|平){_ONE}|(?:越|愈)(?:少|短|小)(?:越|愈)好|the less the better"
    rf"|(?:the )?(?:earliest|shortest|smallest|lowest|least often|least){_THE_ONE}"
)


def extreme(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """The option with the most or the least, where a part of a message is nothing else."""
    order = _order(options)
    if len(order) < OPTIONS_LEAST:
        return []
    in_time = _is_in_time(options)
    named: list[Candidate[int]] = []
    for part in found:
        start = skip_leads(words, part.opens, part.end)
        ways = [(_MOST, order[-1]), (_LEAST, order[0])]
        # To be told as early as possible is no shortest time before.
        ways += [(_LATER, order[-1]), (_EARLIER, order[0])] if in_time else []
        for pattern, place in ways:
            match = pattern.match(words, start, part.end)
            if match is not None and skip_tail(words, match.end(), part.end) >= part.end:
                named.append(Candidate(place, *match.span(), part))
    return named


def _is_in_time(options: tuple[str, ...]) -> bool:
    """Whether the options are times of the day or days, of which one is the earliest."""
    return any(
        len([one for one in times if one]) >= OPTIONS_LEAST
        for times in (windows(options), option_days(options))
    )


@lru_cache(maxsize=MENUS_KEPT)
def _order(options: tuple[str, ...]) -> tuple[int, ...]:
    """The places of the options that are times, periods or amounts, from the least to the most."""
    for least in (
        [one and one[0] for one in windows(options)],
        [one and one[0] * DAYS_MOST + one[1] for one in option_days(options)],
        [one and one[0] for one in menu_periods(options)],
        [one and one.low for one in menu_spans(options)],
    ):
        known = [(low, place) for place, low in enumerate(least, start=1) if low is not None]
        if len(known) >= OPTIONS_LEAST:
            return tuple(place for _, place in sorted(known))
    return ()

"""Options that are days of the year, chosen by the month or the day alone: 十五号 is 11月15日."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.positions import NOWHERE
from flows.understanding.answers.settling import Candidate
from flows.understanding.numbers import NUMERAL_CHARACTERS, whole_number

OPTIONS_LEAST = 2
Day = tuple[int, int]

_NUMBER = rf"\d{{1,2}}|[{NUMERAL_CHARACTERS}]{{1,3}}"
_DAY = re.compile(
    rf"(?<!\d)(?:(?P<month>{_NUMBER})月(?:份|(?P<day>{_NUMBER})[日号]?)?"
    rf"|(?P<alone>{_NUMBER})[日号](?![楼栋座院线机门]))"
)


def by_date(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """The options that are the days a message names; NOWHERE for a day that none or two are."""
    days = option_days(options)
    if sum(day is not None for day in days) < OPTIONS_LEAST:
        return []
    return [
        Candidate(_place(said, days), *said.span(), part)
        for part in found
        for said in _DAY.finditer(words, part.opens, part.end)
        if not is_denied(words, part, *said.span())
    ]


def _place(said: re.Match[str], days: Sequence[Day | None]) -> int:
    month = whole_number(said["month"]) if said["month"] else None
    written = said["day"] or said["alone"]
    day = whole_number(written) if written else None
    fitting = [
        place
        for place, one in enumerate(days, start=1)
        if one is not None and month in (None, one[0]) and day in (None, one[1])
    ]
    return fitting[0] if len(fitting) == 1 else NOWHERE


@lru_cache(maxsize=MENUS_KEPT)
def option_days(options: tuple[str, ...]) -> tuple[Day | None, ...]:
    """The month and day that each option is; None for any other option."""
    return tuple(_of_option(core_of(option)) for option in options)


def _of_option(core: str) -> Day | None:
    said = _DAY.match(core)
    if said is None or not said["month"] or not said["day"]:
        return None
    month, day = whole_number(said["month"]), whole_number(said["day"])
    return None if month is None or day is None else (month, day)

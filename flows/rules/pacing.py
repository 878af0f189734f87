"""How fast a provider may be written to: so many messages within so long, and no more (R8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.rules.wall_clock import utc

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
CROWDED_MINUTES = frozenset({0, 30})
"""Of every hour: then everybody's programs send, and WeCom asks to keep away."""


@dataclass(frozen=True)
class Rate:
    """At most `most` messages within any stretch of time as long as `within`."""

    most: int
    within: timedelta


def free_at(sent: Sequence[datetime], rates: Iterable[Rate], now: datetime) -> datetime:
    """Return when one more message may go, `now` at the earliest.

    `sent` are the times of those that went before, the latest first. Where all of a rate is used
    up, one must have left its stretch of time.
    """
    times = [sent[rate.most - 1] + rate.within for rate in rates if len(sent) >= rate.most]
    return max([now, *times])


def out_of_crowd(at: datetime) -> datetime:
    """Return when what nobody waits for goes instead, in UTC: a minute later, in crowded ones."""
    moment = utc(at)
    if moment.minute not in CROWDED_MINUTES:
        return moment
    return moment.replace(second=0, microsecond=0) + MINUTE

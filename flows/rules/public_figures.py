"""What an estate may publish: masked homes, and figures that tell of nobody (R27, R47)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.rules.policy import Policy
from flows.rules.vocabulary import Satisfaction

MASK = "*"
MONTHS_A_QUARTER = 3
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Period:
    """A month or a quarter: its first day, and the first day after it."""

    begins: date
    ends: date

    @property
    def is_quarter(self) -> bool:
        """Whether it is longer than a month."""
        return self.ends - self.begins > timedelta(days=31)


@dataclass(frozen=True)
class CountedCase:
    """What counting needs of a case; `in_time` is None while its first response is not due."""

    opened_on: date
    opened_at: datetime
    in_time: bool | None
    resolved_at: datetime | None
    closed: bool
    revisited: bool
    satisfaction: Satisfaction | None


@dataclass(frozen=True)
class Share:
    """So many of so many; of fewer than the policy's smallest base nothing is told."""

    part: int
    base: int

    def percent(self, smallest: int) -> int | None:
        """The share in whole percent, None where the base is too small to publish."""
        return round(100 * self.part / self.base) if self.base >= max(smallest, 1) else None


@dataclass(frozen=True)
class Figures:
    """The figures of one period."""

    period: Period
    reported: int
    in_time: Share
    solved: Share
    revisited: Share
    satisfied: Share


def masked_home(code: str) -> str:
    """A home as the public sees it: 8-1-302 is 8-1-3**, 9-1-1 9-1-*; empty for a public place."""
    *before, room = code.split("-")
    shown = room[:1] if len(room) > 1 else ""
    return "-".join((*before, shown + MASK * (len(room) - len(shown)))) if code else ""


def periods(today: date, months: int, quarters: int) -> tuple[Period, ...]:
    """The present month and quarter and those before them, the newest first; months come first."""
    this_month = today.replace(day=1)
    this_quarter = _months_later(this_month, -((today.month - 1) % MONTHS_A_QUARTER))
    return (
        *(months_from(_months_later(this_month, -n), 1) for n in range(months)),
        *(
            months_from(_months_later(this_quarter, -n * MONTHS_A_QUARTER), MONTHS_A_QUARTER)
            for n in range(quarters)
        ),
    )


def figures(policy: Policy, period: Period, cases: Iterable[CountedCase], now: datetime) -> Figures:
    """Count the cases that were reported in a period (R11, R32, R34, R48)."""
    mine = [one for one in cases if period.begins <= one.opened_on < period.ends]
    month = timedelta(days=policy.deadlines.solution_days)
    judged = [one for one in mine if one.resolved_at or one.opened_at + month <= now]
    solved = [one for one in judged if one.resolved_at and one.resolved_at <= one.opened_at + month]
    closed = [one for one in mine if one.closed]
    passing = _count(mine, policy.survey.passing)
    return Figures(
        period,
        len(mine),
        Share(sum(one.in_time is True for one in mine),
              sum(one.in_time is not None for one in mine)),
        Share(len(solved), len(judged)),
        Share(sum(one.revisited for one in closed), len(closed)),
        Share(passing, passing + _count(mine, policy.survey.failing)),
    )  # fmt: skip


def _count(cases: Iterable[CountedCase], grades: Sequence[Satisfaction]) -> int:
    return sum(one.satisfaction in grades for one in cases)


def months_from(begins: date, months: int) -> Period:
    """So many months from the first day of one on."""
    return Period(begins, _months_later(begins, months))


def _months_later(first: date, months: int) -> date:
    """The first day of a month so many months later, or earlier."""
    count = first.year * MONTHS_A_YEAR + first.month - 1 + months
    return date(count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1, 1)

"""A rate is never told alone: beside it stands what it can be, from how many of how many (R12)."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import hypot, sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Rate:
    """So many of so many, and between which shares the whole estate lies; `share` of 0 is None."""

    part: int
    base: int
    low: float
    high: float

    @property
    def exact(self) -> Fraction | None:
        """The share without rounding, None without a base."""
        return Fraction(self.part, self.base) if self.base else None

    @property
    def share(self) -> float | None:
        """The share between 0 and 1, None without a base."""
        return self.part / self.base if self.base else None


@dataclass(frozen=True)
class Change:
    """From one rate to another, as shares; `is_certain` if the interval leaves no doubt of it."""

    difference: float
    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Whether it went up for sure, or down for sure."""
        return self.low > 0 or self.high < 0


def rate_of(
    part: int, base: int, *, population: int, confidence_percent: int, homes: int | None = None
) -> Rate:
    """Put Wilson's interval around a rate, corrected for a population of so many homes.

    `homes` is how many homes the base comes from where one home counts several times; the interval
    then is as wide as if each counted once. Where everybody answered there is no doubt left.
    Raises ValueError for a part that is more than its base.
    """
    if not 0 <= part <= base:
        raise ValueError(f"{part} of {base} is no rate")
    if not base:
        return Rate(part, base, 0.0, 1.0)
    low, high = wilson(
        part / base, base if homes is None else homes, population, confidence_percent
    )
    return Rate(part, base, low, high)


def wilson(
    share: float, asked: int, population: int, confidence_percent: int
) -> tuple[float, float]:
    """Return Wilson's score interval of a share among `asked` of a finite population.

    The finite population makes the sample worth asked · (N - 1) / (N - asked).
    """
    if asked >= population:
        return share, share
    worth = asked * (population - 1) / (population - asked)
    square = _quantile(confidence_percent) ** 2
    centre = (share + square / (2 * worth)) / (1 + square / worth)
    spread = share * (1 - share) / worth + square / (4 * worth * worth)
    half = sqrt(square * spread) / (1 + square / worth)
    return max(0.0, centre - half), min(1.0, centre + half)


def change(before: Rate, after: Rate) -> Change | None:
    """Return what changed between two rates, None where one has no base.

    The interval is Newcombe's, made of the two intervals of Wilson (his method 10).
    """
    if before.share is None or after.share is None:
        return None
    difference = after.share - before.share
    return Change(
        difference,
        difference - hypot(after.share - after.low, before.high - before.share),
        difference + hypot(after.high - after.share, before.share - before.low),
    )


@cache
def _quantile(confidence_percent: int) -> float:
    return NormalDist().inv_cdf(0.5 + confidence_percent / 200)

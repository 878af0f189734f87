"""Estates beside each other, surveys one after the other, and what follows from both (R12-R19)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from flows.rules.policy import Policy
from flows.rules.survey.rates import Change, Rate, change

SURVEYS_COMPARED = 3  # two successive surveys, each beside the one before it (R19)


@dataclass(frozen=True)
class Compared:
    """An estate among all: its place from 1, and how far it is from all together."""

    place: int
    estate: str
    rate: Rate
    from_whole: Fraction


def side_by_side(estates: Mapping[str, Rate], whole: Rate) -> Sequence[Compared]:
    """Compare estates in one figure, the best first; equal ones share a place (R12).

    An estate without a base is not compared.
    """
    told = {name: rate.exact for name, rate in estates.items() if rate.exact is not None}
    middle = whole.exact or Fraction(0)
    return [
        Compared(1 + sum(other > share for other in told.values()), name, estates[name],
                 share - middle)
        for name, share in sorted(told.items(), key=lambda one: (-one[1], one[0]))
    ]  # fmt: skip


def one_after_the_other(
    before: Mapping[str, Rate], after: Mapping[str, Rate]
) -> Mapping[str, Change]:
    """Compare the figures that two surveys have in common (R12)."""
    changes = {name: change(before[name], after[name]) for name in after if name in before}
    return {name: found for name, found in changes.items() if found is not None}


def without_improvement(policy: Policy, surveys: Sequence[Mapping[str, Rate]]) -> Sequence[str]:
    """Return the items that have not improved in two successive surveys, the worst first (R19).

    `surveys` are the satisfactions by item, the newest last. Up to `improvement_points` more is no
    improvement; where everybody is satisfied there is none to be had.
    """
    latest = surveys[-SURVEYS_COMPARED:]
    if len(latest) < SURVEYS_COMPARED:
        return []
    points = Fraction(policy.survey_figures.improvement_points, 100)
    found: dict[str, Fraction] = {}
    for item in latest[-1]:
        shares = [rates[item].exact if item in rates else None for rates in latest]
        told = [share for share in shares if share is not None]
        stands_still = all(later <= earlier + points for earlier, later in pairwise(told))
        if len(told) == SURVEYS_COMPARED and stands_still and told[-1] < 1:
            found[item] = told[-1]
    return sorted(found, key=lambda item: (found[item], item))


def below_target(policy: Policy, estates: Mapping[str, Rate]) -> Sequence[str]:
    """Return the estates whose satisfaction is below the target, the worst first (R17)."""
    target = Fraction(policy.targets.satisfied_percent, 100)
    told = {name: rate.exact for name, rate in estates.items() if rate.exact is not None}
    below = [name for name, share in told.items() if share < target]
    return sorted(below, key=lambda name: (told[name], name))

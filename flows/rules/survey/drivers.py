"""Which items go with satisfaction on the whole: Spearman's rank correlation (R12).

Grades have an order and no distances, so ranks are compared and not scores; equal grades share the
middle of their ranks. Whoever abstained from one of the two is left out of that pair only. A high
correlation says where to look first, not what causes what.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

from flows.rules.policy import Policy
from flows.rules.survey.answers import Answer, Item
from flows.rules.survey.tally import Counts, Pairs

# How often a score of one item came together with a score of another.
Joint: TypeAlias = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Driver:
    """An item's correlation with overall satisfaction among so many homes; None if not told.

    It is not told of too few homes, and there is none where all answered the same.
    """

    item: str
    base: int
    correlation: float | None


def drivers(
    policy: Policy, items: Iterable[Item], overall: Item, counts: Counts
) -> Sequence[Driver]:
    """Return the items with scores, the strongest first and those without a correlation last."""
    found = [
        _driver(item, _joint(item, overall, counts.pairs[item.key]), policy)
        for item in items
        if item.key != overall.key and any(each.score is not None for each in item.options.values())
    ]
    return sorted(
        found,
        key=lambda one: (one.correlation is None, -(one.correlation or 0), one.item),
    )


def spearman(joint: Joint) -> float | None:
    """Return the rank correlation of a table of pairs, None where either side never varies."""
    first = _mid_ranks((one, number) for (one, _), number in joint.items())
    second = _mid_ranks((other, number) for (_, other), number in joint.items())
    total = sum(joint.values())
    middle = (total + 1) / 2
    together = squares_first = squares_second = 0.0
    for (one, other), number in joint.items():
        left, right = first[one] - middle, second[other] - middle
        together += number * left * right
        squares_first += number * left * left
        squares_second += number * right * right
    if not squares_first or not squares_second:
        return None
    return together / sqrt(squares_first * squares_second)


def _driver(item: Item, joint: Joint, policy: Policy) -> Driver:
    base = sum(joint.values())
    is_told = base >= policy.survey_figures.driver_base_min
    return Driver(item.key, base, spearman(joint) if is_told else None)


def _joint(item: Item, overall: Item, pairs: Pairs) -> Joint:
    found: Counter[tuple[int, int]] = Counter()
    for (answer, answer_on_the_whole), number in pairs.items():
        one, other = _score(item, answer), _score(overall, answer_on_the_whole)
        if one is not None and other is not None:
            found[one, other] += number
    return found


def _score(item: Item, answer: Answer | None) -> int | None:
    return item.options[answer].score if isinstance(answer, str) else None


def _mid_ranks(scores: Iterable[tuple[int, int]]) -> Mapping[int, float]:
    numbers: Counter[int] = Counter()
    for score, number in scores:
        numbers[score] += number
    ranks: dict[int, float] = {}
    before = 0
    for score in sorted(numbers):
        ranks[score] = before + (numbers[score] + 1) / 2
        before += numbers[score]
    return ranks

"""The figures of one place: each item's satisfaction, mean and distribution, and the total (R11).

The base of a figure are those who answered: who abstained or was not asked is not in it (R10).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.rules.policy import Policy
from flows.rules.survey.answers import Answer, Item
from flows.rules.survey.rates import Rate, rate_of
from flows.rules.survey.tally import Counts
from flows.rules.survey.words import Abstention, Grade


@dataclass(frozen=True)
class ItemFigures:
    """One item in one place; `asked` is the sum of answered, skipped and unclear.

    `options` has how often each was chosen, in the order of the form. `satisfied` is passing of
    passing and failing, None for an item without grades; `neutral` stands outside (R11).
    """

    item: str
    answered: int
    skipped: int
    unclear: int
    options: Mapping[str, int]
    satisfied: Rate | None
    neutral: int
    mean: float | None

    @property
    def asked(self) -> int:
        """How many were asked; who skips or is not understood often tells of the question (R18)."""
        return self.answered + self.skipped + self.unclear


@dataclass(frozen=True)
class PlaceFigures:
    """A building, an estate or all of them: so many homes, of which so many returned."""

    homes: int
    returned: int
    items: tuple[ItemFigures, ...]
    total: Rate

    def satisfied(self) -> Mapping[str, Rate]:
        """The satisfaction of each item that has one."""
        return {one.item: one.satisfied for one in self.items if one.satisfied is not None}


def place_figures(
    policy: Policy, items: Iterable[Item], counts: Counts, *, homes: int
) -> PlaceFigures:
    """Work out the figures of a place with so many homes.

    The total goes over all graded items. Its interval counts each home once, however many items it
    answered: the answers of one home are not independent of each other.
    """
    confidence = policy.survey_figures.confidence_percent
    figures = tuple(
        _item_figures(item, counts.answers(item.key), homes, confidence) for item in items
    )
    rates = [one.satisfied for one in figures if one.satisfied is not None]
    total = rate_of(
        sum(rate.part for rate in rates),
        sum(rate.base for rate in rates),
        population=homes,
        confidence_percent=confidence,
        homes=max((rate.base for rate in rates), default=0),
    )
    return PlaceFigures(homes, counts.returned, figures, total)


def ranking(figures: PlaceFigures) -> Sequence[tuple[int, ItemFigures]]:
    """Return the graded items from the best to the worst; equal ones share a place (R12)."""
    shares = {item: rate.exact for item, rate in figures.satisfied().items()}
    told = {item: share for item, share in shares.items() if share is not None}
    ordered = sorted(
        (one for one in figures.items if one.item in told),
        key=lambda one: (-told[one.item], one.item),
    )
    return [(1 + sum(share > told[one.item] for share in told.values()), one) for one in ordered]


def _item_figures(
    item: Item, answers: Counter[Answer], homes: int, confidence_percent: int
) -> ItemFigures:
    options = dict.fromkeys(item.options, 0)
    graded: Counter[Grade | None] = Counter()
    answered = 0
    for answer, number in answers.items():
        if isinstance(answer, Abstention):
            continue
        answered += number
        chosen = (answer,) if isinstance(answer, str) else answer
        for option in chosen:
            options[option] += number
        graded[_grade(item, chosen)] += number
    satisfied = rate_of(
        graded[Grade.PASSING],
        graded[Grade.PASSING] + graded[Grade.FAILING],
        population=homes,
        confidence_percent=confidence_percent,
    )
    return ItemFigures(
        item.key,
        answered,
        answers[Abstention.SKIPPED],
        answers[Abstention.UNCLEAR],
        options,
        satisfied if item.is_graded else None,
        graded[Grade.NEUTRAL],
        _mean(item, options),
    )


def _grade(item: Item, chosen: Iterable[str]) -> Grade | None:
    """How an answer counts: of several options the worst, so that a home counts once."""
    grades = {item.options[option].grade for option in chosen}
    order = (Grade.FAILING, Grade.PASSING, Grade.NEUTRAL)
    return next((grade for grade in order if grade in grades), None)


def _mean(item: Item, options: Mapping[str, int]) -> float | None:
    scored = [
        (score, options[name])
        for name, option in item.options.items()
        if (score := option.score) is not None
    ]
    base = sum(number for _, number in scored)
    return sum(score * number for score, number in scored) / base if base else None

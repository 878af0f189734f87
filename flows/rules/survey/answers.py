"""A response as counting sees it, and what each option of an item counts as (R10, R11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from flows.rules.policy_survey import Survey
from flows.rules.survey.words import Abstention, Grade
from flows.rules.vocabulary import Satisfaction

# One option, or several of a multiple choice; an item that was never asked has no answer at all.
Answer: TypeAlias = str | tuple[str, ...] | Abstention

SCALE = range(1, 6)


@dataclass(frozen=True)
class Option:
    """How an option counts: without a grade in no satisfaction, without a score in no mean."""

    grade: Grade | None = None
    score: int | None = None


@dataclass(frozen=True)
class Item:
    """A question with options; free texts and numbers are no items of the figures."""

    key: str
    options: Mapping[str, Option]

    @property
    def is_graded(self) -> bool:
        """Whether it has a satisfaction."""
        return any(option.grade is not None for option in self.options.values())


class Response(NamedTuple):
    """What one home returned; `answers` holds the free texts too, of which no figure is made.

    `remarks` is what was said beside an answer, by its item.
    """

    id: str
    estate: str
    building: str
    home: str
    returned_at: datetime
    answers: Mapping[str, Answer]
    remarks: Mapping[str, str] = MappingProxyType({})


def satisfaction_item(key: str, rules: Survey) -> Item:
    """An item with the five labels; their scores go from 5 for the best to 1 (R11)."""
    scores = dict(zip(Satisfaction, reversed(SCALE), strict=True))
    return Item(
        key, {label: Option(_grade_of(label, rules), scores[label]) for label in Satisfaction}
    )


def scale_item(key: str, rules: Survey) -> Item:
    """An item from 1 to 5, of which the policy says what is satisfied and what is not (R11)."""
    return Item(key, {str(score): Option(_grade_of_score(score, rules), score) for score in SCALE})


def _grade_of(label: Satisfaction, rules: Survey) -> Grade:
    if label in rules.passing:
        return Grade.PASSING
    return Grade.FAILING if label in rules.failing else Grade.NEUTRAL


def _grade_of_score(score: int, rules: Survey) -> Grade:
    if score >= rules.scale_passing_min:
        return Grade.PASSING
    return Grade.FAILING if score <= rules.scale_failing_max else Grade.NEUTRAL

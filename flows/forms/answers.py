"""What is answered to a form: a value or an abstention for each item that was asked (R10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.forms.form import NO, YES, Condition, Form, Item, ItemKind
from flows.rules.policy_survey import Survey
from flows.rules.survey.words import Abstention, Grade
from flows.rules.vocabulary import Satisfaction

Value = str | bool | int | float | tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """An answer, and what was said beside it.

    The value of a satisfaction, a score ("1" to "5") or a choice is the option's; of a multiple
    choice the options' in their order; of yes or no a bool; of a date its ISO day; of photos the
    names of stored media.
    """

    value: Value
    remark: str = ""


Answer = Given | Abstention


@dataclass(frozen=True)
class Response:
    """A form that was handed in: the answers by the ids of the items that were asked, in order."""

    form: str
    version: int
    digest: str
    answers: tuple[tuple[str, Answer], ...]


def is_asked(item: Item, answers: Mapping[str, Answer]) -> bool:
    """Whether an item is asked after these answers."""
    return all(_holds(condition, answers.get(condition.item)) for condition in item.when)


def still_to_ask(form: Form, answers: Mapping[str, Answer]) -> int:
    """At most how many items are asked after these answers, whatever is answered to the others."""
    possible: set[str] = set()
    for item in form.items:
        may_be = all(
            condition.item in possible or _holds(condition, answers.get(condition.item))
            for condition in item.when
        )
        if item.id not in answers and may_be:
            possible.add(item.id)
    return len(possible)


def grade_of(item: Item, answer: Answer, scale: Survey) -> Grade | None:
    """How an answer counts; None for an abstention and for what cannot count (R10, R11).

    The labels of satisfaction count as the policy says, everything else as its form says. Of a
    multiple choice the worst that was chosen counts.
    """
    if isinstance(answer, Abstention):
        return None
    if item.kind is ItemKind.SATISFACTION:
        return _by_policy(Satisfaction(str(answer.value)), scale)
    grades = {option.grade for option in item.options if option.value in _values(answer.value)}
    for grade in (Grade.FAILING, Grade.PASSING, Grade.NEUTRAL):
        if grade in grades:
            return grade
    return None


def _by_policy(label: Satisfaction, scale: Survey) -> Grade:
    if label in scale.passing:
        return Grade.PASSING
    return Grade.FAILING if label in scale.failing else Grade.NEUTRAL


def _holds(condition: Condition, answer: Answer | None) -> bool:
    if not isinstance(answer, Given):
        return False
    values = _values(answer.value)
    if condition.values:
        return not values.isdisjoint(condition.values)
    number = float(next(iter(values)))
    is_high_enough = condition.least is None or number >= condition.least
    return is_high_enough and (condition.most is None or number <= condition.most)


def _values(value: Value) -> frozenset[str]:
    match value:
        case bool():
            return frozenset({YES if value else NO})
        case tuple():
            return frozenset(value)
        case _:
            return frozenset({str(value)})

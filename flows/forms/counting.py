"""A form as counting sees it: its items with options, and a response taken apart (R10, R11)."""

from collections.abc import Mapping
from typing import Any

from flows.forms.form import NO, YES, Form, Item, ItemKind
from flows.rules.policy_survey import Survey
from flows.rules.survey.answers import Answer, Option, satisfaction_item
from flows.rules.survey.answers import Item as CountedItem
from flows.rules.survey.words import Abstention, Grade

WITH_OPTIONS = frozenset(
    {
        ItemKind.SATISFACTION,
        ItemKind.SCORE,
        ItemKind.CHOICE,
        ItemKind.CHOICES,
        ItemKind.YES_NO,
    }
)

_ABSTENTIONS = {one.value: one for one in Abstention}


def counted_items(form: Form, scale: Survey) -> tuple[CountedItem, ...]:
    """The items of which there are figures, in the order of the form."""
    return tuple(_counted(item, scale) for item in form.items if item.kind in WITH_OPTIONS)


def overall_item(form: Form) -> str:
    """The id of the item on overall satisfaction; empty where a form has none."""
    return next((item.id for item in form.items if item.overall), "")


def counted_answers(answers: dict[str, Any]) -> tuple[Mapping[str, Answer], Mapping[str, str]]:
    """The answers of what is kept (flows.forms.kept), and what was said beside them.

    They take the place of what was kept.
    """
    remarks: dict[str, str] = {}
    # Most answers are words and stay as they are: of a hundred thousand responses that is felt.
    for item in [item for item, answer in answers.items() if not isinstance(answer, str)]:
        kept = answers[item]
        if isinstance(kept, dict) and "remark" in kept:
            remarks[item] = kept["remark"]
        answers[item] = _answer(kept)
    return answers, remarks


def _answer(kept: object) -> Answer:
    match kept:
        case dict():
            return (
                _ABSTENTIONS[kept["abstained"]] if "abstained" in kept else _answer(kept["value"])
            )
        case bool():
            return YES if kept else NO
        case list():
            return tuple(str(option) for option in kept)
        case _:
            return str(kept)


def _counted(item: Item, scale: Survey) -> CountedItem:
    """The labels of satisfaction count as the policy says, all others as the form does."""
    if item.kind is ItemKind.SATISFACTION:
        return satisfaction_item(item.id, scale)
    grades = {option.value: option.grade for option in item.options}
    is_graded = any(grade is not Grade.NEUTRAL for grade in grades.values())
    return CountedItem(
        item.id,
        {
            value: Option(
                grade if is_graded else None,
                int(value) if item.kind is ItemKind.SCORE else None,
            )
            for value, grade in grades.items()
        },
    )

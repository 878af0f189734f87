"""How a questionnaire is cut into pages: one for each section, then all answers once more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flows.forms.answers import Answer, is_asked
from flows.forms.form import Condition, Form, Item, Section
from flows.talks.answers_kept import asked_items

PART = "part"
CHECK, THANKS = "~check", "~thanks"
"""The pages after the sections; no section can be called so."""


@dataclass(frozen=True)
class Step:
    """The page of a section: the `number`-th of `total`, with what may be asked on it."""

    section: Section
    items: tuple[Item, ...]
    number: int
    total: int


def steps(form: Form, answers: Mapping[str, Answer]) -> tuple[Step, ...]:
    """The pages that there are after these answers; a section without a question has none."""
    asked = {item.id for item in asked_items(form, answers)}
    heard = {item: answer for item, answer in answers.items() if item in asked}
    cut = [(section, _may_be_asked(section, heard)) for section in form.sections]
    shown = [(section, items) for section, items in cut if items]
    return tuple(
        Step(section, items, number, len(shown))
        for number, (section, items) in enumerate(shown, start=1)
    )


def step_of(form: Form, answers: Mapping[str, Answer], section: str) -> Step | None:
    """The page of a section; None where there is none after these answers."""
    found = (one for one in steps(form, answers) if one.section.id == section)
    return next(found, None)


def on_this_page(item: Item, section: Section) -> tuple[Condition, ...]:
    """The conditions of an item that are answered on the same page."""
    here = {one.id for one in section.items}
    return tuple(condition for condition in item.when if condition.item in here)


def first_open(form: Form, answers: Mapping[str, Answer]) -> str:
    """Where somebody goes on: the first page with a question that has no answer, else CHECK."""
    open_items = {item for item in asked_items(form, answers) if item.id not in answers}
    for step in steps(form, answers):
        if not open_items.isdisjoint(step.items):
            return step.section.id
    return CHECK


def _may_be_asked(section: Section, heard: Mapping[str, Answer]) -> tuple[Item, ...]:
    """The items that are asked, or will be if something on the same page is answered so."""
    shown: list[Item] = []
    left_out: set[str] = set()
    for item in section.items:
        here = on_this_page(item, section)
        elsewhere = tuple(condition for condition in item.when if condition not in here)
        is_possible = left_out.isdisjoint(condition.item for condition in here)
        if is_possible and is_asked(replace(item, when=elsewhere), heard):
            shown.append(item)
        else:
            left_out.add(item.id)
    return tuple(shown)

"""Answers as they stand in the cells of a table, one row for each home (R8).

A cell holds a value, or the words that residents read (满意), several between semicolons; 是, 否,
yes or no; a number; a day as 2026-12-05; words. An empty cell is an item that was left out, "?"
one whose answer nobody can make out (R10).
"""

from collections.abc import Mapping

from flows.engine.ask import Option
from flows.forms.answers import Answer
from flows.forms.form import YES, Form, Item, ItemKind
from flows.forms.keyed import read_answer
from flows.rules.survey.words import Abstention
from flows.talks.answers_kept import asked_items
from flows.talks.item_options import item_options
from flows.understanding.words import bare

UNCLEAR = "?"
BETWEEN = ";；"


def columns_of(form: Form) -> tuple[str, ...]:
    """The columns that a table of answers has: an item each, but for photos."""
    return tuple(item.id for item in form.items if item.kind is not ItemKind.PHOTO)


def from_cells(form: Form, cells: Mapping[str, str]) -> dict[str, object]:
    """What a row says, as `read_keyed` takes it; cells that cannot be read stay as they are."""
    given: dict[str, object] = {}
    answers: dict[str, Answer] = {}
    for item in form.items:
        cell = cells.get(item.id, "").strip()
        if not cell and item not in asked_items(form, answers):
            continue
        given[item.id] = _from_cell(item, cell)
        answer = read_answer(item, given[item.id])
        if answer is not None:
            answers[item.id] = answer
    return given


def _from_cell(item: Item, cell: str) -> object:
    if cell in {"", UNCLEAR, "？"}:
        left_out = Abstention.UNCLEAR if cell else Abstention.SKIPPED
        return {"abstained": left_out.value}
    match item.kind:
        case ItemKind.NUMBER:
            return _number(cell)
        case ItemKind.DATE | ItemKind.TEXT | ItemKind.PHOTO:
            return cell
        case ItemKind.CHOICES:
            parts = cell.translate(str.maketrans(BETWEEN, BETWEEN[0] * len(BETWEEN)))
            return [_value(item, part) for part in parts.split(BETWEEN[0]) if part.strip()]
        case ItemKind.YES_NO:
            value = _value(item, cell)
            return value == YES if value in item.values else value
        case _:
            return _value(item, cell)


def _value(item: Item, cell: str) -> str:
    """The value of the option that a cell names; the cell itself where it names none."""
    for option in item_options(item):
        if bare(cell) in _names(option):
            return option.value
    return cell.strip()


def _names(option: Option) -> frozenset[str]:
    return frozenset(bare(word) for word in (option.value, *option.words))


def _number(cell: str) -> object:
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell

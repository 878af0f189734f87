"""When an item is asked: what an earlier answer must be."""

from collections.abc import Mapping

from flows.forms.fields import Fields
from flows.forms.form import Condition, Item, ItemKind
from flows.forms.tree import Branch
from flows.wording.mistake import Mistake

CONDITIONS_MAX = 5
NUMBER_LEAST, NUMBER_MOST = -1_000_000_000, 1_000_000_000
MEASURED = (ItemKind.NUMBER, ItemKind.SCORE)
OPEN = (ItemKind.TEXT, ItemKind.DATE, ItemKind.PHOTO)


def read_conditions(fields: Fields) -> tuple[Condition, ...]:
    """The conditions of an item: a table, or a list of them that must all hold."""
    part = fields.parts.get("when")
    if part is None:
        return ()
    if isinstance(part, Branch):
        return tuple(_condition(table) for table in fields.each("when", CONDITIONS_MAX))
    return (_condition(Fields.of(fields.mistakes, f"{fields.path}.when", part)),)


def check_conditions(fields: Fields, item: Item, before: Mapping[str, Item | None]) -> None:
    """Note each condition that could never be judged, or never hold.

    `before` has None for an item whose kind was a mistake, which is noted already.
    """
    for condition in item.when:
        earlier = before.get(condition.item)
        if earlier is not None:
            _check(fields, condition, earlier)
        elif condition.item and condition.item not in before:
            fields.wrong(
                "when", Mistake("{item} is no item before this one", item=repr(condition.item))
            )


def _condition(fields: Fields) -> Condition:
    fields.only("item", "is", "at_least", "at_most")
    least = fields.number("at_least", NUMBER_LEAST, NUMBER_MOST)
    most = fields.number("at_most", NUMBER_LEAST, NUMBER_MOST)
    values = fields.words_of("is") if "is" in fields else ()
    if "is" not in fields and least is None and most is None:
        fields.wrong("is", Mistake("is missing: what must the answer be?"))
    if least is not None and most is not None and least > most:
        fields.wrong(
            "at_most",
            Mistake(
                "{most} is less than {least}: it never holds", most=f"{most:g}", least=f"{least:g}"
            ),
        )
    return Condition(fields.id("item"), values, least, most)


def _check(fields: Fields, condition: Condition, earlier: Item) -> None:
    if earlier.kind in OPEN:
        fields.wrong(
            "when",
            Mistake(
                "{item} is a {kind}: nothing can depend on it",
                item=repr(earlier.id),
                kind=earlier.kind,
            ),
        )
        return
    for value in condition.values:
        if earlier.values and value not in earlier.values:
            known = ", ".join(earlier.values)
            fields.wrong(
                "when",
                Mistake(
                    "{value} is no answer to {item}, but {known}",
                    value=repr(value),
                    item=repr(earlier.id),
                    known=known,
                ),
            )
    is_measure = condition.least is not None or condition.most is not None
    if is_measure and earlier.kind not in MEASURED:
        fields.wrong(
            "when", Mistake("{item} is no number: say what it `is`", item=repr(earlier.id))
        )
    if condition.values and earlier.kind is ItemKind.NUMBER:
        fields.wrong(
            "when",
            Mistake("{item} is a number: say `at_least` or `at_most`", item=repr(earlier.id)),
        )
    if is_measure and earlier.kind in MEASURED:
        _check_reach(fields, condition, earlier)


def _check_reach(fields: Fields, condition: Condition, earlier: Item) -> None:
    lowest, highest = (1, 5) if earlier.kind is ItemKind.SCORE else (earlier.least, earlier.most)
    too_high = condition.least is not None and highest is not None and condition.least > highest
    too_low = condition.most is not None and lowest is not None and condition.most < lowest
    if too_high or too_low:
        fields.wrong(
            "when", Mistake("no answer to {item} can be so: it never holds", item=repr(earlier.id))
        )

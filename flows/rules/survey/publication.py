"""What of a table may be published: no cell of a few homes, nor one that the rest tells (R20).

Beside every column stands its total. So whoever knows all cells but one knows that one too, and
whoever knows all but two small ones knows what those few homes said together.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flows.rules.policy import Policy
from flows.rules.survey.tally import Place

Cell = TypeVar("Cell", bound=Hashable)

OVER_ITEMS = ""  # the key of a total over all items, which no item has


@dataclass(frozen=True)
class HiddenTable:
    """The items that must be hidden of each building, and of the estate's own row of totals."""

    buildings: Mapping[Place, frozenset[str]]
    estate: frozenset[str]


def hidden_cells(
    bases: Mapping[Cell, int], smallest_base: int, also: Collection[Cell] = ()
) -> frozenset[Cell]:
    """Return the cells of a column that must be hidden; `bases` is how many homes each tells of.

    Hidden are cells of fewer homes than the smallest base, what is hidden `also` for another reason
    and then the smallest of the others, until the hidden ones are two or more and together no
    fewer than the smallest base. A cell of no home tells nothing and hides nothing. Where all are
    hidden and still too few, the total must not be told either (`is_told`).
    """
    told_of = {cell: base for cell, base in bases.items() if base}
    hidden = {cell for cell, base in told_of.items() if base < smallest_base or cell in also}
    others = sorted(told_of.keys() - hidden, key=lambda cell: (told_of[cell], str(cell)))
    for cell in others:
        enough = sum(told_of[each] for each in hidden) >= smallest_base
        if not hidden or (len(hidden) > 1 and enough):
            break
        hidden.add(cell)
    return frozenset(hidden)


def is_told(base: int, smallest_base: int) -> bool:
    """Whether a figure of so many homes may be published at all."""
    return base >= max(smallest_base, 1)


def hidden_table(policy: Policy, table: Mapping[Place, Mapping[str, int]]) -> HiddenTable:
    """Return what of the table of an estate must be hidden; `table` has the bases.

    A total over the items is hidden with any one of them, because it would tell what was hidden.
    """
    smallest = policy.publication.smallest_base
    items = dict.fromkeys(item for bases in table.values() for item in bases)
    columns = {
        item: {place: bases.get(item, 0) for place, bases in table.items()} for item in items
    }
    hidden = {item: hidden_cells(column, smallest) for item, column in columns.items()}
    partly = {place for places in hidden.values() for place in places}
    homes = {place: max(bases.values(), default=0) for place, bases in table.items()}
    hidden[OVER_ITEMS] = hidden_cells(homes, smallest, partly)
    untold = {item for item, column in columns.items() if 0 < sum(column.values()) < smallest}
    return HiddenTable(
        {
            place: frozenset(item for item, places in hidden.items() if place in places)
            for place in table
        },
        frozenset({*untold, OVER_ITEMS} if untold else ()),
    )

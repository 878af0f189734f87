"""Nobody can reckon from the public page what fewer than five homes said (R20)."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.survey.publication import HiddenTable, hidden_cells, hidden_table, is_told
from flows.rules.survey.tally import Place
from tests.each import each
from tests.flows.rules.survey.estate_answers import STRICT

BASES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 15), max_size=8)


@each(
    ("bases", "hidden"),
    [
        ({"A": 9, "B": 5, "C": 7}, ""),
        ({"A": 9, "B": 4, "C": 7}, "BC"),  # B alone would be the total without A and C
        ({"A": 9, "B": 3, "C": 4}, "BC"),
        ({"A": 9, "B": 2, "C": 2, "D": 8}, "BCD"),  # four homes together are too few as well
        ({"A": 9, "B": 0, "C": 3}, "AC"),  # nobody in B hides nobody
        ({"A": 0, "B": 0}, ""),
        ({"A": 3}, "A"),
        ({}, ""),
    ],
)
def test_a_small_cell_is_hidden_with_what_would_tell_it(bases: dict[str, int], hidden: str) -> None:
    assert hidden_cells(bases, 5) == set(hidden)


@given(BASES)
def test_the_hidden_cells_of_a_column_are_never_few_homes_nor_one_cell(
    bases: dict[str, int],
) -> None:
    hidden = hidden_cells(bases, 5)

    assert all(bases[cell] >= 5 for cell in bases.keys() - hidden if bases[cell])
    if hidden and is_told(sum(bases.values()), 5):
        assert len(hidden) > 1
        assert sum(bases[cell] for cell in hidden) >= 5


ROWS = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=1, max_size=5)


@settings(max_examples=200)
@given(ROWS)
def test_no_small_cell_of_a_table_can_be_reckoned_from_what_is_shown(rows: list[list[int]]) -> None:
    table: dict[Place, dict[str, int]] = {
        ("A", str(number)): dict(zip("xyz", row, strict=True)) for number, row in enumerate(rows)
    }
    cells = list(itertools.product(table, "xyz"))

    hidden = hidden_table(STRICT, table)

    for place, item in cells:
        if 0 < table[place][item] < 5:
            assert item in hidden.buildings[place]
    shown = _sums_shown(table, cells, hidden)
    known = np.linalg.matrix_rank(np.array(shown))
    for number, (place, item) in enumerate(cells):
        if item in hidden.buildings[place]:
            with_it = [*shown, [each == number for each in range(len(cells))]]
            assert np.linalg.matrix_rank(np.array(with_it, dtype=float)) > known


def _sums_shown(
    table: dict[Place, dict[str, int]], cells: list[tuple[Place, str]], hidden: HiddenTable
) -> list[list[float]]:
    """What everybody can read, as sums of cells: a line has a 1 for each cell in the sum."""
    rows = {place: hidden.buildings[place] for place in table}
    sums = [
        [cell == one for cell in cells]
        for one in cells
        if one[1] not in rows[one[0]] or not table[one[0]][one[1]]
    ]
    sums += [[cell[0] == place for cell in cells] for place in table if "" not in rows[place]]
    sums += [[cell[1] == item for cell in cells] for item in "xyz" if item not in hidden.estate]
    if "" not in hidden.estate:
        sums.append([True for _ in cells])
    return [[float(one) for one in line] for line in [*sums, [False for _ in cells]]]


def test_a_building_with_something_hidden_has_no_total_of_its_own() -> None:
    table = {
        ("A", "1"): {"repair": 9, "green": 9},
        ("A", "2"): {"repair": 8, "green": 3},
        ("A", "3"): {"repair": 7, "green": 6},
    }

    assert hidden_table(STRICT, table) == HiddenTable(
        {
            ("A", "1"): frozenset(),
            ("A", "2"): frozenset({"green", ""}),
            ("A", "3"): frozenset({"green", ""}),
        },
        frozenset(),
    )


def test_what_three_homes_of_the_estate_were_asked_is_in_no_total() -> None:
    table = {("A", "1"): {"repair": 9}, ("A", "2"): {"repair": 8, "lift": 3}}

    assert hidden_table(STRICT, table) == HiddenTable(
        {("A", "1"): frozenset({""}), ("A", "2"): frozenset({"lift", ""})},
        frozenset({"lift", ""}),
    )

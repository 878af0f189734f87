"""Nobody can reckon from the public page what fewer than five homes said (R20)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.survey.publication import hidden_cells, hidden_table, is_told
from flows.rules.survey.tally import Place
from tests.flows.rules.survey.estate_answers import STRICT

BASES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 15), max_size=8)


@pytest.mark.parametrize(
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


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_small_cell_of_a_table_follows_from_what_is_shown(rows: list[list[int]]) -> None:
    table: dict[Place, dict[str, int]] = {
        ("A", str(number)): dict(zip("xyz", row, strict=True)) for number, row in enumerate(rows)
    }

    hidden = hidden_table(STRICT, table)

    for place, item in itertools.product(table, "xyz"):
        base = table[place][item]
        others = [each for each in table if each != place and item in hidden[each]]
        total = sum(bases[item] for bases in table.values())
        if item not in hidden[place]:
            assert base == 0 or base >= 5
            continue
        assert others or not is_told(total, 5)
        assert "" in hidden[place]


def test_a_building_with_something_hidden_has_no_total_of_its_own() -> None:
    table = {
        ("A", "1"): {"repair": 9, "green": 9},
        ("A", "2"): {"repair": 8, "green": 3},
        ("A", "3"): {"repair": 7, "green": 6},
    }

    assert hidden_table(STRICT, table) == {
        ("A", "1"): frozenset(),
        ("A", "2"): {"green", ""},
        ("A", "3"): {"green", ""},
    }

"""The return of a survey: of what was issued, and by whom it is missed (R2, R9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.survey.returns import Asked, returns
from flows.rules.survey.tally import Place
from tests.flows.rules.survey.estate_answers import STRICT


def _buildings(*asked: tuple[int, int, int]) -> dict[Place, Asked]:
    return {("松涛苑", str(number)): Asked(*one) for number, one in enumerate(asked, start=1)}


def test_the_return_is_what_came_back_of_what_was_issued() -> None:
    found = returns(STRICT, _buildings((120, 40, 30), (60, 20, 10), (60, 20, 4)))

    assert found.asked == Asked(240, 80, 44)
    assert found.rate.share == pytest.approx(0.55)
    assert found.wanted == 4  # 60 % of 80 are 48
    assert [round(one.rate.share or 0, 2) for one in found.buildings] == [0.75, 0.5, 0.2]


def test_a_building_is_missing_with_less_than_four_fifths_of_its_part_of_the_answers() -> None:
    # Of 44 answers a quarter, 11, is due to each small building; 80 % of that are 8.8.
    found = returns(STRICT, _buildings((120, 40, 30), (60, 20, 10), (60, 20, 4)))

    (missing,) = found.missing
    assert missing.place == ("松涛苑", "3")
    # With 5 more, 49 · 0.25 · 0.8 = 9.8: the part is complete but for less than one answer.
    assert missing.wanted == 5


def test_where_nobody_was_asked_nothing_is_wanted() -> None:
    found = returns(STRICT, {})

    assert (found.wanted, found.rate.share, found.missing) == (0, None, ())
    assert not returns(STRICT, _buildings((5, 5, 0), (5, 5, 0))).missing


BUILDING = st.integers(1, 200).flatmap(
    lambda homes: st.integers(0, homes).flatmap(
        lambda issued: st.tuples(st.just(homes), st.just(issued), st.integers(0, issued))
    )
)


@given(st.lists(BUILDING, min_size=1, max_size=8))
def test_with_as_many_more_as_are_wanted_nothing_more_is(
    buildings: list[tuple[int, int, int]],
) -> None:
    before = _buildings(*buildings)
    found = returns(STRICT, before)

    assert 100 * (found.asked.returned + found.wanted) >= 60 * found.asked.issued
    if found.wanted:
        assert 100 * (found.asked.returned + found.wanted - 1) < 60 * found.asked.issued
    for one in found.missing:
        for more, is_missing in ((one.wanted, False), (one.wanted - 1, True)):
            returned = one.asked.returned + more
            asked = Asked(one.asked.homes, max(one.asked.issued, returned), returned)
            after = returns(STRICT, {**before, one.place: asked})
            assert (one.place in {each.place for each in after.missing}) is is_missing

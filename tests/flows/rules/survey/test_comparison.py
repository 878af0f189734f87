"""Estates and years are compared, and standing still does not go unseen (R12-R19)."""

from fractions import Fraction

import pytest

from flows.rules.survey.comparison import (
    below_target,
    one_after_the_other,
    side_by_side,
    without_improvement,
)
from flows.rules.survey.rates import Rate, rate_of
from tests.each import each
from tests.flows.rules.survey.estate_answers import STRICT


def _rate(percent: int, base: int = 100) -> Rate:
    return rate_of(percent * base // 100, base, population=1000, confidence_percent=95)


NOBODY = Rate(0, 0, 0.0, 1.0)


def test_estates_stand_side_by_side_and_equal_ones_share_a_place() -> None:
    found = side_by_side(
        {"甲": _rate(80), "乙": _rate(90), "丙": _rate(80), "丁": NOBODY}, _rate(82)
    )

    assert [(one.place, one.estate, one.from_whole) for one in found] == [
        (1, "乙", Fraction(8, 100)),
        (2, "丙", Fraction(-2, 100)),
        (2, "甲", Fraction(-2, 100)),
    ]


def test_two_surveys_are_compared_in_what_both_asked() -> None:
    found = one_after_the_other(
        {"repair": _rate(60), "green": _rate(80), "noise": NOBODY},
        {"repair": _rate(85), "green": _rate(82), "noise": _rate(50), "new": _rate(50)},
    )

    assert found.keys() == {"repair", "green"}
    assert found["repair"].difference == pytest.approx(0.25)
    assert (found["repair"].is_certain, found["green"].is_certain) == (True, False)


@each(
    ("percents", "flagged"),
    [
        ((80, 80, 80), True),
        ((80, 81, 82), True),  # one point each is no improvement
        ((80, 82, 82), False),
        ((80, 80, 82), False),
        ((80, 70, 60), True),
        ((100, 100, 100), False),
        ((80, 80), False),
        ((60, 70, 70, 70), True),
        ((80, None, 80), False),
        ((None, 80, 80, 80), True),
    ],
)
def test_an_item_that_twice_did_not_improve_is_studied(
    percents: tuple[int | None, ...], flagged: bool
) -> None:
    surveys = [{} if one is None else {"repair": _rate(one)} for one in percents]

    assert list(without_improvement(STRICT, surveys)) == (["repair"] if flagged else [])


def test_what_nobody_answered_is_not_said_to_stand_still() -> None:
    surveys = [{"repair": _rate(80)}, {"repair": NOBODY}, {"repair": _rate(80)}]

    assert list(without_improvement(STRICT, surveys)) == []


def test_estates_below_the_target_come_worst_first() -> None:
    estates = {"甲": _rate(84), "乙": _rate(85), "丙": _rate(60), "丁": NOBODY}

    assert list(below_target(STRICT, estates)) == ["丙", "甲"]

"""Intervals and correlations are those that others reckon (R12)."""

import math
from collections import Counter
from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.rules.survey.answers import Answer
from flows.rules.survey.drivers import Driver, drivers, spearman
from flows.rules.survey.rates import Rate, change, rate_of, wilson
from tests.flows.rules.survey.estate_answers import (
    BAD,
    FAIR,
    GOOD,
    ITEMS,
    OVERALL,
    SKIPPED,
    STRICT,
    VERY,
    counts,
)

WITHOUT_END = 10**15  # homes: so many that the correction is nothing
SCORES = st.integers(1, 5)


@pytest.fixture(scope="session")
def stats() -> ModuleType:
    """scipy.stats, which takes a second to load: not before it is asked."""
    return import_module("scipy.stats")


@given(st.integers(1, 2000), st.data(), st.integers(50, 99))
def test_of_a_population_without_end_the_interval_is_that_of_scipy(
    stats: ModuleType, base: int, data: st.DataObject, confidence: int
) -> None:
    part = data.draw(st.integers(0, base))

    found = rate_of(part, base, population=WITHOUT_END, confidence_percent=confidence)

    expected = stats.binomtest(part, base).proportion_ci(confidence / 100, method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_the_interval_of_81_of_263_is_the_one_in_the_textbooks() -> None:
    # Newcombe 1998, table I, method 3.
    found = rate_of(81, 263, population=WITHOUT_END, confidence_percent=95)

    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_of_240_homes_in_1200_the_interval_is_narrower_as_reckoned_by_hand() -> None:
    # 240 · 1199 / 960 = 299.75 homes' worth, z² = 3.8415: centre (0.8 + 0.006408) / 1.012816,
    # half 1.95996 · sqrt(0.16 / 299.75 + 3.8415 / (4 · 299.75²)) / 1.012816
    low, high = wilson(0.8, 240, 1200, 95)

    assert (low, high) == pytest.approx((0.75105, 0.84136), abs=1e-5)
    assert wilson(0.8, 240, WITHOUT_END, 95)[0] < low


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_rate_and_shrinks_as_more_of_the_estate_answers(
    base: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, base))
    share = part / base
    rates = [
        rate_of(part, base, population=homes, confidence_percent=95)
        for homes in (base, base + 1, base * 2, base * 10)
    ]

    assert all(-1e-12 <= one.low <= share + 1e-12 for one in rates)
    assert all(share - 1e-12 <= one.high <= 1 for one in rates)
    widths = [one.high - one.low for one in rates]
    assert widths == sorted(widths)
    assert widths[0] == 0


def test_a_difference_is_the_one_in_the_textbooks() -> None:
    # Newcombe 1998, 56 of 70 beside 48 of 80, method 10: 0.0524 to 0.3339.
    before = rate_of(48, 80, population=WITHOUT_END, confidence_percent=95)
    after = rate_of(56, 70, population=WITHOUT_END, confidence_percent=95)

    found = change(before, after)

    assert found is not None
    assert found.difference == pytest.approx(0.2)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert found.is_certain
    assert change(before, Rate(0, 0, 0.0, 1.0)) is None


@given(st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=80))
def test_the_rank_correlation_is_that_of_scipy(
    stats: ModuleType, pairs: list[tuple[int, int]]
) -> None:
    first, second = zip(*pairs, strict=True)
    assume(len(set(first)) > 1 and len(set(second)) > 1)

    found = spearman(Counter(pairs))

    assert found is not None
    assert math.isclose(found, stats.spearmanr(first, second).statistic, abs_tol=1e-9)


def test_where_all_say_the_same_there_is_no_correlation() -> None:
    assert spearman(Counter({(5, 1): 9, (5, 2): 3})) is None
    assert spearman(Counter()) is None


def test_drivers_come_strongest_first_and_of_few_homes_nothing_is_told() -> None:
    homes: list[dict[str, Answer]] = [
        {"overall": VERY, "repair": VERY, "green": SKIPPED},
        {"overall": GOOD, "repair": FAIR},
        {"overall": BAD, "repair": BAD, "green": "1"},
    ]

    found = drivers(STRICT, ITEMS, OVERALL, counts(*homes * 12))

    assert found == [Driver("repair", 36, 1.0), Driver("green", 12, None)]

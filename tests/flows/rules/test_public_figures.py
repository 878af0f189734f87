"""What is published tells of nobody, and adds up (R27, R47)."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.policy_text import packaged
from flows.rules.public_figures import CountedCase, Share, figures, masked_home, periods
from flows.rules.vocabulary import Satisfaction
from tests.each import each

STRICT = packaged("strict")
NOW = datetime(2026, 12, 31, 10, 0, tzinfo=UTC)
ONE = CountedCase(
    date(2026, 11, 24),
    datetime(2026, 11, 24, 2, 0, tzinfo=UTC),
    in_time=True,
    resolved_at=datetime(2026, 11, 26, tzinfo=UTC),
    closed=True,
    revisited=True,
    satisfaction=Satisfaction.SATISFIED,
)
(NOVEMBER,) = (one for one in periods(date(2026, 11, 30), 1, 0))


@each(
    ("home", "shown"),
    [("8-1-302", "8-1-3**"), ("C-906", "C-9**"), ("3-2-5", "3-2-*"), ("", "")],
)
def test_of_a_home_the_room_is_hidden(home: str, shown: str) -> None:
    assert masked_home(home) == shown


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24), st.integers(1, 12))
def test_periods_lie_side_by_side_and_the_newest_holds_today(
    today: date, months: int, quarters: int
) -> None:
    found = periods(today, months, quarters)

    for kind, number in ((False, months), (True, quarters)):
        row = [one for one in found if one.is_quarter is kind]
        assert len(row) == number
        assert row[0].begins <= today < row[0].ends
        assert all(later.begins == earlier.ends for later, earlier in itertools.pairwise(row))


def test_a_quarter_begins_in_january_april_july_or_october() -> None:
    found = list(periods(date(2026, 2, 28), 0, 5))

    assert [str(one.begins) for one in found] == [
        "2026-01-01",
        "2025-10-01",
        "2025-07-01",
        "2025-04-01",
        "2025-01-01",
    ]


def test_each_share_has_its_own_base() -> None:
    cases = [
        ONE,
        replace(ONE, in_time=False, resolved_at=ONE.opened_at + timedelta(days=31)),
        replace(ONE, satisfaction=Satisfaction.DISSATISFIED, revisited=False),
        replace(ONE, satisfaction=Satisfaction.NEUTRAL),
        replace(ONE, in_time=None, resolved_at=None, closed=False, revisited=False,
                satisfaction=None),
        replace(ONE, opened_on=date(2026, 12, 1)),
    ]  # fmt: skip

    found = figures(STRICT, NOVEMBER, cases, NOW)

    assert found.reported == 5
    assert found.in_time == Share(3, 4)
    assert found.solved == Share(3, 5)
    assert found.revisited == Share(3, 4)
    assert found.satisfied == Share(2, 3)


def test_what_may_still_be_solved_in_time_is_not_counted_yet() -> None:
    waiting = replace(ONE, resolved_at=None)

    assert figures(STRICT, NOVEMBER, [waiting], ONE.opened_at).solved == Share(0, 0)


@each(("part", "base", "percent"), [(4, 5, 80), (4, 4, None), (0, 0, None), (0, 9, 0), (9, 9, 100)])
def test_a_share_of_few_is_not_told(part: int, base: int, percent: int | None) -> None:
    assert Share(part, base).percent(5) == percent

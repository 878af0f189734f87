"""Every half-year has its survey, or somebody is told that it has none (R1)."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.policy_text import packaged
from flows.rules.survey.campaign_calendar import (
    calendar_day,
    next_calendar_day,
    owes_since,
    part_of,
    planned,
    sample_size,
    year_parts,
)
from tests.each import each

STRICT = packaged("strict")
SINCE = date(2026, 1, 1)
FIRST, SECOND = year_parts(2026, 2)
EARLY = date(2026, 1, 1)


@given(st.integers(2000, 2100), st.integers(1, 12))
def test_the_parts_of_a_year_lie_side_by_side(year: int, per_year: int) -> None:
    parts = year_parts(year, per_year)

    assert len(parts) == per_year
    assert (parts[0].begins, parts[-1].ends) == (date(year, 1, 1), date(year + 1, 1, 1))
    assert all(earlier.ends == later.begins for earlier, later in pairwise(parts))
    assert len({part.key for part in parts}) == per_year


def test_the_survey_of_a_half_year_is_planned_from_its_end() -> None:
    plan = planned(STRICT, SECOND, EARLY)

    # 42 days before 2027-01-01 is Friday 2026-11-20; the Saturday before is the 14th.
    assert SECOND.key == "2026-2"
    assert plan.starts_on == date(2026, 11, 14)
    assert plan.draft_on == date(2026, 10, 17)
    assert plan.freeze_by == date(2026, 11, 7)
    assert plan.last_day == date(2026, 11, 27)


@given(st.dates(date(2026, 7, 1), date(2026, 12, 31)))
def test_a_survey_that_is_drafted_late_still_has_its_week(today: date) -> None:
    plan = planned(STRICT, SECOND, today)

    assert plan.starts_on.isoweekday() == 6
    assert plan.starts_on >= date(2026, 11, 14)
    assert plan.freeze_by >= today or plan.starts_on == date(2026, 11, 14)


def test_over_the_days_of_two_years_each_half_year_is_drafted_once() -> None:
    drafted: dict[str, date] = {}
    for days in range(730):
        today = SINCE + timedelta(days=days)
        for plan in calendar_day(STRICT, today, since=SINCE, drafted=drafted, started=()).drafts:
            drafted[plan.part.key] = today

    assert drafted == {
        "2026-1": date(2026, 4, 18),
        "2026-2": date(2026, 10, 17),
        "2027-1": date(2027, 4, 17),
        "2027-2": date(2027, 10, 23),
    }


def test_a_half_year_without_a_survey_is_told_from_five_weeks_before_its_end() -> None:
    def missing(today: date, *started: date) -> list[str]:
        found = calendar_day(STRICT, today, since=SINCE, drafted=("2026-1",), started=started)
        return [part.key for part in found.missing]

    assert missing(date(2026, 5, 26)) == []
    assert missing(date(2026, 5, 27)) == ["2026-1"]
    assert missing(date(2026, 9, 1)) == ["2026-1"]
    assert missing(date(2026, 9, 1), date(2026, 5, 16)) == []
    assert missing(date(2026, 9, 1), date(2026, 7, 1)) == ["2026-1"]
    assert missing(date(2026, 11, 27), date(2026, 5, 16)) == ["2026-2"]


def test_an_estate_owes_no_survey_of_a_time_before_it_was_served() -> None:
    found = calendar_day(STRICT, date(2026, 8, 1), since=date(2026, 7, 1), drafted=(), started=())

    assert (found.drafts, found.missing) == ((), ())


def test_a_half_year_too_short_for_a_survey_gets_no_draft_but_a_warning() -> None:
    found = calendar_day(
        STRICT, date(2026, 12, 28), since=date(2026, 12, 1), drafted=(), started=()
    )

    assert found.drafts == ()
    assert found.missing == (SECOND,)


def test_an_estate_that_comes_too_late_for_a_draft_owes_the_next_survey() -> None:
    drafted_on = date(2026, 10, 17)

    assert owes_since(STRICT, drafted_on) == drafted_on
    assert owes_since(STRICT, drafted_on + timedelta(days=1)) == date(2027, 1, 1)
    found = calendar_day(
        STRICT, date(2026, 12, 1), since=owes_since(STRICT, date(2026, 11, 23)), drafted=(),
        started=(),
    )  # fmt: skip
    assert (found.drafts, found.missing) == ((), ())


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_between_two_days_of_the_calendar_it_wants_nothing_new(today: date) -> None:
    following = next_calendar_day(STRICT, today)
    drafted = {part_of(STRICT, today).key, part_of(STRICT, following).key}

    wanted = [
        calendar_day(STRICT, today + timedelta(days=day), since=EARLY, drafted=drafted, started=())
        for day in range((following - today).days)
    ]

    assert following > today
    assert all(one == wanted[0] for one in wanted)


@each(
    ("homes", "asked"), [(0, 1), (1, 1), (60, 60), (100, 100), (333, 100), (334, 101), (1200, 360)]
)
def test_a_draft_asks_a_share_of_the_homes_but_not_too_few(homes: int, asked: int) -> None:
    assert sample_size(STRICT, homes) == asked

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from flows.rules.calendar import WorkingCalendar, working_calendar
from flows.rules.policy_text import packaged
from flows.rules.policy_time import CalendarPolicy
from flows.rules.wall_clock import Span
from tests.each import each

SHANGHAI = ZoneInfo("Asia/Shanghai")
POLICY = packaged("office").calendar
OFFICE = WorkingCalendar(POLICY, SHANGHAI)


def office(policy: CalendarPolicy) -> WorkingCalendar:
    return WorkingCalendar(policy, SHANGHAI)


def hours(begins: int, ends: int) -> tuple[Span, ...]:
    return (Span(begins * 60, ends * 60),)


def at(text: str) -> datetime:
    """A time on the estate's wall."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@each(
    ("reported", "due"),
    [
        pytest.param("2026-11-20 17:00", "2026-11-23 17:00", id="Friday to Monday"),
        pytest.param("2026-11-22 11:00", "2026-11-24 08:30", id="Sunday counts from Monday 08:30"),
        pytest.param("2026-11-24 23:00", "2026-11-26 08:30", id="Tuesday night from Wednesday"),
        pytest.param("2026-09-30 16:00", "2026-10-08 16:00", id="over the National Day week"),
        pytest.param("2026-10-09 16:00", "2026-10-10 16:00", id="to a make-up Saturday"),
        pytest.param("2026-10-10 16:00", "2026-10-12 16:00", id="from a make-up Saturday"),
        pytest.param("2026-11-20 12:30", "2026-11-23 14:00", id="lunch break counts from 14:00"),
        pytest.param("2026-11-20 18:00", "2026-11-24 08:30", id="exactly at closing time"),
        pytest.param("2026-11-19 18:00", "2026-11-23 08:30", id="at closing time on Thursday"),
        pytest.param("2026-11-19 17:59", "2026-11-20 17:59", id="a minute before closing time"),
        pytest.param("2026-11-19 08:30", "2026-11-20 08:30", id="exactly at opening time"),
        pytest.param("2026-11-19 12:00", "2026-11-20 14:00", id="exactly at noon"),
        pytest.param("2026-12-31 09:15", "2027-01-04 09:15", id="over the new year"),
    ],
)
def test_one_working_day_is_the_same_time_on_the_next_working_day(reported: str, due: str) -> None:
    assert OFFICE.same_time_next_working_day(at(reported)) == at(due)


@each(
    ("reported", "due"),
    [
        pytest.param("2026-11-24 15:00", "2026-11-26 08:30", id="the afternoon is off"),
        pytest.param("2026-11-24 12:00", "2026-11-26 08:30", id="the half-day closes at noon"),
        pytest.param("2026-11-24 11:00", "2026-11-25 11:00", id="the morning is not"),
        pytest.param("2026-11-25 11:00", "2026-11-26 11:00", id="from the half-day"),
    ],
)
def test_where_a_half_day_has_no_such_time_it_is_due_at_the_next_opening(
    reported: str, due: str
) -> None:
    half_wednesdays = office(
        replace(POLICY, week=replace(POLICY.week, wednesday=(Span(510, 720),)))
    )

    assert half_wednesdays.same_time_next_working_day(at(reported)) == at(due)


def test_where_the_next_day_begins_later_it_is_due_at_that_opening() -> None:
    late_wednesdays = office(
        replace(POLICY, week=replace(POLICY.week, wednesday=hours(10, 12) + hours(16, 18)))
    )

    assert late_wednesdays.same_time_next_working_day(at("2026-11-24 09:00")) == at(
        "2026-11-25 10:00"
    )
    assert late_wednesdays.same_time_next_working_day(at("2026-11-24 15:00")) == at(
        "2026-11-25 16:00"
    )


def test_due_times_are_in_utc() -> None:
    assert OFFICE.same_time_next_working_day(at("2026-11-20 17:00")).tzinfo is UTC
    assert OFFICE.next_opening(at("2026-11-20 17:00")).tzinfo is UTC


def test_an_open_office_opens_now_and_a_closed_one_when_it_opens_next() -> None:
    assert OFFICE.next_opening(at("2026-11-20 17:00")) == at("2026-11-20 17:00")
    assert OFFICE.next_opening(at("2026-11-20 12:30")) == at("2026-11-20 14:00")
    assert OFFICE.next_opening(at("2026-11-20 18:00")) == at("2026-11-23 08:30")


def test_an_office_that_never_closes_answers_after_one_day() -> None:
    always = hours(0, 24)
    open_always = office(
        replace(
            POLICY,
            country="HK",
            week=replace(POLICY.week, **dict.fromkeys(vars(POLICY.week), always)),
        )
    )

    assert open_always.same_time_next_working_day(at("2026-11-21 23:59")) == at("2026-11-22 23:59")
    assert open_always.working_time_between(
        at("2026-11-21 00:00"), at("2026-11-23 00:00")
    ) == timedelta(days=2)


@each("year", range(2015, 2027))
def test_working_days_are_those_of_the_state_council(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=count) for count in range(366)]

    ours = {day: OFFICE.is_working_day(day) for day in days if day.year == year}

    assert ours == {day: chinese_calendar.is_workday(day) for day in ours}


def test_the_oracle_knows_the_make_up_saturdays_that_we_promise() -> None:
    assert chinese_calendar.is_workday(date(2026, 10, 10))
    assert not chinese_calendar.is_workday(date(2026, 10, 5))


def test_a_year_whose_make_up_days_are_not_announced_is_not_published() -> None:
    assert OFFICE.is_year_published(2026)
    assert not OFFICE.is_year_published(2040)


def test_a_year_counts_as_published_once_the_estate_has_entered_a_make_up_day() -> None:
    entered = office(replace(POLICY, extra_workdays=(date(2040, 2, 4),)))

    assert entered.is_year_published(2040)
    assert not entered.is_year_published(2041)


def test_a_country_without_make_up_days_is_always_published() -> None:
    assert office(replace(POLICY, country="HK")).is_year_published(2040)


def test_an_estate_may_choose_the_holidays_of_hong_kong() -> None:
    boxing_day = date(2025, 12, 26)

    assert OFFICE.is_working_day(boxing_day)
    assert not office(replace(POLICY, country="HK")).is_working_day(boxing_day)


def test_an_estate_may_choose_the_holidays_of_a_part_of_a_country() -> None:
    saint_andrew = date(2026, 11, 30)

    assert office(replace(POLICY, country="GB", subdivision="ENG")).is_working_day(saint_andrew)
    assert not office(replace(POLICY, country="GB", subdivision="SCT")).is_working_day(saint_andrew)


def test_an_extra_holiday_is_off_and_an_extra_workday_is_worked() -> None:
    storm, make_up = date(2026, 11, 24), date(2026, 11, 28)
    changed = office(
        replace(
            POLICY,
            extra_holidays=(storm, date(2026, 10, 10)),
            extra_workdays=(make_up,),
            make_up_day=hours(9, 12),
        )
    )

    assert not changed.is_working_day(storm)
    assert not changed.is_working_day(date(2026, 10, 10))
    assert changed.is_working_day(make_up)
    assert changed.next_opening(at("2026-11-28 07:00")) == at("2026-11-28 09:00")
    assert changed.next_opening(at("2026-11-28 12:00")) == at("2026-11-30 08:30")


def test_a_make_up_saturday_is_worked_in_full_where_saturdays_are_half_days() -> None:
    half_saturdays = office(replace(POLICY, week=replace(POLICY.week, saturday=hours(9, 12))))

    assert half_saturdays.next_opening(at("2026-10-10 14:00")) == at("2026-10-10 14:00")
    assert half_saturdays.next_opening(at("2026-10-17 14:00")) == at("2026-10-19 08:30")


def test_working_time_leaves_out_nights_lunch_breaks_and_holidays() -> None:
    over_a_weekend = OFFICE.working_time_between(at("2026-11-20 17:00"), at("2026-11-23 17:00"))
    over_a_holiday = OFFICE.working_time_between(at("2026-10-01 00:00"), at("2026-10-08 00:00"))

    assert over_a_weekend == timedelta(hours=7.5)
    assert over_a_holiday == timedelta()


def test_no_working_time_lies_between_a_time_and_an_earlier_one() -> None:
    late, early = at("2026-11-20 17:00"), at("2026-11-20 09:00")

    assert OFFICE.working_time_between(late, early) == timedelta()
    assert OFFICE.working_time_between(late, late) == timedelta()


@each(
    ("fraction", "moment"),
    [
        (0.2, "2026-11-23 09:00"),
        (0.5, "2026-11-23 11:15"),
        (0.6, "2026-11-23 12:00"),
        (0.8, "2026-11-23 15:30"),
    ],
)
def test_a_fraction_of_working_time_falls_into_office_hours(fraction: float, moment: str) -> None:
    friday, monday = at("2026-11-20 17:00"), at("2026-11-23 17:00")

    assert OFFICE.moment_at_working_fraction(friday, monday, fraction) == at(moment)


def test_where_there_is_no_working_time_a_fraction_is_of_the_clock() -> None:
    saturday, sunday = at("2026-11-21 08:00"), at("2026-11-22 08:00")

    assert OFFICE.moment_at_working_fraction(saturday, sunday, 0.5) == at("2026-11-21 20:00")


def test_a_time_without_a_zone_is_refused() -> None:
    naive = at("2026-11-20 17:00").replace(tzinfo=None)

    with pytest.raises(ValueError, match="has no zone"):
        OFFICE.next_opening(naive)


def test_an_office_that_can_never_open_is_an_error_and_no_endless_search() -> None:
    week = replace(POLICY.week, **dict.fromkeys(vars(POLICY.week), ()))
    calendar = office(replace(POLICY, country="HK", week=week))

    with pytest.raises(ValueError, match="does not open within"):
        calendar.next_opening(at("2026-11-20 17:00"))


def test_a_calendar_is_made_once_for_a_policy_and_a_zone() -> None:
    assert working_calendar(POLICY, SHANGHAI) is working_calendar(replace(POLICY), SHANGHAI)
    assert working_calendar(POLICY, SHANGHAI) is not working_calendar(POLICY, ZoneInfo("UTC"))

"""The calendar wherever the clocks are changed, and whatever the working week."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.calendar import WorkingCalendar, working_calendar
from flows.rules.policy_text import packaged
from flows.rules.policy_time import CalendarPolicy, Week
from flows.rules.wall_clock import Span

NAMED_ZONES = [
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
]
zones = st.sampled_from(NAMED_ZONES).map(ZoneInfo) | st.timezones()
moments = st.integers(0, 22 * 365 * 24 * 60).map(
    lambda minutes: datetime(2009, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
POLICY = packaged("office").calendar
# Long enough to reach over every holiday, short enough to be walked quickly.
spells = st.timedeltas(timedelta(), timedelta(days=12))


@st.composite
def weeks(draw: st.DrawFn) -> CalendarPolicy:
    """Working weeks with any spans, of which at least one day has one."""

    def day() -> tuple[Span, ...]:
        edges = sorted(draw(st.lists(st.integers(0, 1440), unique=True, max_size=4)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        return tuple(Span(begins, ends) for begins, ends in pairs)

    week = Week(day(), day(), day(), day(), day(), day(), sunday=(Span(0, 1440),))
    return replace(POLICY, country="HK", week=week)


calendars = st.builds(working_calendar, st.just(POLICY) | weeks(), zones)


@given(calendars, moments)
def test_an_opening_is_no_earlier_than_asked_and_what_is_open_is_open(
    calendar: WorkingCalendar, at: datetime
) -> None:
    opening = calendar.next_opening(at)

    assert opening >= at
    assert opening.tzinfo is UTC
    assert calendar.next_opening(opening) == opening
    assert calendar.working_time_between(at, opening) == timedelta()


@given(calendars, moments)
def test_the_next_working_day_is_later_and_in_office_hours(
    calendar: WorkingCalendar, at: datetime
) -> None:
    due = calendar.same_time_next_working_day(at)

    assert due > calendar.next_opening(at)
    assert calendar.next_opening(due) == due


@given(calendars, moments, spells)
def test_the_office_never_opens_earlier_for_those_who_come_later(
    calendar: WorkingCalendar, at: datetime, spell: timedelta
) -> None:
    assert calendar.next_opening(at) <= calendar.next_opening(at + spell)


@given(calendars, moments, spells, spells)
def test_working_time_adds_up_and_is_never_more_than_the_time_of_the_clock(
    calendar: WorkingCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle = start + first
    end = middle + second

    before = calendar.working_time_between(start, middle)
    after = calendar.working_time_between(middle, end)

    assert timedelta() <= before <= first
    assert before + after == calendar.working_time_between(start, end)


@given(calendars, moments, spells, st.lists(st.floats(0, 1), min_size=2, max_size=4))
def test_the_moments_of_rising_fractions_rise_between_start_and_due(
    calendar: WorkingCalendar, start: datetime, spell: timedelta, fractions: list[float]
) -> None:
    due = start + spell
    at = [calendar.moment_at_working_fraction(start, due, each) for each in sorted(fractions)]

    assert start <= at[0]
    assert at[-1] <= due
    assert all(earlier <= later for earlier, later in pairwise(at))


@given(calendars, moments, spells, st.floats(0, 1))
def test_at_a_fraction_that_share_of_the_working_time_has_passed(
    calendar: WorkingCalendar, start: datetime, spell: timedelta, fraction: float
) -> None:
    due = start + spell
    whole = calendar.working_time_between(start, due)

    moment = calendar.moment_at_working_fraction(start, due, fraction)

    if whole:
        assert calendar.working_time_between(start, moment) == whole * fraction


LONDON = ZoneInfo("Europe/London")


def every_day(span: Span, zone: ZoneInfo) -> WorkingCalendar:
    week = Week(**dict.fromkeys(vars(POLICY.week), (span,)))
    return working_calendar(replace(POLICY, country="HK", week=week), zone)


def test_a_working_day_over_a_change_of_clocks_keeps_the_time_on_the_wall() -> None:
    always = every_day(Span(0, 1440), LONDON)
    # The clocks go forward on 2026-03-29 and back on 2026-10-25.
    spring = datetime(2026, 3, 28, 12, 0, tzinfo=LONDON)
    autumn = datetime(2026, 10, 24, 12, 0, tzinfo=LONDON)

    assert always.same_time_next_working_day(spring) - spring.astimezone(UTC) == timedelta(hours=23)
    assert always.same_time_next_working_day(autumn) - autumn.astimezone(UTC) == timedelta(hours=25)


def test_an_hour_that_the_clocks_skip_is_no_working_time_and_one_shown_twice_is_two() -> None:
    always = every_day(Span(0, 1440), LONDON)
    spring = datetime(2026, 3, 29, tzinfo=LONDON)
    autumn = datetime(2026, 10, 25, tzinfo=LONDON)

    def day_from(midnight: datetime) -> timedelta:
        return always.working_time_between(midnight, midnight + timedelta(days=1))

    assert day_from(spring) == timedelta(hours=23)
    assert day_from(autumn) == timedelta(hours=25)


def test_a_day_that_a_zone_skips_is_not_worked_twice() -> None:
    # Samoa went from the end of 29 December 2011 straight to 31 December.
    apia = ZoneInfo("Pacific/Apia")
    daily = every_day(Span(9 * 60, 17 * 60), apia)
    start = datetime(2011, 12, 29, tzinfo=apia)
    end = datetime(2012, 1, 1, tzinfo=apia)

    assert daily.working_time_between(start, end) == timedelta(hours=16)

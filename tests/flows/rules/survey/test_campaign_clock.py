"""A survey does what was planned in residents' hours, and nothing twice after a long sleep (R2)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.policy_text import packaged
from flows.rules.quiet_hours import in_residents_hours
from flows.rules.survey.campaign_clock import Step, planned_steps, starting_at, steps_due

STRICT = packaged("strict")
SHANGHAI = ZoneInfo("Asia/Shanghai")
STARTS_ON = date(2026, 12, 5)
STEPS = planned_steps(STRICT, STARTS_ON, date(2026, 12, 18), SHANGHAI)


def test_a_survey_of_two_weeks_is_planned_day_by_day() -> None:
    shown = [(one.step.value, f"{one.at.astimezone(SHANGHAI):%m-%d %H:%M}") for one in STEPS]

    assert shown == [
        ("start", "12-05 09:00"),
        ("remind", "12-09 09:00"),
        ("alarm", "12-14 09:00"),
        ("remind", "12-16 09:00"),
        ("close", "12-19 00:00"),
    ]


def test_what_was_slept_through_is_done_once() -> None:
    asleep_since = STEPS[1].at
    awake = STEPS[3].at + timedelta(hours=3)

    due, following = steps_due(STEPS, asleep_since, awake)

    assert due == {Step.REMIND, Step.ALARM}
    assert following == STEPS[-1].at


def test_nobody_is_reminded_of_a_survey_that_is_over() -> None:
    due, following = steps_due(STEPS, STEPS[1].at, STEPS[-1].at + timedelta(days=3))

    assert due == {Step.CLOSE}
    assert following is None


@given(st.integers(0, 40), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_residents_are_only_asked_and_reminded_in_their_hours(open_for: int, day: date) -> None:
    last_day = day + timedelta(days=open_for)
    steps = planned_steps(STRICT, day, last_day, SHANGHAI)

    assert steps[0].step is Step.START
    assert steps[0].at == starting_at(STRICT, day, SHANGHAI)
    assert steps[-1].step is Step.CLOSE
    assert all(one.at <= steps[-1].at for one in steps)
    for one in steps[:-1]:
        assert in_residents_hours(one.at, policy=STRICT, zone=SHANGHAI)
    nights = datetime.combine(last_day + timedelta(days=1), datetime.min.time(), SHANGHAI)
    assert steps[-1].at == nights.astimezone(UTC)

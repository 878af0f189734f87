"""When a visit is offered, and when one is reminded of (R56)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.appointments import visit_reminders, visit_slots
from flows.rules.calendar import working_calendar
from flows.rules.policy_text import packaged
from flows.rules.quiet_hours import in_residents_hours

STRICT = packaged("strict")
ZONE = ZoneInfo("Asia/Shanghai")
STARTS = datetime(2026, 9, 1, tzinfo=ZONE)
TIMES = st.integers(0, 120 * 24 * 60).map(lambda minutes: STARTS + timedelta(minutes=minutes))


def offered(at: datetime) -> list[str]:
    slots = visit_slots(STRICT, ZONE, at)
    return [
        f"{one.begins.astimezone(ZONE):%m-%d %H}-{one.ends.astimezone(ZONE):%H}" for one in slots
    ]


def test_the_next_parts_of_working_days_are_offered() -> None:
    assert offered(datetime(2026, 11, 24, 10, tzinfo=ZONE)) == [
        "11-24 14-17",
        "11-25 09-12",
        "11-25 14-17",
        "11-26 09-12",
    ]


def test_over_a_weekend_monday_is_offered() -> None:
    assert offered(datetime(2026, 11, 27, 18, tzinfo=ZONE))[0] == "11-30 09-12"


def test_what_is_offered_at_night_leaves_time_to_read_it_in_the_morning() -> None:
    assert offered(datetime(2026, 11, 24, 3, tzinfo=ZONE))[0] == "11-24 14-17"


def test_in_a_long_holiday_there_may_be_nothing_to_offer() -> None:
    assert offered(datetime(2026, 10, 1, 9, tzinfo=ZONE)) == []


@given(TIMES)
def test_slots_rise_and_lie_on_working_days_in_residents_hours(at: datetime) -> None:
    slots = visit_slots(STRICT, ZONE, at)
    calendar = working_calendar(STRICT.calendar, ZONE)

    assert list(slots) == sorted(slots)
    assert len(slots) <= STRICT.appointment.slots_max
    assert all(calendar.is_working_day(one.begins.astimezone(ZONE).date()) for one in slots)
    assert all(in_residents_hours(one.begins, policy=STRICT, zone=ZONE) for one in slots)
    assert all(at < one.begins < one.ends for one in slots)


@given(TIMES, st.integers(1, 14 * 24))
def test_reminders_come_between_now_and_the_visit_and_never_at_night(
    now: datetime, hours: int
) -> None:
    begins = now + timedelta(hours=hours)
    quiet = STRICT.quiet_hours.residents
    times = visit_reminders(STRICT, ZONE, begins=begins, quiet=quiet, now=now)

    assert all(now < at < begins for at in times)
    assert all(in_residents_hours(at, policy=STRICT, zone=ZONE) for at in times)

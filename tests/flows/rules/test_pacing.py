"""No provider is written to faster than it allows, and no slower than it must be (W19)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.pacing import HOUR, MINUTE, Rate, free_at, out_of_crowd
from flows.rules.policy_text import packaged
from flows.rules.survey.measures import LATE, REMINDER, next_step_at
from tests.each import each

STRICT = packaged("strict")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
RATES = (Rate(3, MINUTE), Rate(7, HOUR))
GAPS = st.lists(st.integers(0, 90), min_size=1, max_size=60)


def test_while_there_is_room_a_message_goes_at_once() -> None:
    assert free_at([NOW, NOW], RATES, NOW) == NOW


def test_a_full_minute_waits_for_its_first_message_to_leave_it() -> None:
    sent = [NOW - timedelta(seconds=seconds) for seconds in (5, 20, 45)]

    assert free_at(sent, RATES, NOW) == NOW + timedelta(seconds=15)


def test_a_full_hour_waits_too_though_the_minute_has_room() -> None:
    sent = [NOW - timedelta(minutes=minutes) for minutes in (5, 10, 15, 20, 25, 30, 35)]

    assert free_at(sent, RATES, NOW) == NOW + timedelta(minutes=25)


@given(GAPS)
def test_whoever_sends_as_soon_as_they_may_never_goes_beyond_a_rate(gaps: list[int]) -> None:
    now, sent = NOW, list[datetime]()
    for gap in gaps:
        now = free_at(sent, RATES, now + timedelta(seconds=gap))
        sent.insert(0, now)

    for rate in RATES:
        for last, first in zip(sent, sent[rate.most :], strict=False):
            assert last - first >= rate.within


@each(
    ("at", "goes"),
    [
        ("10:00:00", "10:01:00"),
        ("10:00:59", "10:01:00"),
        ("10:01:00", "10:01:00"),
        ("10:29:59", "10:29:59"),
        ("10:30:00", "10:31:00"),
        ("23:30:20", "23:31:00"),
    ],
)
def test_what_nobody_waits_for_leaves_the_crowded_minutes_alone(at: str, goes: str) -> None:
    def of_day(time: str) -> datetime:
        return datetime.fromisoformat(f"2026-11-24T{time}+08:00")

    assert out_of_crowd(of_day(at)) == of_day(goes)


@pytest.mark.parametrize("position", [REMINDER, LATE])
def test_a_reminder_of_the_calendar_keeps_out_of_the_crowd(position: int) -> None:
    at = next_step_at(STRICT, SHANGHAI, date(2026, 12, 18), position)

    assert at is not None
    assert f"{at.astimezone(SHANGHAI):%H:%M}" == "07:31"

"""No provider is written to faster than it allows, and no slower than it must be (W19)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.pacing import HOUR, MINUTE, Rate, free_at

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

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from flows.rules.policy_text import packaged
from flows.rules.quiet_hours import earliest_sending, in_residents_hours, is_in_grace
from flows.rules.wall_clock import Span, minute_of_day
from tests.each import each

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")
STRICT = packaged("strict")
STAFF, RESIDENTS = STRICT.quiet_hours.staff, STRICT.quiet_hours.residents

zones = st.sampled_from([SHANGHAI, ZoneInfo("Asia/Hong_Kong"), LONDON]) | st.timezones()
moments = st.integers(0, 22 * 365 * 24 * 60).map(
    lambda minutes: datetime(2009, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
spans = st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True).map(
    lambda minutes: Span(*minutes)
)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@each(
    ("now", "sent"),
    [
        ("2026-11-20 21:29", "2026-11-20 21:29"),
        ("2026-11-20 21:30", "2026-11-21 07:30"),
        ("2026-11-20 23:59", "2026-11-21 07:30"),
        ("2026-11-21 00:00", "2026-11-21 07:30"),
        ("2026-11-21 07:29", "2026-11-21 07:30"),
        ("2026-11-21 07:30", "2026-11-21 07:30"),
        ("2026-11-21 12:00", "2026-11-21 12:00"),
    ],
)
def test_staff_are_left_in_peace_from_half_past_nine_to_half_past_seven(
    now: str, sent: str
) -> None:
    assert earliest_sending(at(now), hours=STAFF, zone=SHANGHAI, passes=False) == at(sent)


def test_residents_are_left_in_peace_longer_than_staff() -> None:
    evening, morning = at("2026-11-20 20:30"), at("2026-11-21 08:59")

    for quiet in (evening, morning):
        sent = earliest_sending(quiet, hours=RESIDENTS, zone=SHANGHAI, passes=False)
        assert sent == at("2026-11-21 09:00")
        assert not in_residents_hours(quiet, policy=STRICT, zone=SHANGHAI)
    assert in_residents_hours(at("2026-11-21 09:00"), policy=STRICT, zone=SHANGHAI)


def test_an_emergency_passes_at_any_hour() -> None:
    night = at("2026-11-21 03:00")

    assert earliest_sending(night, hours=STAFF, zone=SHANGHAI, passes=True) == night


def test_quiet_hours_within_one_day_end_on_that_day() -> None:
    noon = Span(12 * 60, 14 * 60)

    sent = earliest_sending(at("2026-11-21 13:00"), hours=noon, zone=SHANGHAI, passes=False)

    assert sent == at("2026-11-21 14:00")


def test_quiet_hours_follow_the_wall_when_the_clocks_change() -> None:
    spring_night = at("2026-03-28 23:00", LONDON)

    sent = earliest_sending(spring_night, hours=STAFF, zone=LONDON, passes=False)

    assert sent == at("2026-03-29 07:30", LONDON)
    assert sent - spring_night.astimezone(UTC) == timedelta(hours=7.5)


def test_quiet_hours_that_the_clocks_end_twice_are_over_after_the_second_time() -> None:
    # The clocks go back from 02:00 to 01:00: half past one comes, goes, and comes again.
    quiet = Span(22 * 60, 60 + 30)
    shown_again = at("2026-10-25 01:10", LONDON).replace(fold=1)

    sent = earliest_sending(shown_again, hours=quiet, zone=LONDON, passes=False)

    assert sent == at("2026-10-25 01:30", LONDON).replace(fold=1).astimezone(UTC)


@given(moments, spans, zones)
def test_nothing_is_sent_in_quiet_hours_or_before_it_was_written_or_a_day_late(
    now: datetime, hours: Span, zone: ZoneInfo
) -> None:
    sent = earliest_sending(now, hours=hours, zone=zone, passes=False)

    assert sent >= now
    assert minute_of_day(sent, zone) not in hours
    assert sent - now < timedelta(days=2)


@given(moments, spans, zones)
def test_what_need_not_wait_is_sent_at_once(now: datetime, hours: Span, zone: ZoneInfo) -> None:
    assume(minute_of_day(now, zone) not in hours)

    assert earliest_sending(now, hours=hours, zone=zone, passes=False) == now


@given(moments, spans)
def test_what_must_wait_is_sent_in_the_very_first_minute(now: datetime, hours: Span) -> None:
    sent = earliest_sending(now, hours=hours, zone=SHANGHAI, passes=False)
    minutes = int((sent - now) / timedelta(minutes=1))

    waited = [now + timedelta(minutes=minute) for minute in range(minutes)]

    assert all(minute_of_day(each, SHANGHAI) in hours for each in waited)


def test_a_human_may_answer_at_night_within_half_an_hour_of_the_question() -> None:
    asked = at("2026-11-20 22:00")

    def answers_after(minutes: int) -> bool:
        return is_in_grace(STRICT, written_at=asked, now=asked + timedelta(minutes=minutes))

    assert answers_after(0)
    assert answers_after(30)
    assert not answers_after(31)
    assert not answers_after(-1)

"""A caller's text becomes a moment, an id, a phone number or nothing; phones are shown masked."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.api.texts import (
    IDENTIFIER_MAX,
    is_fit,
    masked,
    read_identifier,
    read_moment,
    read_phone,
)
from tests.each import each

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NAIVE = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29))  # noqa: DTZ001


@each(
    ("phone", "shown"),
    [
        ("+8613800000000", "138****0000"),
        ("+862161234567", "216****4567"),
        ("+85255500103", "+852****0103"),
        ("+14155550123", "+1****0123"),
        ("+861234", "1****4"),
        ("+999", "****"),
        ("", None),
    ],
)
def test_most_of_a_number_stays_hidden(phone: str, shown: str | None) -> None:
    assert masked(phone) == shown


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_no_number_is_shown_whole(phone: str) -> None:
    shown = masked(phone) or ""

    assert "****" in shown
    assert sum(one.isdigit() for one in shown) <= len(phone) - len("+") - 3


@each(
    ("typed", "phone"),
    [
        ("13800000000", "+8613800000000"),
        ("138 0000 0000", "+8613800000000"),
        ("+852 5550 0103", "+85255500103"),
        ("021-61234567", "+862161234567"),
        ("12", None),
        ("abc", None),
        ("+", None),
        ("1" * 40, None),
    ],
)
def test_a_number_is_read_as_it_is_dialled_in_the_mainland(typed: str, phone: str | None) -> None:
    assert read_phone(typed) == phone


@given(NAIVE, OFFSETS)
def test_a_moment_is_read_as_it_was_written(naive: datetime, offset: timezone) -> None:
    moment = naive.replace(tzinfo=offset)

    assert read_moment(moment.isoformat()) == moment


@given(NAIVE)
def test_a_time_without_an_offset_is_none(naive: datetime) -> None:
    assert read_moment(naive.isoformat()) is None


@given(st.text())
def test_whatever_is_read_as_a_moment_can_be_kept(text: str) -> None:
    moment = read_moment(text)

    assert moment is None or moment.astimezone(UTC).tzinfo is UTC


@given(st.integers())
def test_an_id_is_read_only_where_a_row_can_have_it(number: int) -> None:
    assert read_identifier(str(number)) == (number if 0 < number <= IDENTIFIER_MAX else None)


@given(st.text())
def test_a_text_that_is_fit_can_be_written_as_utf_8_without_nul(text: str) -> None:
    assert is_fit(text) == ("\x00" not in text)


def test_half_a_character_is_not_fit() -> None:
    assert not is_fit("\ud83d")

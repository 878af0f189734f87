"""A demo that is opened for the first time, by day and by night."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo import begin_by_day
from bot.demo_estate import load_demo_estate
from storage.clock import read_offset
from tests.bot.directory_world import empty_tables

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
"""Of a Tuesday in Shanghai."""


@pytest.mark.parametrize(
    ("opened", "begins"),
    [
        (NOON, NOON),
        (NOON + timedelta(hours=8), NOON + timedelta(hours=8)),
        (NOON + timedelta(hours=9), NOON + timedelta(hours=22)),
        (NOON + timedelta(hours=20), NOON + timedelta(hours=22)),
    ],
    ids=["noon", "20:00", "21:00", "08:00"],
)
def test_a_demo_opened_at_night_begins_in_the_morning(
    sqlite_database: str, opened: datetime, begins: datetime
) -> None:
    with empty_tables(sqlite_database) as database:
        load_demo_estate(database, opened)
        with database.transaction() as session:
            begin_by_day(session, opened)

        with database.reading() as session:
            assert opened + timedelta(seconds=read_offset(session)) == begins

"""A whole office with an adjustable clock, for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.office import Office, next_monday_morning, open_office


@pytest.fixture
def office(sqlite_database: str, tmp_path: Path) -> Iterator[Office]:
    """On SQLite, on a Monday morning."""
    with open_office(sqlite_database, tmp_path, CLOCK="adjustable") as opened:
        opened.clock.to(next_monday_morning().isoformat())
        yield opened

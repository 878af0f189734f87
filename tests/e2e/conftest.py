"""A whole office with an adjustable clock, for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.office import Office, next_monday_morning, open_office

pytest.register_assert_rewrite("tests.e2e.two_rounds")


@pytest.fixture
def office(empty_sqlite_database: str, tmp_path: Path) -> Iterator[Office]:
    """Set up by the commands that an operator types; on SQLite, on a Monday morning."""
    with open_office(
        empty_sqlite_database, tmp_path, by_commands=True, CLOCK="adjustable"
    ) as opened:
        opened.clock.to(next_monday_morning().isoformat())
        yield opened


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all tests of a module, which go on with the clock where the one before left it.

    Whatever they did, nothing secret and no traceback may stand in its log.
    """
    folder = tmp_path_factory.mktemp("office")
    url = f"sqlite:///{folder / 'huiyin.db'}"
    with open_office(url, folder, CLOCK="adjustable") as opened:
        opened.clock.to(next_monday_morning().isoformat())
        yield opened
        assert opened.leaks(a_number="+8526") == []

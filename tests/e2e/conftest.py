"""A whole office with an adjustable clock, for one test or for many."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.office import Office, next_monday_morning, open_office

pytest.register_assert_rewrite("tests.e2e.two_rounds")


@pytest.fixture
def office(empty_sqlite_database: str, tmp_path: Path) -> Iterator[Office]:
    """On SQLite, on a Monday morning."""
    with _office_of_monday(empty_sqlite_database, tmp_path) as opened:
        yield opened


@pytest.fixture
def office_by_commands(empty_sqlite_database: str, tmp_path: Path) -> Iterator[Office]:
    """The same, set up by the commands that an operator types."""
    with _office_of_monday(empty_sqlite_database, tmp_path, by_commands=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all tests that mind nobody, which go on with the clock where others left it.

    Whatever they did, nothing secret and no traceback may stand in its log.
    """
    with _office_to_share(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def quiet_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for a module that counts rows or spoils calls: no other lets anything happen in it."""
    with _office_to_share(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@contextmanager
def _office_to_share(folder: Path) -> Iterator[Office]:
    with _office_of_monday(f"sqlite:///{folder / 'huiyin.db'}", folder) as opened:
        yield opened
        assert opened.leaks(a_number="+8526") == []


@contextmanager
def _office_of_monday(url: str, folder: Path, *, by_commands: bool = False) -> Iterator[Office]:
    with open_office(url, folder, by_commands=by_commands, CLOCK="adjustable") as opened:
        opened.clock.to(next_monday_morning().isoformat())
        yield opened

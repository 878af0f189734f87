"""A whole office with an adjustable clock, for one test or for many; and a browser."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.chromium import found_chromium
from tests.e2e.office import Office, next_monday_morning, open_office

pytest.register_assert_rewrite("tests.e2e.two_rounds")

# A loaded machine is slow, not wrong.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without a window; where there is none these tests fail.

    Not for the whole session: its event loop would stay open in the thread of other tests.
    """
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found_chromium(),
            args=["--no-sandbox", "--disable-gpu"],
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # in which order a day is typed hangs on it
            timeout=PATIENCE_MS,
        )
        yield opened
        opened.close()


@pytest.fixture
def office(sqlite_database: str, tmp_path: Path) -> Iterator[Office]:
    """On SQLite, on a Monday morning."""
    with _office_of_monday(sqlite_database, tmp_path) as opened:
        yield opened


@pytest.fixture
def office_by_commands(empty_sqlite_database: str, tmp_path: Path) -> Iterator[Office]:
    """The same, set up by the commands that an operator types."""
    with _office_of_monday(empty_sqlite_database, tmp_path, by_commands=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared_office(
    furnished_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """One for all tests that mind nobody, which go on with the clock where others left it.

    Whatever they did, nothing secret and no traceback may stand in its log.
    """
    with _office_to_share(furnished_file, tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def quiet_office(
    furnished_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """One for a module that counts rows or spoils calls: no other lets anything happen in it."""
    with _office_to_share(furnished_file, tmp_path_factory.mktemp("office")) as opened:
        yield opened


@contextmanager
def _office_to_share(furnished_file: Path, folder: Path) -> Iterator[Office]:
    url = f"sqlite:///{shutil.copy(furnished_file, folder / 'huiyin.db')}"
    with _office_of_monday(url, folder) as opened:
        yield opened
        assert opened.leaks(a_number="+8526") == []


@contextmanager
def _office_of_monday(url: str, folder: Path, *, by_commands: bool = False) -> Iterator[Office]:
    with open_office(url, folder, by_commands=by_commands, CLOCK="adjustable") as opened:
        opened.clock.to(next_monday_morning().isoformat())
        yield opened

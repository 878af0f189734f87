"""What all tests share: the two databases, each test with a fresh one of its own."""

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from tests.databases import Servers, clear_out, connect, fresh_database, shared_folder
from tests.furnished import (
    SERVERS_FOLDER,
    folder_of_the_run,
    furnished_database,
    furnished_file_of,
)
from tests.gardens import garden, grounds, is_out_of_turn

__all__ = ["garden", "grounds"]
pytest_plugins = ["tests.canaries"]

SERVERS = pytest.StashKey[Servers]()

GARBAGE_THRESHOLDS = (50_000, 20, 20)
"""Python's own thresholds took an eighth of the time: thousands of tests lie in the memory."""

LONG = frozenset({"e2e", "chaos", "drill", "planted", "hostile"})
"""The folders of what starts servers and browsers, or goes on for long by itself."""
LONGEST = frozenset({"test_story", "test_kill", "test_seeded_desk", "test_simulator_page"})
"""Half of what they take."""

# A loaded machine is slow, not wrong: no example has a time limit. Whether a change may land is not
# left to chance: every day tries the same examples, `make thorough` others each time.
settings.register_profile("everyday", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("searching", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes the transcripts anew; `--thorough` tells every story on both databases."""
    parser.addoption("--update", action="store_true", help="write tests/transcripts anew")
    parser.addoption(
        "--thorough",
        action="store_true",
        help="tell every story on both databases, not on either in turn",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage meanwhile, and for little later: what is made here lives to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(*GARBAGE_THRESHOLDS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is told on the other database, and begin with what takes long."""
    if not config.getoption("--thorough"):
        left_out = [item for item in items if is_out_of_turn(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not is_out_of_turn(item)]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = _long_ones_first(items, workers)


def _long_ones_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """In an order that two of the workers begin with the long ones, and all end together.

    Each begins with a run of its own of the list, and takes from the end of another's later.
    """
    long = [item for item in items if LONG & set(item.path.parts)]
    first = [item for item in long if item.path.stem in LONGEST]
    second = [item for item in long if item.path.stem not in LONGEST]
    short = [item for item in items if not LONG & set(item.path.parts)]
    before = max(len(items) * (workers // 2) // workers - len(first), 0)
    return [*first, *short[:before], *second, *short[before:]]


def pytest_configure(config: pytest.Config) -> None:
    """Lay the shared ground once, in the process that leads the run."""
    if not hasattr(config, "workerinput"):
        servers = Servers(shared_folder())
        config.stash[SERVERS] = servers
        os.environ[SERVERS_FOLDER] = str(servers.folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take it away again, when the last worker is gone."""
    if SERVERS in config.stash:
        config.stash[SERVERS].close()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """An administrator's address of a running PostgreSQL."""
    return Servers(folder_of_the_run()).url(os.environ)


@pytest.fixture(scope="session")
def furnished_postgres() -> Iterator[str]:
    """The address of a PostgreSQL database with all tables, for one test after the other."""
    with furnished_database(folder_of_the_run(), os.environ) as url:
        yield url


@pytest.fixture(scope="session")
def furnished_file() -> Path:
    """An SQLite file with all tables, to be copied."""
    return furnished_file_of(folder_of_the_run())


@pytest.fixture(scope="session")
def cleaner(furnished_postgres: str) -> Iterator[psycopg.Connection]:
    """Who clears out between two tests."""
    with connect(furnished_postgres) as connection:
        yield connection


@pytest.fixture
def postgres_database(furnished_postgres: str, cleaner: psycopg.Connection) -> Iterator[str]:
    """The address of a PostgreSQL database with all tables that this test has for itself."""
    yield furnished_postgres
    clear_out(cleaner)


@pytest.fixture
def sqlite_database(furnished_file: Path, tmp_path: Path) -> str:
    """The address of an SQLite file with all tables that this test has for itself."""
    return f"sqlite:///{shutil.copy(furnished_file, tmp_path / 'huiyin.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn: a test that asks for this one runs on both."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


@pytest.fixture
def empty_postgres_database(postgres_url: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database that this test has for itself."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture
def empty_sqlite_database(tmp_path: Path) -> str:
    """The address of an SQLite file, not yet made, that this test has for itself."""
    return f"sqlite:///{tmp_path / 'huiyin.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn, before its first migration."""
    url: str = request.getfixturevalue(f"empty_{request.param}_database")
    return url

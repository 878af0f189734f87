"""The API of an estate: a new one for each test on SQLite or on both databases, or a shared one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.api.served import Api, found, opened, served


@pytest.fixture(scope="session")
def founded_file(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the estate in it, to be copied."""
    file = tmp_path_factory.mktemp("founded") / "huiyin.db"
    shutil.copy(furnished_file, file)
    with opened(f"sqlite:///{file}") as database:
        found(database)
    return file


@pytest.fixture
def api(founded_file: Path, tmp_path: Path) -> Iterator[Api]:
    """The API on SQLite."""
    file = shutil.copy(founded_file, tmp_path / "huiyin.db")
    with opened(f"sqlite:///{file}") as database, served(database) as api:
        yield api


@pytest.fixture
def either_api(database_url: str) -> Iterator[Api]:
    """The API on each database in turn, for what the database has a part in."""
    with opened(database_url) as database:
        found(database)
        with served(database) as api:
            yield api


@pytest.fixture(scope="module")
def shared_api(founded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """One API on SQLite for tests that do not mind what others wrote."""
    file = shutil.copy(founded_file, tmp_path_factory.mktemp("shared") / "huiyin.db")
    with opened(f"sqlite:///{file}") as database, served(database) as api:
        api.register()
        yield api

"""Estates for the doctor to look at."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flows.rules.vocabulary import RUNGS
from tests.bot.doctor_world import Practice


@pytest.fixture
async def practice(database_url: str, tmp_path: Path) -> AsyncIterator[Practice]:
    """One on each database, to be served."""
    found = Practice(tmp_path, database_url)
    found.furnish(*RUNGS).close()
    async with found.open():
        yield found


@pytest.fixture(scope="module")
def furnished(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that is only looked at."""
    folder = tmp_path_factory.mktemp("estate")
    url = f"sqlite:///{shutil.copy(furnished_file, folder / 'huiyin.db')}"
    Practice(folder, url).furnish(*RUNGS).close()
    return url


@pytest.fixture
async def unserved(furnished: str, tmp_path: Path) -> AsyncIterator[Practice]:
    """One whose own service is off: enough for what is asked of providers."""
    found = Practice(tmp_path, furnished)
    async with found.open():
        yield found

"""The fixtures that plant a garden for each test, on each database."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from storage.tables import metadata
from tests.databases import fresh_database
from tests.estate import Garden, clear, open_database


@pytest.fixture(scope="session")
def grounds(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Database]]:
    """Both databases with their tables; to make new ones takes longer than most stories."""
    with fresh_database(postgres_url) as url:
        file = tmp_path_factory.mktemp("garden") / "huiyin.db"
        found = {"sqlite": open_database(f"sqlite:///{file}"), "postgres": open_database(url)}
        for database in found.values():
            metadata.create_all(database.engine)
        yield found
        for database in found.values():
            database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def garden(request: pytest.FixtureRequest, grounds: dict[str, Database]) -> Garden:
    """A garden as if nothing had ever happened; a test that asks for it runs on both databases."""
    database = grounds[request.param]
    clear(database)
    return Garden(database)

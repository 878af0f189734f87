"""The fixtures that plant a garden for each test, on each database."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import pytest

from storage.database import Database
from tests.databases import connect, open_database
from tests.estate import Garden, plant_in
from tests.furnished import folder_of_the_run, furnished_database
from tests.replanting import Rows, keep_on_postgres, replant, replant_on_postgres, rows_of

DATABASES = ("sqlite", "postgres")


@dataclass(frozen=True)
class Ground:
    """A database in which one garden after the other is planted, and what is planted there."""

    database: Database
    rows: Rows

    def garden(self) -> Garden:
        """A garden as if nothing had ever happened."""
        with self.database.transaction() as session:
            if self.database.is_sqlite:
                replant(session, self.rows)
            else:
                replant_on_postgres(session)
        self.database.lasting.clear()
        return Garden(self.database)


@pytest.fixture(scope="session")
def grounds(
    furnished_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Ground]]:
    """Both databases with their tables; to make new ones takes longer than most stories."""
    with furnished_database(folder_of_the_run(), os.environ) as url:
        file = shutil.copy(furnished_file, tmp_path_factory.mktemp("garden") / "huiyin.db")
        sqlite, postgres = _ground(f"sqlite:///{file}"), _ground(url)
        yield {"sqlite": sqlite, "postgres": postgres}
        sqlite.database.close()
        postgres.database.close()


def _ground(url: str) -> Ground:
    database = open_database(url)
    plant_in(database)
    if not database.is_sqlite:
        with connect(url) as connection:
            keep_on_postgres(connection)
    with database.reading() as session:
        return Ground(database, rows_of(session))


@pytest.fixture(params=DATABASES)
def garden(request: pytest.FixtureRequest, grounds: dict[str, Ground]) -> Garden:
    """A garden as if nothing had ever happened; a test that asks for it runs on both databases."""
    return grounds[request.param].garden()


def is_out_of_turn(item: pytest.Item) -> bool:
    """Whether this story, or this case of it, is told on the other database only.

    All take turns on the two databases, so that each costs once and each database hears about half
    of them. What is marked `both_databases` is about the database itself, and told on both.
    """
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return False
    given = item.callspec.params
    cases = "-".join(name for name in item.callspec._idlist if name not in DATABASES)  # noqa: SLF001 -- nowhere else is a case named without its database
    database = given.get("garden", given.get("database_url"))
    if database is None or item.get_closest_marker("both_databases"):
        return False
    turn = cases or item.originalname
    return bool(database != DATABASES[crc32(turn.encode()) % len(DATABASES)])

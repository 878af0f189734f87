"""The same trace on a SQLite file and on PostgreSQL leaves the same rows."""

from contextlib import closing
from pathlib import Path

from bot.simulation.digest import rows_of
from bot.simulation.running import Plan, World
from tests.databases import fresh_database

STORY = Plan(homes=4, days=3, seed=5, reports_a_year=150, faults=False)
"""Without kills: PostgreSQL gives the number of a row that was undone to nobody else."""


def test_a_file_and_postgres_hold_the_same_rows_afterwards(
    postgres_url: str, tmp_path: Path
) -> None:
    told = {}
    with fresh_database(postgres_url) as url:
        for address in (f"sqlite:///{tmp_path / 'story.db'}", url):
            with closing(World(STORY, address)) as world:
                assert world.run().violations == []
                told[world.database.is_sqlite] = rows_of(world.database)

    assert len(told[True]["inbound"]) > 10
    for table, rows in told[True].items():
        assert rows == told[False][table], table

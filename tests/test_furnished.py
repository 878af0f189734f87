"""The tables of a run are made once, and each worker has its own."""

import os
from pathlib import Path

from sqlalchemy import text

from storage.tables import metadata
from tests.databases import open_database
from tests.furnished import folder_of_the_run, furnished_database, furnished_file_of


def test_what_one_worker_does_to_its_tables_another_does_not_see() -> None:
    folder = folder_of_the_run()
    with (
        furnished_database(folder, os.environ) as one,
        furnished_database(folder, os.environ) as other,
    ):
        mine, theirs = open_database(one), open_database(other)
        for database in (mine, theirs):
            with database.engine.begin() as connection:
                found = connection.execute(text("SELECT table_name FROM information_schema.tables"))
                assert set(metadata.tables) <= set(found.scalars())
        with mine.engine.begin() as connection:
            connection.execute(text("DROP TABLE attempt CASCADE"))
        with theirs.engine.begin() as connection:
            assert connection.scalar(text("SELECT count(*) FROM attempt")) == 0
        mine.close()
        theirs.close()


def test_the_file_is_made_once(tmp_path: Path) -> None:
    file = furnished_file_of(tmp_path)
    made = file.stat().st_mtime_ns

    assert furnished_file_of(tmp_path) == file
    assert file.stat().st_mtime_ns == made
    assert [path.name for path in tmp_path.glob("*.db*")] == [file.name]

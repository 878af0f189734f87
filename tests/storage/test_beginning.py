"""A database that somebody else holds is away for a while, and told to be so."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from storage.database import is_away
from tests.databases import open_database


def test_a_database_that_another_holds_is_away_until_they_let_it_go(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'huiyin.db'}")

    @event.listens_for(database.engine, "checkout")
    def wait_for_nobody(raw: Any, *_: object) -> None:  # noqa: ANN401 - a connection of sqlite3
        raw.execute("PRAGMA busy_timeout=0")

    def write() -> None:
        with database.transaction() as session:
            session.execute(text("CREATE TABLE IF NOT EXISTS line (words TEXT)"))

    write()
    other = sqlite3.connect(tmp_path / "huiyin.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="database is locked") as refused:
        write()
    assert is_away(refused.value)

    other.execute("ROLLBACK")
    write()
    other.close()
    database.close()

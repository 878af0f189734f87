"""How a transaction begins, and what it knows when a part of it is undone."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from flows.rules.policy_privacy import Keeping
from storage.database import is_away
from storage.forgetting import Forgetting
from storage.keeping import keep_day
from tests.databases import open_database
from tests.estate import Garden


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


def test_what_a_part_that_was_undone_has_written_is_written_again(garden: Garden) -> None:
    with garden.changing() as session:
        part = session.begin_nested()
        keep_day(session, garden.now, Keeping.RAW)
        part.rollback()
        keep_day(session, garden.now, Keeping.RAW)

    with garden.looking() as session:
        assert [one.kind for one in session.exec(select(Forgetting))] == [Keeping.RAW]

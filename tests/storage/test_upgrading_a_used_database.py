"""A database in use is upgraded with a way back: copied first, changed wholly or not at all."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

import storage.migrations
from storage.clock import move_offset, read_offset
from storage.database import Database
from storage.estates import Home, ensure_estate, estates, homes_written
from storage.keys import Keyring
from storage.migrate import BrokenReferences, Schema, configuration, schema_of, upgrade
from storage.revision import MigrationError

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
KEYS = Keyring((b"k" * 32,))
HEADING = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{newest}"
"""
ADDS_THE_FLOOR = """
def upgrade() -> None:
    with op.batch_alter_table("estate") as estate:  # which SQLite can only do by rebuilding it
        estate.add_column(sa.Column("floors", sa.Integer()))
        estate.alter_column("name", type_=sa.Text())
"""
BREAKS_HALFWAY = """
def upgrade() -> None:
    op.create_table("lift", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO stairs VALUES (1)")
"""
LOSES_THE_ESTATES = """
def upgrade() -> None:
    op.execute("DELETE FROM estate")
"""


@pytest.fixture
def database(empty_database_url: str, furnished_file: Path) -> Iterator[Database]:
    """A database at our newest revision, with an estate, a home in it, and a moved clock."""
    database = Database(empty_database_url, KEYS)
    if database.is_sqlite:  # to make its tables takes ten times as long as most stories here
        shutil.copy(furnished_file, str(database.url.database))
    upgrade(database, NOW)
    with database.transaction() as session:
        estate = ensure_estate(session, "回音花园", NOW)
        session.add(Home(estate_id=estate.id, building="8", unit="1", room="302", code="8-1-302"))
        move_offset(session, 60.0)
    yield database
    database.close()


@pytest.fixture
def used_file(sqlite_database: str) -> Iterator[Database]:
    database = Database(sqlite_database, KEYS)
    with database.transaction() as session:
        move_offset(session, 60.0)
    yield database
    database.close()


def newest() -> str:
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    assert head is not None
    return head


def with_next(folder: Path, body: str) -> str:
    """Our revisions and one more, as they will be one day."""
    ours = Path(storage.migrations.__file__).parent
    revisions = folder / "100%" / "migrations"
    shutil.copytree(ours, revisions, ignore=shutil.ignore_patterns("__pycache__"))
    heading = HEADING.format(newest=newest())
    (revisions / "versions" / "next.py").write_text(heading + body, encoding="utf-8")
    return str(revisions)


def spoil_table(file: Path, table: str) -> None:
    """Overwrite a table's first page, as a failing disk may."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    (page,) = connection.execute(query, (table,)).fetchone()
    connection.close()
    with file.open("r+b") as spoiled:
        spoiled.seek((page - 1) * size)
        spoiled.write(b"\xff" * size)


def test_an_upgrade_keeps_what_is_there(database: Database, tmp_path: Path) -> None:
    revisions = with_next(tmp_path, ADDS_THE_FLOOR)
    assert schema_of(database, revisions) is Schema.BEHIND

    done = upgrade(database, NOW, revisions)

    assert done is not None
    assert (done.before, done.after) == (newest(), "next")
    assert schema_of(database, revisions) is Schema.CURRENT
    assert "floors" in {column["name"] for column in inspect(database.engine).get_columns("estate")}
    with database.reading() as session:
        assert [estate.name for estate in estates(session)] == ["回音花园"]
        assert len(homes_written(session, "8-1-302")) == 1


def test_a_file_is_copied_whole_before_it_changes(used_file: Database, tmp_path: Path) -> None:
    done = upgrade(used_file, NOW, with_next(tmp_path, ADDS_THE_FLOOR))

    assert done is not None
    assert done.backup == tmp_path / "huiyin.db.before-20261124T013000Z"
    assert done.backup.stat().st_mode & 0o077 == 0
    copy = Database(f"sqlite:///{done.backup}", KEYS)
    assert schema_of(copy) is Schema.CURRENT
    with copy.reading() as session:
        assert read_offset(session) == 60.0
    copy.close()


def test_without_a_backup_there_is_no_upgrade(used_file: Database, tmp_path: Path) -> None:
    revisions = with_next(tmp_path, ADDS_THE_FLOOR)
    taken = tmp_path / "huiyin.db.before-20261124T013000Z"
    taken.write_text("the backup of a moment ago")

    with pytest.raises(MigrationError, match=r"no backup at .*File exists"):
        upgrade(used_file, NOW, revisions)

    assert schema_of(used_file, revisions) is Schema.BEHIND
    assert taken.read_text() == "the backup of a moment ago"


def test_a_backup_that_fails_leaves_no_half_a_file(used_file: Database, tmp_path: Path) -> None:
    revisions = with_next(tmp_path, ADDS_THE_FLOOR)
    spoil_table(tmp_path / "huiyin.db", "clock_offset")

    with pytest.raises(MigrationError, match=r"no backup at .*malformed"):
        upgrade(used_file, NOW, revisions)

    assert list(tmp_path.glob("*.before-*")) == []


def test_a_failing_upgrade_is_taken_back_as_a_whole(database: Database, tmp_path: Path) -> None:
    revisions = with_next(tmp_path, BREAKS_HALFWAY)

    with pytest.raises(MigrationError, match=r"taken back: .*stairs"):
        upgrade(database, NOW, revisions)

    assert schema_of(database, revisions) is Schema.BEHIND
    assert not inspect(database.engine).has_table("lift")


def test_an_upgrade_may_not_leave_homes_without_their_estate(
    database: Database, tmp_path: Path
) -> None:
    with pytest.raises(MigrationError, match=r"would refer to nothing|foreign key") as refused:
        upgrade(database, NOW, with_next(tmp_path, LOSES_THE_ESTATES))

    assert isinstance(refused.value, BrokenReferences) is database.is_sqlite
    with database.reading() as session:
        assert [estate.name for estate in estates(session)] == ["回音花园"]


def test_foreign_keys_hold_again_after_an_upgrade(database: Database, tmp_path: Path) -> None:
    upgrade(database, NOW, with_next(tmp_path, ADDS_THE_FLOOR))

    def orphan() -> None:
        with database.transaction() as session:
            session.add(Home(estate_id=404, building="1", room="101", code="1-101"))

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        orphan()

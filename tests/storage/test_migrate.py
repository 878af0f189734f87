"""The revisions lead to the very tables that the code declares, on both databases."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage.database import Database
from storage.keys import Keyring
from storage.migrate import Schema, configuration, schema_of, upgrade
from storage.migrations.rendering import comparison
from storage.revision import NEWEST, MigrationError, is_current
from storage.tables import metadata

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
KEYS = Keyring((b"k" * 32,))


@pytest.fixture
def database(empty_database_url: str) -> Iterator[Database]:
    """An empty database, once of each kind."""
    database = Database(empty_database_url, KEYS)
    yield database
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "estate" / "huiyin.db"


def on_sqlite(file: Path) -> Database:
    return Database(f"sqlite:///{file}", KEYS)


def furnish(database: Database, furnished_file: Path) -> None:
    """Bring an empty database to our newest revision; a file of SQLite is copied, not made."""
    if database.is_sqlite:
        shutil.copy(furnished_file, str(database.url.database))
    upgrade(database, NOW)


def set_back(database: Database) -> None:
    """Take all revisions back, as a developer may: what is left counts as a first upgrade."""
    with database.engine.connect() as connection:
        command.downgrade(configuration(connection=connection), "base")


def forge_revision(database: Database, revision: str) -> None:
    with database.transaction() as session:
        session.connection().execute(
            text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision}
        )


def differences(database: Database) -> list[object]:
    with database.reading() as session:
        options = comparison()
        del options["target_metadata"]
        context = MigrationContext.configure(session.connection(), opts=options)
        found: list[object] = compare_metadata(context, metadata)
    return found


def named(database: Database) -> dict[str, set[str | None]]:
    """The names of all constraints and indexes, by table."""
    inspector = inspect(database.engine)
    return {
        table: {
            each["name"]
            for each in [
                *inspector.get_unique_constraints(table),
                *inspector.get_foreign_keys(table),
                *inspector.get_indexes(table),
            ]
        }
        | {inspector.get_pk_constraint(table)["name"]}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


@pytest.mark.both_databases
def test_the_revisions_make_the_tables_that_the_code_declares(database_url: str) -> None:
    with closing(Database(database_url, KEYS)) as furnished:
        assert differences(furnished) == []


def test_every_key_constraint_and_index_has_the_same_name_on_both_databases(
    sqlite_database: str, postgres_database: str
) -> None:
    sqlite, postgres = Database(sqlite_database, KEYS), Database(postgres_database, KEYS)
    with closing(sqlite), closing(postgres):
        names, found = named(postgres), named(sqlite)

    assert found == names
    assert None not in set().union(*names.values())


def test_upgrade_downgrade_upgrade_ends_where_it_began(database: Database) -> None:
    upgrade(database, NOW)
    before = named(database)

    set_back(database)
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    upgrade(database, NOW)

    assert named(database) == before
    assert differences(database) == []


def test_an_empty_database_becomes_current_and_a_second_upgrade_finds_nothing_to_do(
    database: Database,
) -> None:
    assert schema_of(database) is Schema.EMPTY
    assert not is_current(database)

    done = upgrade(database, NOW)

    assert done is not None
    assert (done.before, done.backup) == (None, None)
    assert is_current(database)
    assert upgrade(database, NOW) is None


def test_a_service_knows_the_newest_revision_without_reading_them() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == NEWEST


def test_a_database_at_another_revision_is_not_current(database: Database) -> None:
    upgrade(database, NOW)
    assert is_current(database)

    forge_revision(database, "0001")

    assert not is_current(database)


def test_asking_about_a_missing_file_does_not_make_it(file: Path) -> None:
    with closing(on_sqlite(file)) as database:
        assert schema_of(database) is Schema.EMPTY
        assert not is_current(database)

    assert not file.exists()


def test_a_new_file_and_its_folder_are_made_for_its_owner_alone(file: Path) -> None:
    with closing(on_sqlite(file)) as database:
        upgrade(database, NOW)

    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")

    cannot = pytest.raises(MigrationError, match=r"taken/huiyin\.db cannot be made")
    with closing(on_sqlite(tmp_path / "taken" / "huiyin.db")) as database, cannot:
        upgrade(database, NOW)


def test_a_database_of_a_newer_version_is_left_alone(
    database: Database, furnished_file: Path
) -> None:
    furnish(database, furnished_file)
    forge_revision(database, "9999")

    assert schema_of(database) is Schema.NEWER
    with pytest.raises(MigrationError, match="a newer version of Huiyin"):
        upgrade(database, NOW)


def test_somebody_elses_database_is_left_alone(database: Database) -> None:
    with database.transaction() as session:
        session.connection().execute(text("CREATE TABLE pets (name TEXT)"))

    assert schema_of(database) is Schema.FOREIGN
    with pytest.raises(MigrationError, match="tables that are not Huiyin's"):
        upgrade(database, NOW)
    assert inspect(database.engine).get_table_names() == ["pets"]

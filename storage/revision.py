"""Whether a database has the tables that this version of Huiyin works with.

Told without Alembic, which takes a tenth of a second and 11 MB to load: `storage.migrate` has that.
"""

from pathlib import Path

from sqlalchemy import String, column, inspect, select, table

from storage.database import Database

NEWEST = "0037"
"""The last of `storage/migrations/versions`."""

BOOKKEEPING = "alembic_version"
"""Where Alembic notes the revision; left behind by a downgrade."""

_NOTED = select(column("version_num", String)).select_from(table(BOOKKEEPING))


class MigrationError(Exception):
    """The database could not be upgraded and is as it was before."""


class NotMigrated(MigrationError):
    """The database is not at this version's revision; `huiyin migrate` brings it there."""

    def __init__(self) -> None:
        super().__init__("the database is not up to date: run `huiyin migrate`")


def is_current(database: Database) -> bool:
    """Whether the database is at `NEWEST`; SQLAlchemy's OperationalError where it is out of reach.

    An SQLite file that does not exist is not made by being asked about.
    """
    if database.is_sqlite and not file_of(database).exists():
        return False
    with database.reading() as session:
        connection = session.connection()
        if not inspect(connection).has_table(BOOKKEEPING):
            return False
        return connection.execute(_NOTED).scalars().all() == [NEWEST]


def file_of(database: Database) -> Path:
    """Where an SQLite database lies."""
    return Path(database.url.database or "")

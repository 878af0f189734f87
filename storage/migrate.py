"""Bringing a database to the newest revision of the tables, after a backup where that is a file."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.database import Database
from storage.revision import BOOKKEEPING, MigrationError, file_of

OURS = "storage:migrations"
PRIVATE = 0o600  # what residents wrote lies in the file as they wrote it


class BrokenReferences(MigrationError):
    """A revision would leave rows that refer to nothing."""


class Schema(StrEnum):
    """How the tables of a database stand to this version of Huiyin."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    NEWER = "newer"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade did; `before` is None for a new database, `backup` where none was made."""

    before: str | None
    after: str
    backup: Path | None


def schema_of(database: Database, revisions: str = OURS) -> Schema:
    """How far a database is; one that cannot be reached raises SQLAlchemy's OperationalError.

    An SQLite file that does not exist is empty, and is not made by being asked about. `revisions`
    is where they lie, as Alembic writes it.
    """
    if database.is_sqlite and not file_of(database).exists():
        return Schema.EMPTY
    with database.reading() as session:
        revision, tables = _found(session.connection())
    if revision is None:
        return Schema.FOREIGN if tables else Schema.EMPTY
    script = ScriptDirectory.from_config(configuration(revisions))
    if revision == script.get_current_head():
        return Schema.CURRENT
    known = {known.revision for known in script.walk_revisions()}
    return Schema.BEHIND if revision in known else Schema.NEWER


def upgrade(database: Database, now: datetime, revisions: str = OURS) -> Upgrade | None:
    """Bring the database to the newest revision; None when it was there already.

    An SQLite file is first copied as a whole beside itself, under a name that carries `now`.
    Raises MigrationError, and then nothing has changed.
    """
    match schema_of(database, revisions):
        case Schema.CURRENT:
            return None
        case Schema.NEWER:
            raise MigrationError("a newer version of Huiyin wrote this database: install that one")
        case Schema.FOREIGN:
            raise MigrationError("this database holds tables that are not Huiyin's")
        case Schema.EMPTY:
            before, backup = None, None
            _prepare_file(database)
        case Schema.BEHIND:
            before = _revision(database)
            backup = _back_up(database, now) if database.is_sqlite else None
    _run_revisions(database, revisions)
    after = _revision(database)
    if after is None:
        raise MigrationError("the revisions ran, yet the database does not say which")
    return Upgrade(before, after, backup)


def configuration(revisions: str = OURS, connection: Connection | None = None) -> Config:
    """Alembic's configuration, made here: an installed console script has no alembic.ini."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", revisions.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run_revisions(database: Database, revisions: str) -> None:
    try:
        with database.engine.connect() as connection:
            if database.is_sqlite:
                _allow_rebuilding(connection)
            command.upgrade(configuration(revisions, connection), "head")
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        raise MigrationError(f"the upgrade failed and was taken back: {reason}") from error
    except (CommandError, SQLAlchemyError) as error:
        raise MigrationError(f"the upgrade failed and was taken back: {error}") from error


def _allow_rebuilding(connection: Connection) -> None:
    """Let SQLite rebuild tables that others refer to, on a connection that nobody uses again.

    It takes this only outside a transaction, so the driver is told, before one begins.
    """
    connection.detach()
    connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")


def _found(connection: Connection) -> tuple[str | None, set[str]]:
    revision = MigrationContext.configure(connection).get_current_revision()
    return revision, set(inspect(connection).get_table_names()) - {BOOKKEEPING}


def _revision(database: Database) -> str | None:
    with database.reading() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def _prepare_file(database: Database) -> None:
    if not database.is_sqlite:
        return
    file = file_of(database)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=PRIVATE)
    except OSError as error:
        raise MigrationError(f"{file} cannot be made: {error.strerror}") from error


def _back_up(database: Database, now: datetime) -> Path:
    """Copy the file as one transaction sees it; what others write meanwhile stays out of it."""
    file = file_of(database)
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = file.with_name(f"{file.name}.before-{stamp}")
    try:
        copy.touch(mode=PRIVATE, exist_ok=False)
    except OSError as error:
        raise MigrationError(f"no backup at {copy}: {error.strerror}") from error
    raw = database.engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(copy),))
    except sqlite3.Error as error:
        copy.unlink()
        raise MigrationError(f"no backup at {copy}: {error}") from error
    finally:
        raw.close()
    return copy

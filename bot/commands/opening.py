"""What most commands begin with: the settings of this place, and a database that can be used."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.clock import AdjustableClock, SystemClock
from bot.settings import Clock, Settings, load_settings
from storage.database import Database
from storage.keys import Keyring
from storage.migrate import Schema, schema_of

ENV_FILE = Path(".env")


class CannotRun(Exception):
    """A command cannot do its work; the sentence says why and what to do about it."""


def read_settings() -> Settings:
    """The settings of the environment and of `.env` beside it; raises SettingsError."""
    return load_settings(os.environ, ENV_FILE)


@contextmanager
def reachable_database(settings: Settings) -> Iterator[tuple[Database, Schema]]:
    """The database and how far it is; raises CannotRun where there is none."""
    database = Database(
        settings.database_url,
        Keyring(settings.master_keys),
        settings.timezone,
        settings.public_base_url,
    )
    try:
        yield database, _look(database)
    finally:
        database.close()


@contextmanager
def current_database(settings: Settings) -> Iterator[Database]:
    """The database, once it is what this version works with; raises CannotRun where it is not."""
    with reachable_database(settings) as (database, schema):
        match schema:
            case Schema.CURRENT:
                yield database
            case Schema.NEWER:
                raise CannotRun("a newer version of Huiyin wrote this database: install that one")
            case Schema.EMPTY | Schema.BEHIND | Schema.FOREIGN:
                raise CannotRun("the database is not up to date: run `huiyin migrate`")


def require_current_database(settings: Settings) -> None:
    """Raise CannotRun where `current_database` would."""
    with current_database(settings):
        return


def service_now(settings: Settings, database: Database) -> datetime:
    """The time that the service keeps, which in a rehearsal is ahead of the system's."""
    clock = AdjustableClock(database) if settings.clock is Clock.ADJUSTABLE else SystemClock()
    return clock.now()


def first_line(error: DBAPIError) -> str:
    """What the database said, without the statement and its values."""
    return str(error.orig).strip().partition("\n")[0]


def address_of(database: Database) -> str:
    """Where the database is, without the user, the password and what else an address may carry."""
    url = database.url
    if database.is_sqlite:
        return str(url.database)
    host = url.host or url.query.get("host", "localhost")
    return f"{url.database} at {host}" + (f":{url.port}" if url.port else "")


def _look(database: Database) -> Schema:
    try:
        return schema_of(database)
    except DBAPIError as error:
        message = f"the database {address_of(database)} cannot be used: {first_line(error)}"
        raise CannotRun(message) from error

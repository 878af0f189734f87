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
from storage.revision import is_current

ENV_FILE = Path(".env")


class CannotRun(Exception):
    """A command cannot do its work; the sentence says why and what to do about it."""


def read_settings() -> Settings:
    """The settings of the environment and of `.env` beside it; raises SettingsError."""
    return load_settings(os.environ, ENV_FILE)


@contextmanager
def reachable_database(settings: Settings) -> Iterator[tuple[Database, bool]]:
    """The database and whether it is current; raises CannotRun where there is none."""
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
    with reachable_database(settings) as (database, is_up_to_date):
        if not is_up_to_date:
            raise CannotRun(_what_is_wrong(database))
        yield database


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


def _what_is_wrong(database: Database) -> str:
    from storage.migrate import Schema, schema_of

    if schema_of(database) is Schema.NEWER:
        return "a newer version of Huiyin wrote this database: install that one"
    return "the database is not up to date: run `huiyin migrate`"


def _look(database: Database) -> bool:
    try:
        return is_current(database)
    except DBAPIError as error:
        message = f"the database {address_of(database)} cannot be used: {first_line(error)}"
        raise CannotRun(message) from error

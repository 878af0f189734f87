"""`huiyin migrate`: tables of this version, everything sealed with the newest key."""

from collections.abc import Iterator

from bot.clock import SystemClock
from bot.commands.opening import reachable_database
from bot.settings import Settings
from storage.migrate import upgrade
from storage.rotation import rotate_keys


def migrate(settings: Settings) -> Iterator[str]:
    """Do what is to be done and yield what was done, a sentence each; raises MigrationError."""
    with reachable_database(settings) as (database, _):
        done = upgrade(database, SystemClock().now())
        if done is None:
            yield "the database is up to date"
        else:
            if done.backup is not None:
                yield f"backup: {done.backup}"
            yield f"the database is now at revision {done.after}"
        if settings.previous_secret_keys:
            rows = rotate_keys(database)
            yield f"{rows} rows are sealed with the newest key: PREVIOUS_SECRET_KEYS may go"

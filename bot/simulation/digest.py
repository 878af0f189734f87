"""All rows of a simulation in one word: the same seed must give the same one."""

import hashlib
from datetime import datetime
from typing import Any

from storage.database import Database
from storage.keys import Keyring
from storage.tables import metadata


def digest(database: Database) -> str:
    """The digest of every row of every table; what is sealed is opened, for seals differ."""
    whole = hashlib.sha256()
    for name, rows in sorted(rows_of(database).items()):
        whole.update(name.encode())
        for row in rows:
            whole.update(repr(row).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def rows_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row as plain values, by its table, in the order of its key."""
    with database.reading() as session:
        return {
            name: [
                tuple(_plain(value, database.keys) for value in row)
                for row in session.execute(table.select().order_by(*table.primary_key))
            ]
            for name, table in metadata.tables.items()
        }


def _plain(value: object, keys: Keyring) -> object:
    match value:
        case bytes():
            return keys.open(value)
        case datetime():
            return value.isoformat()
        case _:
            return value

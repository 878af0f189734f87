"""All rows of a simulation in one word: the same seed must give the same one."""

import hashlib
from datetime import datetime
from typing import Any

from cryptography.fernet import InvalidToken

from storage.database import Database
from storage.keys import Keyring
from storage.tables import metadata

Rows = dict[str, list[tuple[Any, ...]]]


def digest(told: Rows) -> str:
    """The digest of every row of every table."""
    whole = hashlib.sha256()
    for name, rows in sorted(told.items()):
        whole.update(name.encode())
        for row in rows:
            whole.update(repr(row).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def rows_of(database: Database) -> Rows:
    """Every row as plain values, what is sealed opened, by its table, in the order of its key."""
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
            return _opened(value, keys).decode("utf-8", "backslashreplace")
        case datetime():
            return value.isoformat()
        case _:
            return value


def _opened(value: bytes, keys: Keyring) -> bytes:
    try:
        return keys.open_bytes(value)
    except InvalidToken:
        return value

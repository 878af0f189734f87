"""Giving up an old master key: every sealed column is sealed anew under the newest one.

Columns are found by their names: `*_sealed` is sealed text, and `*_index` beside a `*_sealed` of
the same name is its blind index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import Column, Table, bindparam, select, update
from sqlmodel import Session

from storage.database import Database
from storage.keys import Keyring, keyring
from storage.tables import metadata

ROWS_A_BATCH = 500
SEALED = "_sealed"
INDEX = "_index"
KEY = "key of the row"


class RotationError(Exception):
    """A row is sealed with a key that is neither the newest nor a previous one."""


@dataclass(frozen=True)
class Batch:
    """How many rows a batch held, and the key of its last one; a batch without rows is the end."""

    rows: int
    last: object


def rotate_keys(database: Database) -> int:
    """Seal all rows anew, batch by batch in transactions of their own; returns how many.

    Safe to break off and to repeat, and beside a service that knows both keys. Afterwards the
    previous keys open nothing that is left: an enrolment code sent before is worth nothing then.
    """
    rows = 0
    for table in sealed_tables():
        last: object = None
        while True:
            with database.transaction() as session:
                batch = rotate_batch(session, table, after=last)
            if batch.rows == 0:
                break
            rows += batch.rows
            last = batch.last
    return rows


def sealed_tables() -> list[Table]:
    """The tables that have a sealed column."""
    return [table for table in metadata.sorted_tables if list(sealed_columns(table))]


def sealed_columns(table: Table) -> Iterator[Column[Any]]:
    """The columns of a table that hold sealed text."""
    return (column for column in table.columns if column.name.endswith(SEALED))


def rotate_batch(session: Session, table: Table, *, after: object) -> Batch:
    """Seal the next rows of a table anew, in the order of its key, after that of `after`."""
    keys = keyring(session)
    key = _key(table)
    columns = (key, *sealed_columns(table))
    query = select(*columns).order_by(key).limit(ROWS_A_BATCH).with_for_update()
    if after is not None:
        query = query.where(key > after)
    rows = [dict(row) for row in session.execute(query).mappings()]
    if not rows:
        return Batch(0, after)
    values = [{KEY: row[key.name], **_sealed_anew(keys, table, row)} for row in rows]
    # Through the connection: it sends one statement with all values, where a session would not.
    statement = update(table).where(key == bindparam(KEY))
    session.connection().execute(statement, values)
    return Batch(len(rows), rows[-1][key.name])


def _key(table: Table) -> Column[Any]:
    (key,) = table.primary_key.columns
    return key


def _sealed_anew(keys: Keyring, table: Table, row: dict[str, Any]) -> dict[str, bytes | str | None]:
    anew: dict[str, bytes | str | None] = {}
    for column in sealed_columns(table):
        sealed = row[column.name]
        try:
            anew[column.name] = keys.reseal(sealed) if sealed else sealed
        except InvalidToken:
            place = f"{table.name} {row[_key(table).name]}"
            raise RotationError(f"{place} is sealed with a key that is not given") from None
        index = column.name.removesuffix(SEALED) + INDEX
        if index in table.columns:
            anew[index] = keys.index(keys.open(sealed)) if sealed else None
    return anew

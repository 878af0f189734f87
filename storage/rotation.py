"""Giving up an old master key: every sealed column is sealed anew under the newest one.

Columns are found by their names: `*_sealed` is sealed text, and `*_index` beside a `*_sealed` of
the same name is its blind index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import Column, Table, select, update
from sqlmodel import Session

from storage.database import Database
from storage.keys import Keyring, keyring
from storage.tables import metadata

ROWS_A_BATCH = 500
SEALED = "_sealed"
INDEX = "_index"


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
    return [table for table in metadata.sorted_tables if list(_sealed_columns(table))]


def rotate_batch(session: Session, table: Table, *, after: object) -> Batch:
    """Seal the next rows of a table anew, in the order of its key, after that of `after`."""
    keys = keyring(session)
    key = _key(table)
    columns = (key, *_sealed_columns(table))
    query = select(*columns).order_by(key).limit(ROWS_A_BATCH).with_for_update()
    if after is not None:
        query = query.where(key > after)
    rows = session.execute(query).mappings().all()
    for row in rows:
        try:
            values = dict(_sealed_anew(keys, table, dict(row)))
        except InvalidToken:
            message = f"{table.name} {row[key.name]} is sealed with a key that is not given"
            raise RotationError(message) from None
        if values:
            session.execute(update(table).where(key == row[key.name]).values(values))
    return Batch(len(rows), rows[-1][key.name] if rows else None)


def _sealed_columns(table: Table) -> Iterator[Column[Any]]:
    return (column for column in table.columns if column.name.endswith(SEALED))


def _key(table: Table) -> Column[Any]:
    (key,) = table.primary_key.columns
    return key


def _sealed_anew(
    keys: Keyring, table: Table, row: dict[str, Any]
) -> Iterator[tuple[str, bytes | str]]:
    for column in _sealed_columns(table):
        sealed = row[column.name]
        if not sealed:
            continue
        yield column.name, keys.reseal(sealed)
        index = column.name.removesuffix(SEALED) + INDEX
        if index in table.columns:
            yield index, keys.index(keys.open(sealed))

"""What was planted in a database, put back there as if nothing had ever happened."""

from collections.abc import Iterator
from functools import cache

import psycopg
from psycopg import sql
from sqlalchemy import CompoundSelect, literal, select, text, union_all
from sqlmodel import Session

from storage.tables import metadata

AUDIT = "audit_entry"
AUDIT_AWAY = sql.SQL(
    "IF EXISTS (SELECT FROM {0}) THEN ALTER TABLE {0} DISABLE TRIGGER USER;"
    " DELETE FROM {0}; ALTER TABLE {0} ENABLE TRIGGER USER; END IF;"
)
"""It only grows."""
Rows = dict[str, list[tuple[object, ...]]]


def rows_of(session: Session) -> Rows:
    """Every row of every table."""
    used = _used(session)
    return {
        name: [tuple(row) for row in session.execute(table.select().order_by(*table.primary_key))]
        if name in used
        else []
        for name, table in metadata.tables.items()
    }


def replant(session: Session, rows: Rows) -> None:
    """Take away whatever an earlier garden has left, and put these rows there."""
    used = _used(session)
    if AUDIT in used:  # it only grows
        metadata.tables[AUDIT].drop(session.connection())
        metadata.tables[AUDIT].create(session.connection())
    for table in reversed(metadata.sorted_tables):
        if table.name in used - {AUDIT}:
            session.execute(table.delete())
    for table in metadata.sorted_tables:
        if rows[table.name]:
            names = table.columns.keys()
            values = [dict(zip(names, row, strict=True)) for row in rows[table.name]]
            session.execute(table.insert(), values)


def keep_on_postgres(connection: psycopg.Connection) -> None:
    """Keep every row that is there on PostgreSQL, for `replant_on_postgres`."""
    connection.execute("CREATE SCHEMA planted")
    tables = [table.name for table in metadata.sorted_tables]
    for name in tables:
        table = sql.Identifier(name)
        connection.execute(sql.SQL("CREATE TABLE planted.{0} AS TABLE public.{0}").format(table))
    body = sql.SQL("\n").join(_statements(tables))
    again = "CREATE FUNCTION planted.again() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {} END $$"
    connection.execute(sql.SQL(again).format(body))


def replant_on_postgres(session: Session) -> None:
    """Take away whatever an earlier garden has left, and put back what was kept.

    Asked one by one which of them is used, sixty tables take 28 ms; a function, of which PostgreSQL
    keeps the plans, takes 6.
    """
    session.execute(text("SELECT planted.again()"))


def _statements(tables: list[str]) -> Iterator[sql.Composable]:
    for name in reversed(tables):
        away = AUDIT_AWAY if name == AUDIT else sql.SQL("DELETE FROM {};")
        yield away.format(sql.Identifier(name))
    for name in tables:
        yield sql.SQL("INSERT INTO {0} TABLE planted.{0};").format(sql.Identifier(name))


def _used(session: Session) -> frozenset[str]:
    """The names of the tables that are not empty."""
    return frozenset(session.execute(_names_of_used()).scalars())


@cache
def _names_of_used() -> CompoundSelect[tuple[str]]:
    # To put it together takes longer than to ask it.
    asked = (
        select(literal(name)).where(table.select().exists())
        for name, table in metadata.tables.items()
    )
    return union_all(*asked)

"""The tables by plain SQL, without any code of the house."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

_NAME = re.compile("[a-z_]+")


def rows(database_url: str, table: str, **where: str) -> list[dict[str, Any]]:
    """The rows of a table, in the order of their ids."""
    assert all(_NAME.fullmatch(name) for name in (table, *where))
    conditions = " AND ".join(f"{name} = :{name}" for name in where) or "1 = 1"
    return query(
        database_url,
        f"SELECT * FROM {table} WHERE {conditions} ORDER BY id",  # noqa: S608  # names, checked
        **where,
    )


def query(database_url: str, statement: str, **parameters: object) -> list[dict[str, Any]]:
    """What a statement finds."""
    with _engine(database_url).connect() as connection:
        return [dict(row) for row in connection.execute(text(statement), parameters).mappings()]


@lru_cache(maxsize=4)
def _engine(database_url: str) -> Engine:
    """Made once, since a new one asks PostgreSQL what it can; it keeps no connection open."""
    return create_engine(database_url, poolclass=NullPool)

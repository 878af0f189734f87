"""INSERT that may find its row there already: the same words in both databases."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Executable, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage.prepared import Prepared

Insert = postgresql.Insert | sqlite.Insert
STATEMENTS_KEPT = 100


def insert_into(session: Session, name: str) -> tuple[Insert, Table]:
    """An INSERT that knows ON CONFLICT in this session's dialect, and the table that it is for."""
    table = SQLModel.metadata.tables[name]
    return _insert(_dialect(session), table), table


def put_together_once(
    session: Session, name: str, complete: Callable[[Insert], Executable]
) -> Executable:
    """What `complete` makes of such an INSERT; what every message needs is made only once."""
    return _put_together(_dialect(session), name, complete)


def prepared_insert(name: str, complete: Callable[[Insert], Executable]) -> Prepared[Any]:
    """What `complete` makes of such an INSERT, by its words in each kind of database."""
    table = SQLModel.metadata.tables[name]
    return Prepared(lambda dialect: complete(_insert(dialect.name, table)))


def whole_row(insert: Insert, leaving_out: Collection[str]) -> Insert:
    """The INSERT with all columns but these, each to be given."""
    columns = [one for one in insert.table.c if one.name not in leaving_out]
    return insert.values({one.name: bindparam(one.name, type_=one.type) for one in columns})


@lru_cache(maxsize=STATEMENTS_KEPT)
def _put_together(dialect: str, name: str, complete: Callable[[Insert], Executable]) -> Executable:
    return complete(_insert(dialect, SQLModel.metadata.tables[name]))


def _insert(dialect: str, table: Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def _dialect(session: Session) -> str:
    return str(session.get_bind().dialect.name)

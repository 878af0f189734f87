"""INSERT that may find its row there already: the same words in both databases."""

from collections.abc import Callable
from functools import lru_cache

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

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


@lru_cache(maxsize=STATEMENTS_KEPT)
def _put_together(dialect: str, name: str, complete: Callable[[Insert], Executable]) -> Executable:
    return complete(_insert(dialect, SQLModel.metadata.tables[name]))


def _insert(dialect: str, table: Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def _dialect(session: Session) -> str:
    return str(session.get_bind().dialect.name)

"""INSERT that may find its row there already: the same words in both databases."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_into(session: Session, name: str) -> tuple[postgresql.Insert | sqlite.Insert, Table]:
    """An INSERT that knows ON CONFLICT in this session's dialect, and the table that it is for."""
    table = SQLModel.metadata.tables[name]
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table), table
    return sqlite.insert(table), table

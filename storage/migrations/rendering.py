"""How the tables are compared with a database, and how what differs is written as a revision."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from storage.columns import NAMING, UtcInstant, Word
from storage.tables import metadata


def comparison() -> dict[str, Any]:
    """What Alembic's `configure` is told wherever tables and database are looked at together."""
    metadata.naming_convention = NAMING
    return {
        "target_metadata": metadata,
        "compare_type": True,
        "render_as_batch": True,  # SQLite changes a column only by rebuilding its table
        "render_item": in_plain_types,
    }


def in_plain_types(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """The type that lies in the database: a revision must outlive the classes of today."""
    match item:
        case UtcInstant() if kind == "type":
            return "sa.DateTime(timezone=True)"
        case Word() if kind == "type":
            return f"sa.String({_length(item)})"
        case AutoString() if kind == "type":
            return "sa.String()" if item.length is None else f"sa.String({item.length})"
        case _:
            return False


def _length(word: Word) -> int | None:
    column = word.impl_instance
    return column.length if isinstance(column, sa.String) else None

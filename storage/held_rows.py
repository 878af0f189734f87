"""Rows of a table that a transaction holds for itself, many at once."""

from typing import Any, TypeVar

from sqlalchemy import bindparam, inspect
from sqlmodel import SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

Row = TypeVar("Row", bound=SQLModel)


def all_held(table: type[Row]) -> SelectOfScalar[Row]:
    """The rows with these `ids`, as they are now, held until the commit.

    One after the other in the order of their ids, so that no two transactions wait for each other.
    """
    key: Any = inspect(table).primary_key[0]
    return (
        select(table)
        .where(key.in_(bindparam("ids", expanding=True)))
        .order_by(key)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )

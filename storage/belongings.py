"""Which rows are a person's own: what hangs on them, their addresses, their cases and messages.

The walk follows the references of the tables, so that a table of tomorrow is found too. A row that
names somebody else besides is theirs, not this person's: so a household may share a phone.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Select, Table, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session

from storage.holding import beyond_cases
from storage.tables import metadata

PEOPLE = ("resident", "identity")
Belongings = dict[str, set[int]]
"""The ids of a person's own rows, by table."""


def belongings_of(
    session: Session, resident_id: int, *, except_cases: Select[tuple[int]] | None = None
) -> Belongings:
    """All rows of a person, without what is in the files of those cases."""
    own: Belongings = {"resident": {resident_id}}
    for table in metadata.sorted_tables:
        hangs_on = [_in(key, own[parent]) for key, parent in _references(table) if parent in own]
        if table.name == "resident" or not hangs_on:
            continue
        (row_id,) = table.primary_key.columns
        not_others = (
            or_(key.is_(None), _in(key, own.get(parent, set())))
            for key, parent in _references(table)
            if parent in PEOPLE
        )
        query = select(row_id).where(or_(*hangs_on), and_(True, *not_others))
        if table.name == "media":
            query = query.where(_brought_by_nobody_else(table, own))
        if except_cases is not None:
            query = query.where(*beyond_cases(table, except_cases))
        own[table.name] = set(session.execute(query).scalars())
    return {name: ids for name, ids in own.items() if ids}


def _references(table: Table) -> Iterator[tuple[Column[int], str]]:
    """The columns that refer to other tables, and to which."""
    for key in table.foreign_keys:
        parent = key.column.table.name
        if parent != table.name:
            yield key.parent, parent


def _brought_by_nobody_else(media: Table, own: Belongings) -> ColumnElement[bool]:
    """Who joined a case sent photos of their own home to it: these are theirs alone."""
    inbound = metadata.tables["inbound"]
    others = select(inbound.c.id).where(
        inbound.c.identity_id.is_not(None),
        inbound.c.identity_id.not_in(sorted(own.get("identity", set()))),
    )
    return or_(media.c.inbound_id.is_(None), media.c.inbound_id.not_in(others))


def _in(column: Column[int], ids: set[int]) -> ColumnElement[bool]:
    return column.in_(sorted(ids))

"""Rows that were read become the objects of a session, as if it had read them itself."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, inspect
from sqlalchemy.orm import Mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session


class Loader:
    """Makes objects of one table out of the values of all of its columns."""

    def __init__(self, table: type[Any]) -> None:
        self._mapper: Mapper[Any] = inspect(table)
        self._names = [each.key for each in self._mapper.column_attrs]
        self.columns: list[Column[Any]] = [self._mapper.columns[name] for name in self._names]
        self._key = [self.columns.index(one) for one in self._mapper.primary_key]

    def load(self, session: Session, values: Sequence[Any], *, anew: bool = False) -> Any:  # noqa: ANN401 - an object of the table
        """The object of a row; one that the session knows stays as it is, unless read `anew`.

        None where an outer join found no row.
        """
        ids = tuple([values[place] for place in self._key])
        if None in ids:
            return None
        known = session.identity_map.get(self._mapper.identity_key_from_primary_key(ids))
        if known is None:
            return self._new(session, values)
        missing = self._names if anew else inspect(known).unloaded
        if missing:
            for name, value in zip(self._names, values, strict=True):
                if name in missing:
                    set_committed_value(known, name, value)
        return known

    def _new(self, session: Session, values: Sequence[Any]) -> Any:  # noqa: ANN401 - as above
        row = self._mapper.class_manager.new_instance()
        vars(row).update(zip(self._names, values, strict=True))
        make_transient_to_detached(row)
        session.add(row)
        return row

"""What an import makes of the directory, row by row: watched while it is written.

Whoever only wants to see it rolls back afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import event, inspect
from sqlmodel import Session, SQLModel

from storage.estates import Estate, Home
from storage.keys import keyring
from storage.residents import Residence, Resident, name_of
from storage.staff import Staff, staff_name

Value = str | StrEnum | date | bool | None
SEALED = {"name_sealed": "name", "phone_sealed": "phone"}
FIELDS: dict[type[SQLModel], tuple[str, ...]] = {
    Estate: ("name",),
    Home: ("key_client",),
    Resident: ("name_sealed", "phone_sealed", "language"),
    Residence: ("role", "moved_in", "moved_out"),
    Staff: (
        "name_sealed",
        "role",
        "department",
        "phone_sealed",
        "estate_id",
        "reports_to",
        "active",
    ),
}
"""Which columns are told of, by table; what an import writes besides follows from these."""


@dataclass(frozen=True)
class Told:
    """One value of a row, before and after."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Change:
    """One row that is new or changed: of which table, whose it is, and what differs."""

    table: str
    subject: str
    is_new: bool
    told: tuple[Told, ...]


@dataclass
class _Seen:
    row: SQLModel
    is_new: bool
    before: dict[str, Any] = field(default_factory=dict)


class Watch:
    """Collects every row of the directory that a session writes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: dict[int, _Seen] = {}

    def note(self, session: Session, *_: object) -> None:
        """What the next flush will write."""
        for row in session.new:
            if type(row) in FIELDS:
                self._seen.setdefault(id(row), _Seen(row, is_new=True))
        for row in session.dirty:
            if type(row) in FIELDS and session.is_modified(row):
                seen = self._seen.setdefault(id(row), _Seen(row, is_new=False))
                for name in FIELDS[type(row)]:
                    was = inspect(row).attrs[name].history.deleted
                    if was:
                        seen.before.setdefault(name, was[0])

    def changes(self) -> list[Change]:
        """All that was written, in its order; ask before it is rolled back."""
        self._session.flush()
        found = [self._change(seen) for seen in self._seen.values()]
        return [one for one in found if one.is_new or one.told]

    def _change(self, seen: _Seen) -> Change:
        told = []
        for name in FIELDS[type(seen.row)]:
            after = self._opened(name, getattr(seen.row, name))
            before = None if seen.is_new else self._opened(name, seen.before.get(name))
            is_told = bool(after) if seen.is_new else name in seen.before and before != after
            if is_told:
                told.append(Told(SEALED.get(name, name.removesuffix("_id")), before, after))
        table = str(seen.row.__tablename__)
        return Change(table, self._subject(seen.row), seen.is_new, tuple(told))

    def _opened(self, name: str, value: Any) -> Value:  # noqa: ANN401 - any column's value
        if name in SEALED:
            return keyring(self._session).open(value)
        if name == "estate_id" and value is not None:
            return self._session.get_one(Estate, value).name
        known: Value = value
        return known

    def _subject(self, row: SQLModel) -> str:
        match row:
            case Estate():
                return row.name
            case Home():
                return row.code
            case Resident():
                return name_of(self._session, row)
            case Residence():
                home = self._session.get_one(Home, row.home_id)
                resident = self._session.get_one(Resident, row.resident_id)
                return f"{home.code} {name_of(self._session, resident)}"
            case Staff():
                return f"{row.userid} {staff_name(self._session, row)}"
            case _:
                raise TypeError(type(row))


@contextmanager
def watching(session: Session) -> Iterator[Watch]:
    """Note what is written meanwhile."""
    watch = Watch(session)
    event.listen(session, "before_flush", watch.note)
    try:
        yield watch
    finally:
        event.remove(session, "before_flush", watch.note)

"""Copies of ended cases: the rows that the verbs left, moved to another day and another home."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from flows.rules.vocabulary import NUMBER_PREFIX, CaseKind
from storage.tables import metadata

CASE = "report_case"
BELONGS = {
    "case_event": ("case_id", CASE),
    "conversation": ("case_id", CASE),
    "outgoing": ("case_id", CASE),
    "attempt": ("outgoing_id", "outgoing"),
    "task": ("case_id", CASE),
    "task_record": ("task_id", "task"),
    "deadline": ("case_id", CASE),
}
"""What goes with a case, and by which column; each after what it belongs to."""
NAMED_IN_KEYS = {
    "case": CASE,
    "deadline": "deadline",
    "event": "case_event",
    "done": "case_event",
    "task": "task",
}
NUMBERED = re.compile(rf"\b({'|'.join(NAMED_IN_KEYS)}) (\d+)")

Row = dict[str, Any]


@dataclass(frozen=True)
class Household:
    """A home, and the one who writes from it."""

    home_id: int
    code: str
    resident_id: int
    identity_id: int


@dataclass(frozen=True)
class Original:
    """Everything that one case left behind, table by table."""

    case: Row
    rows: Mapping[str, list[Row]]
    place: str

    @property
    def begins(self) -> datetime:
        """When it was reported."""
        return self.case["opened_at"]  # type: ignore[no-any-return]

    @property
    def span(self) -> timedelta:
        """How long it took until the last of its rows was written."""
        moments = (
            value
            for rows in self.rows.values()
            for row in rows
            for value in row.values()
            if isinstance(value, datetime)
        )
        return max(moments) - self.begins


def original(session: Session, case_id: int) -> Original:
    """The rows of a case."""
    rows: dict[str, list[Row]] = {CASE: _rows(session, CASE, "id", [case_id])}
    for name, (column, owner) in BELONGS.items():
        rows[name] = _rows(session, name, column, [one["id"] for one in rows[owner]])
    (case,) = rows[CASE]
    return Original(case, rows, case["place"])


class Copies:
    """Copies in the making: their ids go on after those that there are."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: dict[str, list[Row]] = defaultdict(list)
        self._next_id = {name: _last_id(session, name) + 1 for name in (CASE, *BELONGS)}
        counters = metadata.tables["number_counter"]
        self._numbers: dict[str, int] = {
            row.day_prefix: row.last for row in session.execute(select(counters))
        }

    def add(self, one: Original, later: timedelta, home: Household, text: str) -> None:
        """Copy a case so much later, as if this home had reported it in these words."""
        ids: dict[str, dict[int, int]] = {}
        number = self._number(CaseKind(one.case["kind"]), one.begins + later)
        words = {one.case["number"]: number, one.place: home.code, one.case["text"]: text}
        for name, rows in one.rows.items():
            ids[name] = {row["id"]: self._id(name) for row in rows}
            for row in rows:
                self._made[name].append(_copied(name, row, later, home, ids, words))

    def write(self) -> None:
        """Insert all that was copied, and let the counters go on after it."""
        for name in (CASE, *BELONGS):
            _insert(self._session, name, self._made[name])
        counters = metadata.tables["number_counter"]
        self._session.execute(counters.delete())
        kept = [{"day_prefix": day, "last": last} for day, last in self._numbers.items()]
        _insert(self._session, "number_counter", kept)
        go_on_after(self._session, (CASE, *BELONGS))

    def _id(self, name: str) -> int:
        self._next_id[name] += 1
        return self._next_id[name] - 1

    def _number(self, kind: CaseKind, opened: datetime) -> str:
        day = f"{NUMBER_PREFIX[kind]}-{opened:%Y%m%d}"
        self._numbers[day] = self._numbers.get(day, 0) + 1
        return f"{day}-{self._numbers[day]:04d}"


def go_on_after(session: Session, names: Iterable[str]) -> None:
    """On PostgreSQL, let ids that are given by themselves follow those that were given by hand."""
    if session.connection().dialect.name != "postgresql":
        return
    for name in names:
        sequence = func.pg_get_serial_sequence(name, "id")
        session.execute(select(func.setval(sequence, max(1, _last_id(session, name)))))


def _copied(
    name: str,
    row: Row,
    later: timedelta,
    home: Household,
    ids: Mapping[str, Mapping[int, int]],
    words: Mapping[str, str],
) -> Row:
    own = {"home": home.home_id, "resident": home.resident_id, "identity": home.identity_id}
    table = metadata.tables[name]
    copy = {column: _told_anew(value, later, words) for column, value in row.items()}
    copy["id"] = ids[name][row["id"]]
    for column in table.columns:
        for foreign in column.foreign_keys:
            there = foreign.column.table.name
            if row[column.name] is None:
                continue
            if there in ids:
                copy[column.name] = ids[there][row[column.name]]
            elif there in own:
                copy[column.name] = own[there]
    if "unique_key" in copy:
        copy["unique_key"] = NUMBERED.sub(lambda found: _renumbered(found, ids), row["unique_key"])
    return copy


def _told_anew(value: Any, later: timedelta, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, datetime):
        return value + later
    if isinstance(value, str):
        for old, new in words.items():
            value = value.replace(old, new)
    return value


def _renumbered(found: re.Match[str], ids: Mapping[str, Mapping[int, int]]) -> str:
    known = ids.get(NAMED_IN_KEYS[found[1]], {})
    return f"{found[1]} {known.get(int(found[2]), found[2])}"


def _rows(session: Session, name: str, column: str, wanted: list[int]) -> list[Row]:
    table = metadata.tables[name]
    query = table.select().where(table.c[column].in_(wanted)).order_by(table.c.id)
    return [dict(row) for row in session.execute(query).mappings()]


def _last_id(session: Session, name: str) -> int:
    return session.execute(select(func.max(metadata.tables[name].c.id))).scalar() or 0


def _insert(session: Session, name: str, rows: list[Row]) -> None:
    if rows:
        session.execute(metadata.tables[name].insert(), rows)

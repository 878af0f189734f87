"""What of a statement stays the same each time that it is handed to the driver."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Dialect, Executable, Insert, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

from storage.loading import Loader

LENGTHS_KEPT = 100
"""A list of another length needs other words; of more lengths than these none is usual."""

Given = dict[str, Any]
Values = Given | list[Any]
Convert = Callable[[Any], Any] | None
"""What a value goes through on its way to or from the driver; None: it passes as it is."""


@dataclass(frozen=True)
class _Words:
    """A statement for lists of certain lengths."""

    text: str
    fixed: Given
    """What the statement itself compares with, as the driver takes it."""
    single: list[tuple[str, Convert]]
    lists: list[tuple[str, list[str], Convert]]
    order: Sequence[str] | None
    """What stands for each question mark; None where the driver takes values by their names."""

    def values(self, given: Given) -> Values:
        values = self.fixed.copy()
        for name, convert in self.single:
            value = given[name]
            values[name] = value if convert is None else convert(value)
        for name, parts, convert in self.lists:
            for part, value in zip(parts, given[name], strict=True):
                values[part] = value if convert is None else convert(value)
        return values if self.order is None else [values[name] for name in self.order]


class Asking:
    """A statement in the `words` of one kind of database, and what it is to be told."""

    def __init__(self, compiled: SQLCompiler, dialect: Dialect) -> None:
        self._compiled = compiled
        self.words = compiled.string
        self._converts = {
            name: parameter.type.dialect_impl(dialect).bind_processor(dialect)
            for parameter, name in compiled.bind_names.items()
        }
        wanted = [one for one in compiled.bind_names if one.required]
        self._names = {one.key for one in wanted}
        self._lists = [one.key for one in wanted if one.expanding]
        self._words: dict[tuple[int, ...], _Words] = {}

    def with_values(self, given: Given) -> tuple[str, Values]:
        """The words, and the values as the driver takes them. Raises TypeError for other names."""
        if given.keys() != self._names:
            message = f"to be given are {sorted(self._names)}, and not {sorted(given)}"
            raise TypeError(message)
        lengths = tuple([len(given[name]) for name in self._lists])
        words = self._words.get(lengths)
        if words is None:
            if len(self._words) >= LENGTHS_KEPT:
                self._words.clear()
            words = self._words[lengths] = self._for_lengths_of(given)
        return words.text, words.values(given)

    def _for_lengths_of(self, given: Given) -> _Words:
        state = self._compiled.construct_expanded_state(given)
        parts = {name: state.parameter_expansion.get(name, [name]) for name in self._converts}
        fixed = {
            part: state.parameters[part] if convert is None else convert(state.parameters[part])
            for name, convert in self._converts.items()
            if name not in self._names
            for part in parts[name]
        }
        told = [(name, convert) for name, convert in self._converts.items() if name in self._names]
        return _Words(
            state.statement,
            fixed,
            [(name, convert) for name, convert in told if name not in self._lists],
            [(name, parts[name], convert) for name, convert in told if name in self._lists],
            state.positiontup,
        )


class Answering:
    """What becomes of the rows that a statement finds: objects, and values of columns.

    `statement` is what it was made of, with the columns in the order in which they are taken.
    """

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        self.statement = statement
        self._anew = bool(statement.get_execution_options().get("populate_existing"))
        self._takes: list[tuple[int, Loader | None]] = []
        columns: list[ColumnElement[Any]] = []
        for one in _asked_for(statement):
            loader = Loader(one) if isinstance(one, type) else None
            self._takes.append((len(columns), loader))
            columns += [one] if loader is None else loader.columns
        if isinstance(statement, Select):
            self.statement = statement.with_only_columns(*columns, maintain_column_froms=True)
        elif isinstance(statement, Insert) and not columns:
            self.statement = statement.inline()  # else it gives ids back that nobody asked for
        self._are_values = all(loader is None for _, loader in self._takes)
        self._impls = [one.type.dialect_impl(dialect) for one in columns]
        self._dialect = dialect
        self.has_rows = bool(columns)
        self.has_learned = False
        self._converts: list[tuple[int, Callable[[Any], Any]]] = []

    def learn(self, description: Sequence[Sequence[Any]]) -> None:
        """What the driver says of the columns; it says the same each time."""
        processors = [
            impl.result_processor(self._dialect, told[1])
            for impl, told in zip(self._impls, description, strict=True)
        ]
        self._converts = [(at, one) for at, one in enumerate(processors) if one is not None]
        self.has_learned = True

    def rows(self, session: Session, found: Sequence[Sequence[Any]]) -> list[Any]:
        """What the driver found, as it was asked for."""
        rows = []
        for row in found:
            values = list(row)
            for place, convert in self._converts:
                values[place] = convert(values[place])
            taken = values if self._are_values else self._with_objects(session, values)
            rows.append(taken[0] if len(self._takes) == 1 else tuple(taken))
        return rows

    def _with_objects(self, session: Session, values: list[Any]) -> list[Any]:
        return [
            values[place]
            if loader is None
            else loader.load(session, values[place : place + len(loader.columns)], anew=self._anew)
            for place, loader in self._takes
        ]


def _asked_for(statement: Executable) -> list[Any]:
    """The tables and columns whose values come back, in order."""
    if isinstance(statement, UpdateBase):
        return [one["expr"] for one in statement.returning_column_descriptions]
    if isinstance(statement, Select):
        return [one["expr"] for one in statement.column_descriptions]
    return list(statement.selected_columns) if isinstance(statement, CompoundSelect) else []

"""Column types that every table shares: instants in UTC, words of the house, JSON."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    TypeDecorator,
)
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints need names: SQLite's can only be changed by name."""
SQLModel.metadata.naming_convention = NAMING


class UtcInstant(TypeDecorator[datetime]):
    """An instant: aware datetimes only, kept in UTC and given back aware.

    SQLite drops an offset without converting; a naive value there would be hours wrong, so it is
    refused with a TypeError.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"an instant needs a time zone: {value!r}"
            raise TypeError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A word of the house: stored as its text, given back as the member of its enum."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


def identifier() -> Any:  # noqa: ANN401 - SQLModel's Field is typed as Any
    """The primary key that the database gives."""
    return Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))


def instant(*, nullable: bool = False, index: bool = False) -> Any:  # noqa: ANN401
    """A moment, in UTC."""
    column = Column(UtcInstant, nullable=nullable, index=index)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)


def word(words: type[StrEnum], *, nullable: bool = False, index: bool = False) -> Any:  # noqa: ANN401
    """One of the words of an enum."""
    column: Column[Any] = Column(Word(words), nullable=nullable, index=index)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)


def sealed() -> Any:  # noqa: ANN401
    """A text that only the keyring opens, or nothing."""
    return Field(default=None, sa_column=Column(LargeBinary, nullable=True))


def document(default: type[dict[str, Any]] | type[list[Any]]) -> Any:  # noqa: ANN401
    """A JSON document; SQLAlchemy sees an assignment, not a change inside."""
    # Each row gets a copy. A factory would be looked at anew for each, which takes longer.
    return Field(default=default(), sa_column=Column(JSON, nullable=False))


def optional_document() -> Any:  # noqa: ANN401
    """A JSON document or nothing."""
    return Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))


def reference(target: str, *, nullable: bool = False, index: bool = True) -> Any:  # noqa: ANN401
    """A foreign key to `table.column`."""
    column: Column[int] = Column(Integer, ForeignKey(target), nullable=nullable, index=index)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)

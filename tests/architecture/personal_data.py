"""Which columns of the tables can tell of a person, and what the register says of them (R66)."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Boolean, Column, DateTime, Float, Integer, MetaData, Numeric

from flows.rules.personal_data import Place, Register
from storage.columns import UtcInstant, Word

WORDLESS = (Integer, Float, Boolean, Numeric, DateTime, UtcInstant, Word)
"""Types that hold no words: what people type, their numbers and dates of theirs are others."""


def can_tell_of_a_person(column: Column[object]) -> bool:
    """Whether a column could hold personal data: by its type alone, so that nobody can forget."""
    return not column.foreign_keys and not isinstance(column.type, WORDLESS)


def breaches(metadata: MetaData, register: Register) -> Iterator[str]:
    """What is wrong between the tables and the register, a sentence each."""
    columns = {(t.name, c.name): c for t in metadata.sorted_tables for c in t.columns}
    telling = {place for place, column in columns.items() if can_tell_of_a_person(column)}
    advice = "say in flows/rules/personal_data.toml what it is for, or that it is impersonal"
    yield from _each(telling - register.personal - register.impersonal, f"has no purpose: {advice}")
    known = register.personal | register.impersonal
    yield from _each(known - columns.keys(), "is in personal_data.toml, but in no table")
    yield from _each(register.personal & register.impersonal, "is personal and impersonal at once")
    named = [place for entry in register.entries for place in entry.places]
    yield from _each({one for one in named if named.count(one) > 1}, "has two purposes")
    sealed = {place for place in columns if place[1].endswith("_sealed")}
    secrets = {("provider_token", "token_sealed")}
    yield from _each((sealed - secrets) & register.impersonal, "is sealed, so it is personal")


def _each(places: Iterable[Place], what: str) -> Iterator[str]:
    for table, column in sorted(places):
        yield f"{table}.{column} {what}"

"""All that is known of a person, opened, for themselves (P5): a machine can read it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, select
from sqlmodel import Session

from flows.rules.personal_data import register
from storage.belongings import belongings_of
from storage.columns import UtcInstant, Word
from storage.keys import Keyring, keyring
from storage.tables import metadata

SEALED = "_sealed"
NOT_SHOWN = frozenset({"phone_index", "address_index", "digest", "provider_key", "sha256"})
"""What only finds rows, or proves something to the house."""

Known = dict[str, Any]


def export_resident(session: Session, resident_id: int) -> Known:
    """Their rows by table, and why each kind is kept. Pushes to staff are not among them."""
    own = belongings_of(session, resident_id)
    personal = register().personal
    rows: dict[str, list[Known]] = {}
    for name, ids in own.items():
        table = metadata.tables[name]
        columns = [one for one in table.columns if _is_told(one, personal)]
        (row_id,) = table.primary_key.columns
        query = select(*columns).where(row_id.in_(sorted(ids))).order_by(row_id)
        if "staff_id" in table.columns:
            query = query.where(table.c.staff_id.is_(None))
        told = [_opened(keyring(session), dict(row)) for row in session.execute(query).mappings()]
        if told:
            rows[name] = told
    return {"resident": resident_id, "rows": rows, "purposes": _purposes(set(rows))}


def files_of(session: Session, resident_id: int) -> list[str]:
    """The names in MEDIA_DIR of the evidence that is theirs."""
    ids = belongings_of(session, resident_id).get("media", set())
    media = metadata.tables["media"]
    query = select(media.c.sha256).where(media.c.id.in_(sorted(ids)), media.c.sha256.is_not(None))
    return sorted(set(session.execute(query).scalars()))


def _is_told(column: Column[Any], personal: frozenset[tuple[str, str]]) -> bool:
    if column.name in NOT_SHOWN:
        return False
    is_fact = isinstance(column.type, UtcInstant | Word) or column.name in {"number", "purpose"}
    return (column.table.name, column.name) in personal or is_fact or column.name == "granted"


def _opened(keys: Keyring, row: Known) -> Known:
    return {name.removesuffix(SEALED): _plain(keys, value) for name, value in row.items()}


def _plain(keys: Keyring, value: object) -> object:
    match value:
        case bytes():
            return keys.open(value)
        case datetime() | date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return value


def _purposes(tables: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "table": one.table,
            "columns": list(one.columns),
            "purpose": one.purpose,
            "basis": one.basis.value,
            "kept": one.kept,
        }
        for one in register().entries
        if one.table in tables
    ]

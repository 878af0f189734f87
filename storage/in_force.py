"""What is in force in each estate: every message asks, and one statement answers."""

from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, SQLModel, select

from storage.estates import Estate, note_estates, version_in_force
from storage.knowledge import note_knowledge, version_that_holds
from storage.prepared import prepared

_ID = SQLModel.metadata.tables["estate"].c.id
_IN_FORCE = prepared(
    select(
        Estate,
        version_in_force(_ID, bindparam("now")).scalar_subquery(),
        version_that_holds(_ID).scalar_subquery(),
    ).order_by(Estate.name)
)


def look_what_is_in_force(session: Session, now: datetime) -> None:
    """Read for the rest of a transaction which estates there are, and which versions hold there."""
    found = _IN_FORCE.all(session, now=now)
    note_estates(session, [(estate, policy) for estate, policy, _ in found], now)
    note_knowledge(session, {estate.id: knowledge for estate, _, knowledge in found})

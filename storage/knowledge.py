"""What an estate answers enquiries from: versions of its knowledge file, as of its policy."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlmodel import Session, SQLModel

from flows.rules.knowledge import Knowledge, parse_knowledge
from storage.columns import identifier, instant, reference
from storage.lasting import note_for_ever, recall
from storage.prepared import prepared

FILES_KEPT = 100
VERSIONS = "knowledge versions that hold"
EMPTY = Knowledge(())


class KnowledgeVersion(SQLModel, table=True):
    """One version of an estate's knowledge file, as it was brought in; the newest holds."""

    __tablename__ = "knowledge_version"

    id: int = identifier()
    estate_id: int = reference("estate.id")
    content: str
    by: str
    why: str
    created_at: datetime = instant()


def set_knowledge(
    session: Session, estate_id: int, content: str, *, by: str, why: str, now: datetime
) -> None:
    """Add a version, checked before."""
    version = KnowledgeVersion(estate_id=estate_id, content=content, by=by, why=why, created_at=now)
    session.add(version)
    session.flush()
    session.info.pop(VERSIONS, None)


_VERSION = SQLModel.metadata.tables["knowledge_version"]


def version_that_holds(estate_id: ColumnElement[int]) -> Select[tuple[int]]:
    """Asks for the id of an estate's newest version, by itself or within a statement."""
    of_estate = select(_VERSION.c.id).where(_VERSION.c.estate_id == estate_id)
    return of_estate.order_by(_VERSION.c.id.desc()).limit(1)


_THAT_HOLDS = prepared(version_that_holds(bindparam("estate_id")))
_OF_VERSION = prepared(select(_VERSION.c.content).where(_VERSION.c.id == bindparam("version")))


def note_knowledge(session: Session, versions: Mapping[int, int | None]) -> None:
    """Which version holds in each estate was read; None where there never was one."""
    session.info[VERSIONS] = dict(versions)


def knowledge_text(session: Session, estate_id: int) -> str | None:
    """The file that holds, as it was brought in; None where there never was one."""
    known: dict[int, int | None] = session.info.setdefault(VERSIONS, {})
    if estate_id not in known:
        known[estate_id] = _THAT_HOLDS.one_or_none(session, estate_id=estate_id)
    version = known[estate_id]
    if version is None:
        return None
    content: str | None = recall(session, (KnowledgeVersion, version))
    if content is None:
        content = _OF_VERSION.one(session, version=version)
        note_for_ever(session, (KnowledgeVersion, version), content)
    return content


def knowledge_of(session: Session, estate_id: int) -> Knowledge:
    """What the estate can answer by itself; nothing where there is no file."""
    content = knowledge_text(session, estate_id)
    return EMPTY if content is None else _read(content)


@lru_cache(maxsize=FILES_KEPT)
def _read(content: str) -> Knowledge:
    return parse_knowledge(content)

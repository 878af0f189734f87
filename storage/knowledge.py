"""What an estate answers enquiries from: versions of its knowledge file, as of its policy."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from flows.rules.knowledge import Knowledge, parse_knowledge
from storage.columns import identifier, instant, reference
from storage.prepared import prepared

FILES_KEPT = 100
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


_VERSION = SQLModel.metadata.tables["knowledge_version"]
_THAT_HOLDS = prepared(
    select(_VERSION.c.content)
    .where(_VERSION.c.estate_id == bindparam("estate_id"))
    .order_by(_VERSION.c.id.desc())
    .limit(1)
)


def knowledge_text(session: Session, estate_id: int) -> str | None:
    """The file that holds, as it was brought in; None where there never was one."""
    return _THAT_HOLDS.one_or_none(session, estate_id=estate_id)


def knowledge_of(session: Session, estate_id: int) -> Knowledge:
    """What the estate can answer by itself; nothing where there is no file."""
    content = knowledge_text(session, estate_id)
    return EMPTY if content is None else _read(content)


@lru_cache(maxsize=FILES_KEPT)
def _read(content: str) -> Knowledge:
    return parse_knowledge(content)

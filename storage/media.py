"""Evidence that still lies at a provider: taken for fetching, kept, put off, or given up (R30)."""

from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from storage.cases import Media

WANTED = "wanted"
STORED = "stored"
FAILED = "failed"
EXPIRED = "expired"
"""Kept long enough: its file is to go."""

ERASED = "erased"


def take_wanted(session: Session, now: datetime, until: datetime, limit: int) -> list[Media]:
    """Take over media to be fetched now; nobody else takes them before `until`."""
    query = (
        select(Media)
        .where(Media.state == WANTED, or_(col(Media.next_at).is_(None), col(Media.next_at) <= now))
        .order_by(col(Media.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = list(session.exec(query))
    for media in taken:
        media.next_at = until
        media.attempts += 1
        session.add(media)
    return taken


def keep(
    session: Session, media_id: int, *, sha256: str, size: int, content_type: str, now: datetime
) -> None:
    """The file lies in MEDIA_DIR under its hash."""
    media = session.get_one(Media, media_id)
    media.state = STORED
    media.sha256, media.size, media.content_type = sha256, size, content_type
    media.stored_at = now
    media.next_at = media.failure = None
    session.add(media)


def put_off(session: Session, media_id: int, next_at: datetime, failure: str) -> None:
    """It could not be had this time."""
    media = session.get_one(Media, media_id)
    media.next_at = next_at
    media.failure = failure
    session.add(media)


def give_up(session: Session, media_id: int, failure: str) -> None:
    """It can never be had; the case shows that something is missing."""
    media = session.get_one(Media, media_id)
    media.state = FAILED
    media.next_at = None
    media.failure = failure
    session.add(media)


def expired(session: Session, limit: int, but: frozenset[int] = frozenset()) -> list[Media]:
    """Media whose files are to go, without those that could not be removed just now."""
    query = select(Media).where(Media.state == EXPIRED, col(Media.id).not_in(but))
    return list(session.exec(query.order_by(col(Media.id)).limit(limit)))


def is_kept_for_others(session: Session, sha256: str) -> bool:
    """Whether other evidence is the same file."""
    query = select(Media.id).where(Media.sha256 == sha256, Media.state == STORED)
    return session.exec(query).first() is not None


def mark_erased(session: Session, media_id: int) -> None:
    """Its file is gone."""
    media = session.get_one(Media, media_id)
    media.state, media.sha256, media.next_at = ERASED, None, None
    session.add(media)


def next_fetch(session: Session, after: datetime) -> datetime | None:
    """When the next media are to be fetched, past `after`."""
    query = select(func.min(Media.next_at)).where(Media.state == WANTED, col(Media.next_at) > after)
    return session.exec(query).one()

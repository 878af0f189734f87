"""Which cases an address may see: what was told from it, and, once proven, those of its homes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, bindparam
from sqlmodel import Session, col, or_, select

from storage.cases import Case
from storage.database import zone_of
from storage.followers import Follower
from storage.prepared import Prepared, prepared
from storage.residents import Identity, residences_of

QUESTIONS_KEPT = 100


def visible_to(session: Session, identity: Identity, today: date, limit: int) -> list[Case]:
    """The newest cases that an address may see.

    Those its resident reported from it or joined; and, once proven, those of the homes its resident
    lives in, from the day they moved in.
    """
    seen = _seen_by(session, identity, today)
    return _newest_visible(seen).all(session, **seen.by, most=limit)


def may_see(session: Session, identity: Identity, case: Case, today: date) -> bool:
    """Whether an address may see this case, however many newer ones it may see."""
    seen = _seen_by(session, identity, today)
    query = select(Case.id).where(Case.id == case.id, _visible(seen))
    return session.exec(query, params=seen.by).first() is not None


@dataclass(frozen=True)
class _Seen:
    """What tells which cases an address may see: the kind of question, and its values (`by`).

    `homes`: of how many homes, and for each whether only from the day they moved in.
    """

    is_proven: bool
    homes: tuple[bool, ...]
    by: dict[str, object] = field(compare=False)


def _seen_by(session: Session, identity: Identity, today: date) -> _Seen:
    by: dict[str, object] = {"identity": identity.id, "resident": identity.resident_id}
    if identity.proven_at is None:
        return _Seen(is_proven=False, homes=(), by=by)
    ties = residences_of(session, identity.resident_id, today)
    for number, tie in enumerate(ties):
        by[f"home{number}"] = tie.home_id
        if tie.moved_in is not None:
            by[f"since{number}"] = datetime.combine(tie.moved_in, time(), zone_of(session))
    return _Seen(is_proven=True, homes=tuple(tie.moved_in is not None for tie in ties), by=by)


@lru_cache(maxsize=QUESTIONS_KEPT)
def _newest_visible(seen: _Seen) -> Prepared[Case]:
    query = select(Case).where(_visible(seen)).order_by(col(Case.id).desc())
    return prepared(query.limit(bindparam("most")))


def _visible(seen: _Seen) -> ColumnElement[bool]:
    # An address that went to somebody else shows nothing of who had it before.
    reported = and_(
        col(Case.identity_id) == bindparam("identity"),
        col(Case.reporter_id) == bindparam("resident"),
    )
    told_here = col(Follower.identity_id) == bindparam("identity")
    if seen.is_proven:
        told_here = or_(told_here, col(Follower.identity_id).is_(None))
    joined = select(Follower.case_id).where(
        told_here, col(Follower.resident_id) == bindparam("resident")
    )
    of_homes = (_of_home(number, from_a_day=one) for number, one in enumerate(seen.homes))
    return or_(reported, col(Case.id).in_(joined), *of_homes)


def _of_home(number: int, *, from_a_day: bool) -> ColumnElement[bool]:
    """The cases of a home since somebody moved in: earlier ones are of those who lived there."""
    of_home = col(Case.home_id) == bindparam(f"home{number}")
    if not from_a_day:
        return of_home
    return and_(of_home, col(Case.opened_at) >= bindparam(f"since{number}"))

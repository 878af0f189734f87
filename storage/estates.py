"""Estates, their homes, and the policy in force in each."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, UniqueConstraint, bindparam, cast, sql
from sqlmodel import Field, Session, SQLModel, col, select

from flows.rules.policy import Policy
from flows.rules.policy_privacy import Keeping, days_of
from flows.rules.policy_text import packaged, policy_from_values, policy_values
from storage.columns import document, identifier, instant, reference
from storage.forgetting import look_anew
from storage.lasting import note_for_ever, recall
from storage.prepared import prepared

DEFAULT_PROFILE = "strict"
POLICIES_KEPT = 100
ESTATES = "estates"
VERSIONS = "policy versions in force"


class Estate(SQLModel, table=True):
    """小区: what one service office looks after."""

    id: int = identifier()
    name: str = Field(unique=True)
    created_at: datetime = instant()


class Home(SQLModel, table=True):
    """房屋: building, unit and room; `code` is what people write, `8-1-302` or `C-906`."""

    __table_args__ = (UniqueConstraint("estate_id", "code"),)

    id: int = identifier()
    estate_id: int = reference("estate.id")
    building: str
    unit: str = ""
    room: str
    code: str = Field(index=True)
    key_client: bool = False


class PolicyVersion(SQLModel, table=True):
    """One version of an estate's policy; the newest whose time has come is in force."""

    __tablename__ = "policy_version"

    id: int = identifier()
    estate_id: int = reference("estate.id")
    content: dict[str, Any] = document(dict)
    effective_at: datetime = instant()
    by: str
    why: str
    created_at: datetime = instant()


def home_code(building: str, unit: str, room: str) -> str:
    """The written form of a home; a home without a unit has two parts."""
    return "-".join(part for part in (building, unit, room) if part)


def ensure_estate(session: Session, name: str, now: datetime) -> Estate:
    """The estate of this name, made with the packaged policy when it is first named."""
    found = session.exec(select(Estate).where(Estate.name == name)).first()
    if found is not None:
        return found
    estate = Estate(name=name, created_at=now)
    session.add(estate)
    session.flush()
    session.info.pop(ESTATES, None)
    set_policy(
        session,
        estate.id,
        packaged(DEFAULT_PROFILE),
        effective_at=now,
        by="huiyin",
        why="packaged default",
        now=now,
    )
    return estate


_BY_NAME = prepared(select(Estate).order_by(Estate.name))


def estates(session: Session) -> list[Estate]:
    """All estates, in order of their names; looked up once in a transaction."""
    known: list[Estate] | None = session.info.get(ESTATES)
    if known is None:
        known = session.info[ESTATES] = _BY_NAME.all(session)
    return list(known)


def homes_written(session: Session, code: str, estate_id: int | None = None) -> list[Home]:
    """The homes that are written like this, in one estate or in all."""
    query = select(Home).where(Home.code == code)
    if estate_id is not None:
        query = query.where(Home.estate_id == estate_id)
    return list(session.exec(query))


def set_policy(
    session: Session,
    estate_id: int,
    policy: Policy,
    *,
    effective_at: datetime,
    by: str,
    why: str,
    now: datetime,
) -> PolicyVersion:
    """Add a version; deadlines that are open keep the version they were made under.

    What is kept for fewer days by it is forgotten as soon as it holds.
    """
    if _keeps_shorter(session, estate_id, policy, effective_at):
        look_anew(session, estate_id, max(effective_at, now))
    version = PolicyVersion(
        estate_id=estate_id,
        content=policy_values(policy),
        effective_at=effective_at,
        by=by,
        why=why,
        created_at=now,
    )
    session.add(version)
    session.flush()
    session.info.pop(VERSIONS, None)
    return version


def _keeps_shorter(session: Session, estate_id: int, policy: Policy, at: datetime) -> bool:
    known = select(PolicyVersion.id).where(PolicyVersion.estate_id == estate_id).limit(1)
    if session.exec(known).first() is None:
        return True
    before = policy_in_force(session, estate_id, at).retention
    return any(days_of(policy.retention, kind) < days_of(before, kind) for kind in Keeping)


def policy_version_in_force(session: Session, estate_id: int, now: datetime) -> int:
    """The id of the version whose time has come last, looked up once in a transaction."""
    known: dict[tuple[int, datetime], int] = session.info.setdefault(VERSIONS, {})
    if (estate_id, now) not in known:
        found = _IN_FORCE.first(session, estate=estate_id, now=now)
        # A clock that was set back may lie before the first version: that one holds then.
        known[estate_id, now] = found or _OLDEST.one(session, estate=estate_id)
    return known[estate_id, now]


def policy_in_force(session: Session, estate_id: int, now: datetime) -> Policy:
    """The policy of an estate at a moment."""
    return policy_of_version(session, policy_version_in_force(session, estate_id, now))


_VERSION = SQLModel.metadata.tables["policy_version"]


def version_in_force(
    estate_id: ColumnElement[int], now: ColumnElement[datetime]
) -> sql.Select[tuple[int]]:
    """Asks for the id of the version whose time has come last, by itself or within a statement."""
    return (
        sql.select(_VERSION.c.id)
        .where(_VERSION.c.estate_id == estate_id, _VERSION.c.effective_at <= now)
        .order_by(_VERSION.c.effective_at.desc(), _VERSION.c.id.desc())
        .limit(1)
    )


_IN_FORCE = prepared(version_in_force(bindparam("estate"), bindparam("now")))
_OLDEST = prepared(
    sql.select(_VERSION.c.id)
    .where(_VERSION.c.estate_id == bindparam("estate"))
    .order_by(_VERSION.c.effective_at, _VERSION.c.id)
    .limit(1)
)
_OF_VERSION = prepared(
    sql.select(cast(_VERSION.c.content, Text)).where(_VERSION.c.id == bindparam("version"))
)


def note_estates(
    session: Session, versions: Sequence[tuple[Estate, int | None]], now: datetime
) -> None:
    """All estates were read, in order of their names, with the version in force in each."""
    session.info[ESTATES] = [estate for estate, _ in versions]
    session.info.setdefault(VERSIONS, {}).update(
        {(estate.id, now): version for estate, version in versions if version is not None}
    )


def policy_versions(session: Session, estate_id: int, limit: int) -> list[PolicyVersion]:
    """The newest versions of an estate's policy, the last one written first."""
    query = select(PolicyVersion).where(PolicyVersion.estate_id == estate_id)
    return list(session.exec(query.order_by(col(PolicyVersion.id).desc()).limit(limit)))


def policy_of_version(session: Session, version_id: int) -> Policy:
    """The policy that an open deadline was made under; a version never changes."""
    policy: Policy | None = recall(session, (PolicyVersion, version_id))
    if policy is None:
        policy = _checked(_OF_VERSION.one(session, version=version_id))
        note_for_ever(session, (PolicyVersion, version_id), policy)
    return policy


@lru_cache(maxsize=POLICIES_KEPT)
def _checked(content: str) -> Policy:
    # Every message needs the policy several times, and checking its values takes milliseconds.
    return policy_from_values(json.loads(content))

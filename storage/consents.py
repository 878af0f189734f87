"""Consent (R66): a ledger per person and purpose that only grows, and the texts consented to."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.vocabulary import Purpose
from storage.columns import identifier, instant, reference, sealed
from storage.inserting import insert_into
from storage.keys import keyring
from storage.prepared import prepared

VERSION_CHARACTERS = 12

PRIVACY = "privacy"
"""The purpose of an enrolment: who one is, and which home one belongs to."""

EVERYTHING = "everything"
"""All that a person gets unasked, alarms apart, whatever address of theirs it goes to."""

ABROAD = "abroad"
"""SMS by a provider abroad: allowed until somebody forbids it (P10)."""

ADDRESS = "address"
"""The same at one address alone (STOP, or unfollowing); the mark on the identity is what holds."""


class Consent(SQLModel, table=True):
    """One entry of the ledger; the newest of a person and purpose counts.

    `words_sealed`: what they wrote; `text_version`: the notice that they had before them.
    """

    id: int = identifier()
    resident_id: int = reference("resident.id")
    purpose: str
    granted: bool
    at: datetime = instant()
    via: str
    text_version: str | None = None
    words_sealed: bytes | None = sealed()


class NoticeText(SQLModel, table=True):
    """A notice as somebody read it, kept under its version for as long as consents name it."""

    __tablename__ = "notice_text"

    version: str = Field(primary_key=True)
    text: str
    first_at: datetime = instant()


@dataclass(frozen=True)
class Given:
    """How a consent was given or taken back: by which channel, in which words, on which text."""

    via: str
    words: str = ""
    notice: str = ""


def record_consent(
    session: Session,
    resident_id: int,
    purpose: str,
    given: Given,
    *,
    granted: bool,
    now: datetime,
) -> None:
    """Add an entry to the ledger."""
    session.add(
        Consent(
            resident_id=resident_id,
            purpose=purpose,
            granted=granted,
            at=now,
            via=given.via,
            text_version=_keep_notice(session, given.notice, now) if given.notice else None,
            words_sealed=keyring(session).seal(given.words) if given.words else None,
        )
    )
    session.flush()


def consented(session: Session, resident_id: int, purpose: str) -> bool:
    """What the newest entry of the ledger says; silence is no consent."""
    newest = _newest(session, resident_id, purpose)
    return newest is not None and newest.granted


def has_decided(session: Session, resident_id: int, purpose: str) -> bool:
    """Whether the person ever said yes or no to a purpose."""
    return _newest(session, resident_id, purpose) is not None


def has_left(session: Session, resident_id: int) -> bool:
    """Whether the person wants nothing at all unasked."""
    newest = _newest(session, resident_id, EVERYTHING)
    return newest is not None and not newest.granted


def forbids_abroad(session: Session, resident_id: int) -> bool:
    """Whether the person wants no provider abroad to see their number and what they are told."""
    newest = _newest(session, resident_id, ABROAD)
    return newest is not None and not newest.granted


def willing(session: Session, among: Collection[int] | None = None) -> frozenset[int]:
    """Who, among these or all, has agreed to surveys and not left since (R66)."""
    standing = _standing(session, (Purpose.SURVEY, EVERYTHING), among)
    agreed = {one for one, purpose, granted in standing if granted and purpose != EVERYTHING}
    left = {one for one, purpose, granted in standing if not granted and purpose == EVERYTHING}
    return frozenset(agreed - left)


def forbidding_abroad(session: Session, among: Collection[int]) -> frozenset[int]:
    """Who of these wants no provider abroad to see their number (forbids_abroad)."""
    standing = _standing(session, (ABROAD,), among)
    return frozenset(one for one, _, granted in standing if not granted)


def consents_of(session: Session, resident_id: int) -> list[Consent]:
    """A person's whole ledger, in order."""
    query = select(Consent).where(Consent.resident_id == resident_id).order_by(col(Consent.id))
    return list(session.exec(query))


def notice_version(text: str) -> str:
    """The version of a notice: another word in it makes another version."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:VERSION_CHARACTERS]


def _standing(
    session: Session, purposes: Collection[str], among: Collection[int] | None
) -> Sequence[tuple[int, str, bool]]:
    """Of each person and purpose the newest entry, which is the one that counts."""
    meant = [col(Consent.purpose).in_(purposes)]
    if among is not None:
        meant.append(col(Consent.resident_id).in_(among))
    newest = (
        select(func.max(Consent.id))
        .where(*meant)
        .group_by(col(Consent.resident_id), col(Consent.purpose))
    )
    query = select(Consent.resident_id, Consent.purpose, Consent.granted)
    return session.exec(query.where(col(Consent.id).in_(newest))).all()


_LEDGERS = prepared(
    select(Consent.resident_id, Consent.purpose, Consent.granted)
    .where(col(Consent.resident_id).in_(bindparam("resident_ids", expanding=True)))
    .order_by(col(Consent.id))
)


def standing(session: Session, resident_ids: Collection[int]) -> dict[tuple[int, str], bool]:
    """What the newest entry says of each of these people and each purpose that they decided on."""
    if not resident_ids:
        return {}
    entries = _LEDGERS.all(session, resident_ids=list(resident_ids))
    return {(resident_id, purpose): granted for resident_id, purpose, granted in entries}


_NEWEST = prepared(
    select(Consent)
    .where(Consent.resident_id == bindparam("resident_id"), Consent.purpose == bindparam("purpose"))
    .order_by(col(Consent.id).desc())
    .limit(1)
)


def _newest(session: Session, resident_id: int, purpose: str) -> Consent | None:
    return _NEWEST.first(session, resident_id=resident_id, purpose=purpose)


def _keep_notice(session: Session, text: str, now: datetime) -> str:
    version = notice_version(text)
    insert, _table = insert_into(session, "notice_text")
    statement = insert.values(version=version, text=text, first_at=now)
    session.execute(statement.on_conflict_do_nothing(index_elements=["version"]))
    return version

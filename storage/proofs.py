"""How long an address is believed: numbers are given to others, and people move (F46).

A number that its holder has parted with belongs to a stranger from then on, who sees nothing of
what was reported from it before. An openid stays with its person, who proves their home again.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.database import zone_of
from storage.keeping import keep_stranger
from storage.residents import (
    SMS,
    SMS_ACCOUNT,
    Identity,
    Resident,
    find_identity,
    hold_identity,
    homes_of,
    phone_of,
    residents_with_phone,
)


def lapse_if_silent(session: Session, identity: Identity, days: int, now: datetime) -> None:
    """Believe an address no longer that was silent for so many days; it may prove itself again."""
    if not _is_silent(identity, days, now):
        return
    held = hold_identity(session, identity.id)
    if not _is_silent(held, days, now):
        return
    if held.channel == SMS:
        part_with(session, held, now)
    else:
        held.proven_at = None
        session.add(held)
        session.flush()


def part_with(session: Session, identity: Identity, now: datetime) -> None:
    """Let a number go that is its resident's no more: soon a stranger may write from it."""
    former = session.get_one(Resident, identity.resident_id)
    stranger = Resident(language=former.language, created_at=now)
    session.add(stranger)
    session.flush()
    keep_stranger(session, stranger.id, now)
    identity.resident_id = stranger.id
    identity.proven_at = None
    session.add(identity)
    session.flush()


def close_old_links(
    session: Session, newly: Iterable[Resident], listed: set[int], now: datetime
) -> list[int]:
    """Take numbers that now belong to `newly` from those who had them before; returns their ids.

    Whoever is `listed` with the number still, or lives in the same home, shares it and keeps it.
    """
    today = now.astimezone(zone_of(session)).date()
    parted = []
    for resident in newly:
        phone = phone_of(session, resident)
        homes = {home.id for home in homes_of(session, resident.id, today)}
        keeping = {resident.id} | listed
        for other in residents_with_phone(session, phone):
            if other.id in keeping:
                continue
            if homes & {home.id for home in homes_of(session, other.id, today)}:
                keeping.add(other.id)
                continue
            other.phone_sealed = other.phone_index = None
            session.add(other)
            parted.append(other.id)
        identity = find_identity(session, SMS, SMS_ACCOUNT, phone)
        if identity is not None and identity.resident_id not in keeping:
            former = session.get_one(Resident, identity.resident_id)
            if former.in_directory:
                part_with(session, identity, now)
    session.flush()
    return parted


def _is_silent(identity: Identity, days: int, now: datetime) -> bool:
    signs = [at for at in (identity.proven_at, identity.last_heard_at) if at is not None]
    return bool(signs) and max(signs) + timedelta(days=days) <= now

"""A resident joins a home by name: as the directory knows them, or as somebody new to it."""

from datetime import date, datetime

from sqlmodel import Session

from flows.rules.vocabulary import ResidenceRole
from storage.database import zone_of
from storage.estates import Home
from storage.keys import keyring
from storage.moving import settle_departure
from storage.residents import (
    Identity,
    Resident,
    bind,
    homes_of,
    identities,
    name_of,
    residents_of,
    settle_residence,
)


def enrol(
    session: Session,
    identity: Identity,
    home: Home,
    name: str,
    role: ResidenceRole,
    now: datetime,
) -> None:
    """Tie a proven address to a home.

    A resident who is proven already stays the same person with one home more. A name proves
    nothing: it finds somebody of the directory only where that opens no other home and takes
    nobody's place.
    """
    today = now.astimezone(zone_of(session)).date()
    resident = session.get_one(Resident, identity.resident_id)
    if not (identity.proven_at is not None and resident.in_directory):
        at_home = residents_of(session, home.id, today)
        known = [
            one
            for one in at_home
            if name_of(session, one) == name and _opens_only(session, one, home, today)
        ]
        resident = known[0] if known else _new_resident(session, home, name, resident, now)
    settle_residence(session, resident.id, home.id, role, today)
    settle_departure(session, resident, now)
    bind(session, identity, resident, now)


def _opens_only(session: Session, resident: Resident, home: Home, today: date) -> bool:
    homes = {one.id for one in homes_of(session, resident.id, today)}
    proven = any(one.proven_at is not None for one in identities(session, resident.id))
    return homes == {home.id} and not proven


def _new_resident(
    session: Session, home: Home, name: str, provisional: Resident, now: datetime
) -> Resident:
    resident = Resident(
        estate_id=home.estate_id,
        name_sealed=keyring(session).seal(name),
        phone_sealed=provisional.phone_sealed,
        phone_index=provisional.phone_index,
        language=provisional.language,
        in_directory=True,
        created_at=now,
    )
    session.add(resident)
    session.flush()
    return resident

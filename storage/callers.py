"""Who reports by phone, visit or letter: somebody of the directory, or a person met just now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from flows.rules.vocabulary import Language
from storage.database import zone_of
from storage.estates import Estate, Home
from storage.keeping import keep_stranger
from storage.keys import keyring
from storage.residents import (
    SMS,
    SMS_ACCOUNT,
    Resident,
    meet,
    name_of,
    residents_of,
    residents_with_phone,
)
from storage.residents_meant import is_called


@dataclass(frozen=True)
class Caller:
    """What is known of a person who called or came by; `phone` is in E.164. Either may be empty."""

    name: str = ""
    phone: str = ""


def reporter_of(
    session: Session, caller: Caller, estate: Estate, home: Home | None, now: datetime
) -> int | None:
    """The id of the resident who reported; None for somebody who gave neither name nor number.

    Of several who share a number the name decides. Where it does not, and where the directory knows
    nobody, it is whoever writes from that number: a person who sees nothing of the home.
    """
    today = now.astimezone(zone_of(session)).date()
    if not caller.name and not caller.phone:
        return None
    known = _known(session, caller, home, today)
    if known is not None:
        return known.id
    return _met(session, caller, estate, now).id


def _known(session: Session, caller: Caller, home: Home | None, today: date) -> Resident | None:
    at_home = [] if home is None else residents_of(session, home.id, today)
    if not caller.phone:
        named = [one for one in at_home if is_called(name_of(session, one), caller.name)]
        return named[0] if len(named) == 1 else None
    with_phone = residents_with_phone(session, caller.phone)
    living_there = {one.id for one in at_home}
    found = [one for one in with_phone if one.id in living_there] or with_phone
    if len(found) > 1:
        found = [one for one in found if is_called(name_of(session, one), caller.name)]
    return found[0] if len(found) == 1 else None


def _met(session: Session, caller: Caller, estate: Estate, now: datetime) -> Resident:
    """A person whom the directory does not know; an answer by SMS from the number is theirs."""
    if not caller.phone:
        resident = Resident(language=Language.SIMPLIFIED, created_at=now)
        session.add(resident)
        session.flush()
        keep_stranger(session, resident.id, now)
    else:
        identity = meet(session, SMS, SMS_ACCOUNT, caller.phone, Language.SIMPLIFIED, now)
        resident = session.get_one(Resident, identity.resident_id)
    if not resident.in_directory:
        resident.estate_id = resident.estate_id or estate.id
        _remember(session, resident, caller)
    session.add(resident)
    session.flush()
    return resident


def _remember(session: Session, resident: Resident, caller: Caller) -> None:
    keys = keyring(session)
    if caller.name:
        resident.name_sealed = keys.seal(caller.name)
    if caller.phone:
        resident.phone_sealed = keys.seal(caller.phone)
        resident.phone_index = keys.index(caller.phone)

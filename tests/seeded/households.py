"""Homes by the thousand, each with an owner of the directory who writes by WeChat or by SMS."""

from collections.abc import Iterator
from random import Random

from sqlmodel import Session, col, func, select

from flows.rules.vocabulary import Language, ResidenceRole
from storage.estates import Home, ensure_estate, home_code
from storage.keys import Keyring, keyring
from storage.residents import Identity, Resident
from storage.tables import metadata
from tests.estate import MORNING
from tests.seeded.copies import Household, Row, go_on_after
from tests.seeded.words import GIVEN, SURNAMES

BUILDINGS, UNITS, ROOMS_A_FLOOR = 20, 2, 4
FIRST_BUILDING = 11
KEY_CLIENTS_EVERY = 100
SMS_SHARE = 0.2
SMALLEST_PHONE = 60_000_000


def settle(session: Session, estate_name: str, lots: Random, count: int) -> list[Household]:
    """Build so many homes, and let somebody move into each."""
    keys = keyring(session)
    estate_id = ensure_estate(session, estate_name, MORNING).id
    households = list(_households(session, count))
    homes, residents, identities = [], [], []
    for nth, one in enumerate(households, start=1):
        homes.append(_home(one, estate_id, is_key=nth % KEY_CLIENTS_EVERY == 0))
        name, phone = lots.choice(SURNAMES) + lots.choice(GIVEN), f"+852{SMALLEST_PHONE + nth}"
        residents.append(_resident(one, estate_id, name, phone, keys))
        writes_sms = lots.random() < SMS_SHARE
        address = ("sms", "", phone) if writes_sms else ("wechat", "gh", f"openid-{nth}")
        identities.append(_identity(one, *address, keys))
    residences = [
        {"resident_id": one.resident_id, "home_id": one.home_id, "role": ResidenceRole.OWNER}
        for one in households
    ]
    made = {"home": homes, "resident": residents, "residence": residences, "identity": identities}
    for name, rows in made.items():
        session.execute(metadata.tables[name].insert(), rows)
    go_on_after(session, made)
    return households


def _households(session: Session, count: int) -> Iterator[Household]:
    last = [
        session.exec(select(func.max(col(model.id)))).one() or 0
        for model in (Home, Resident, Identity)
    ]
    for nth in range(1, count + 1):
        entrance, door = nth % (BUILDINGS * UNITS), nth // (BUILDINGS * UNITS)
        building, unit = FIRST_BUILDING + entrance // UNITS, 1 + entrance % UNITS
        room = f"{1 + door // ROOMS_A_FLOOR}{1 + door % ROOMS_A_FLOOR:02d}"
        home_id, resident_id, identity_id = (one + nth for one in last)
        code = home_code(str(building), str(unit), room)
        yield Household(home_id, code, resident_id, identity_id)


def _home(one: Household, estate_id: int, *, is_key: bool) -> Row:
    building, unit, room = one.code.split("-")
    return {
        "id": one.home_id,
        "estate_id": estate_id,
        "building": building,
        "unit": unit,
        "room": room,
        "code": one.code,
        "key_client": is_key,
    }


def _resident(one: Household, estate_id: int, name: str, phone: str, keys: Keyring) -> Row:
    return {
        "id": one.resident_id,
        "estate_id": estate_id,
        "name_sealed": keys.seal_quickly(name),
        "phone_sealed": keys.seal_quickly(phone),
        "phone_index": keys.index(phone),
        "language": Language.SIMPLIFIED,
        "in_directory": True,
        "created_at": MORNING,
    }


def _identity(one: Household, channel: str, account: str, address: str, keys: Keyring) -> Row:
    return {
        "id": one.identity_id,
        "channel": channel,
        "account": account,
        "address_sealed": keys.seal_quickly(address),
        "address_index": keys.index(address),
        "resident_id": one.resident_id,
        "proven_at": MORNING,
        "window_left": 0,
        "event_window_left": 0,
    }

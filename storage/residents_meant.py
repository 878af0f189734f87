"""Which resident a member of staff means: by home, number or name, within their reach."""

from datetime import datetime

from sqlmodel import Session

from storage.database import zone_of
from storage.estates import Home, homes_written
from storage.residents import (
    SMS,
    SMS_ACCOUNT,
    Resident,
    find_identity,
    name_of,
    residents_of,
    residents_with_phone,
)
from storage.staff import Staff, in_chain

TITLES = tuple("先生 女士 小姐 太太 太 阿姨 叔叔 叔 生 姐 哥 伯 婆".split())


def homes_meant(session: Session, member: Staff, code: str) -> list[Home]:
    """The homes written like this that the member looks after."""
    return [one for one in homes_written(session, code) if in_chain(member, one.estate_id)]


def residents_meant(
    session: Session, member: Staff, *, home: str, phone: str, name: str, now: datetime
) -> list[Resident]:
    """Whom a home, a number in E.164 and a name may mean; what is empty does not count.

    By number alone also somebody whom the directory does not know, once they wrote from it.
    """
    today = now.astimezone(zone_of(session)).date()
    found: dict[int, Resident] | None = None
    if phone:
        found = {one.id: one for one in _with_phone(session, phone)}
    if home:
        at_home = {
            one.id: one
            for place in homes_meant(session, member, home)
            for one in residents_of(session, place.id, today)
        }
        found = at_home if found is None else {key: at_home[key] for key in found if key in at_home}
    theirs = [
        one
        for one in (found or {}).values()
        if one.estate_id is None or in_chain(member, one.estate_id)
    ]
    named = [one for one in theirs if name and is_called(name_of(session, one), name)]
    return named if name else theirs


def is_called(name: str, said: str) -> bool:
    """Whether somebody of this name may be called so: 王秀英 is 王女士 too."""
    if name.casefold() == said.casefold():
        return True
    title = next((one for one in TITLES if said.endswith(one)), "")
    family_name = said.removesuffix(title)
    return bool(title and family_name) and name.startswith(family_name)


def _with_phone(session: Session, phone: str) -> list[Resident]:
    known = residents_with_phone(session, phone)
    if known:
        return known
    identity = find_identity(session, SMS, SMS_ACCOUNT, phone)
    return [] if identity is None else [session.get_one(Resident, identity.resident_id)]

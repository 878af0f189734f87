"""The homes of an estate as a list, and who lives or lived in each."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from storage.estates import Home
from storage.residents import Identity, Residence, Resident, living_there

PAGE_HOMES = 100


@dataclass(frozen=True)
class HomeRow:
    """A home, and how many people of the directory live there today."""

    home: Home
    people: int


@dataclass(frozen=True)
class HomePage:
    """Rows in the order of their codes, and the code after which the next page begins."""

    rows: tuple[HomeRow, ...]
    next: str | None


@dataclass(frozen=True)
class Tie:
    """Somebody who lives or lived in a home, and the addresses that they write from."""

    residence: Residence
    resident: Resident
    identities: tuple[Identity, ...]


def list_homes(
    session: Session, estate_id: int, today: date, *, beginning: str = "", after: str = ""
) -> HomePage:
    """One page of the homes whose code begins like that."""
    query = select(Home).where(Home.estate_id == estate_id, col(Home.code) > after)
    if beginning:
        query = query.where(col(Home.code).startswith(beginning, autoescape=True))
    found = list(session.exec(query.order_by(col(Home.code)).limit(PAGE_HOMES + 1)))
    shown = found[:PAGE_HOMES]
    people = _people(session, [home.id for home in shown], today)
    rows = tuple(HomeRow(home, people.get(home.id, 0)) for home in shown)
    return HomePage(rows, shown[-1].code if len(found) > PAGE_HOMES else None)


def ties_of(session: Session, home_id: int) -> list[Tie]:
    """Everybody who was ever tied to a home, in the order in which they were entered."""
    query = (
        select(Residence, Resident)
        .join(Resident, col(Resident.id) == col(Residence.resident_id))
        .where(Residence.home_id == home_id)
        .order_by(col(Residence.id))
    )
    found = list(session.exec(query))
    own = select(Identity).where(col(Identity.resident_id).in_([one.id for _, one in found]))
    identities = list(session.exec(own.order_by(col(Identity.id))))
    return [
        Tie(
            residence,
            resident,
            tuple(one for one in identities if one.resident_id == resident.id),
        )
        for residence, resident in found
    ]


def _people(session: Session, ids: list[int], today: date) -> dict[int, int]:
    query = (
        select(Residence.home_id, func.count())
        .where(col(Residence.home_id).in_(ids), *living_there(today))
        .group_by(col(Residence.home_id))
    )
    return dict(session.exec(query).all())

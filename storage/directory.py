"""The directory: what an import writes about homes, who lives in them and who looks after them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, SQLModel, col, select

from storage.directory_entries import Entered, ResidentEntry, StaffEntry
from storage.directory_people import People
from storage.estates import Estate, Home, ensure_estate, estates
from storage.keys import keyring
from storage.moving import settle_departure
from storage.proofs import close_old_links
from storage.residents import Residence, Resident
from storage.staff import Staff, read_staff_anew, staff_name, staff_phone


def enter_residents(session: Session, entries: Sequence[ResidentEntry], now: datetime) -> Entered:
    """Bring the directory to what the entries say; whoever is not among them stays as they were.

    A home is a key client's if any of its entries says so.
    """
    done = Entered()
    estate_ids = _name_estates(session, (entry.estate for entry in entries), now, done)
    homes, changed_homes = _enter_homes(session, entries, estate_ids)
    people = People(session, entries, now)
    residents = [people.enter(entry, home) for entry, home in zip(entries, homes, strict=True)]
    session.flush()
    moved: dict[int, Resident] = {}
    ties = {(tie.resident_id, tie.home_id): tie for tie in session.exec(select(Residence))}
    for entry, home, resident in zip(entries, homes, residents, strict=True):
        tie = ties.get((resident.id, home.id))
        changed = _tie(session, entry, resident, home, tie)
        done.count(
            added=tie is None,
            changed=changed or resident.id in people.changed or home.id in changed_homes,
        )
        if changed or (tie is None and entry.moved_out is not None):
            moved[resident.id] = resident
    session.flush()
    for resident in moved.values():
        settle_departure(session, resident, now)
    close_old_links(session, people.newly_reached, {one.id for one in residents}, now)
    return done


def enter_staff(session: Session, entries: Sequence[StaffEntry], now: datetime) -> Entered:
    """Bring the staff to what the entries say; whoever is not among them stays as they were."""
    done = Entered()
    named = (entry.estate for entry in entries if entry.estate)
    estate_ids = _name_estates(session, named, now, done)
    members = {member.userid: member for member in session.exec(select(Staff))}
    for entry in entries:
        known = members.get(entry.userid)
        member = known or Staff(
            userid=entry.userid, name_sealed=b"", role=entry.role, created_at=now
        )
        changed = _describe(session, member, entry, estate_ids.get(entry.estate))
        session.add(member)
        done.count(added=known is None, changed=changed)
    session.flush()
    read_staff_anew(session)
    return done


def known_homes(session: Session) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Building, unit and room of every home there is, by the name of its estate and its code."""
    query = select(Estate, Home).join(Home, col(Home.estate_id) == col(Estate.id))
    return {
        (estate.name, home.code): (home.building, home.unit, home.room)
        for estate, home in session.exec(query)
    }


def who_reports_to_whom(session: Session) -> dict[str, str]:
    """The userid above each active member of staff; an empty one at the top."""
    query = select(Staff).where(col(Staff.active).is_(True))
    return {member.userid: member.reports_to or "" for member in session.exec(query)}


def _name_estates(
    session: Session, names: Iterable[str], now: datetime, done: Entered
) -> dict[str, int]:
    known = {estate.name for estate in estates(session)}
    ids = {name: ensure_estate(session, name, now).id for name in dict.fromkeys(names)}
    done.new_estates += [name for name in ids if name not in known]
    return ids


def _enter_homes(
    session: Session, entries: Sequence[ResidentEntry], estate_ids: Mapping[str, int]
) -> tuple[list[Home], set[int]]:
    """The home of each entry, and the ids of those that became or ceased to be a key client's."""
    places = [(estate_ids[entry.estate], entry.code) for entry in entries]
    key_clients = {at for at, entry in zip(places, entries, strict=True) if entry.key_client}
    query = select(Home).where(col(Home.estate_id).in_(estate_ids.values()))
    homes = {(home.estate_id, home.code): home for home in session.exec(query)}
    changed = set()
    for at, entry in zip(places, entries, strict=True):
        if at not in homes:
            homes[at] = Home(
                estate_id=at[0],
                building=entry.building,
                unit=entry.unit,
                room=entry.room,
                code=entry.code,
                key_client=at in key_clients,
            )
            session.add(homes[at])
        elif _overwrite(homes[at], {"key_client": at in key_clients}):
            changed.add(homes[at].id)
    session.flush()
    return [homes[at] for at in places], changed


def _tie(
    session: Session, entry: ResidentEntry, resident: Resident, home: Home, tie: Residence | None
) -> bool:
    """Tie a resident to a home as the entry says; whether a tie that was there changed."""
    if tie is None:
        tie = Residence(resident_id=resident.id, home_id=home.id, role=entry.role)
        session.add(tie)
    said = {"role": entry.role, "moved_in": entry.moved_in, "moved_out": entry.moved_out}
    return _overwrite(tie, said)


def _describe(session: Session, member: Staff, entry: StaffEntry, estate_id: int | None) -> bool:
    """Tell a member of staff what the entry says; whether anything changed."""
    keys = keyring(session)
    said: dict[str, object] = {
        "role": entry.role,
        "department": entry.department,
        "estate_id": estate_id,
        "reports_to": entry.reports_to or None,
        "active": True,
    }
    # A sealed text never looks the same twice, so it is opened to see whether it differs.
    if not member.name_sealed or staff_name(session, member) != entry.name:
        said["name_sealed"] = keys.seal(entry.name)
    if staff_phone(session, member) != entry.phone:
        said["phone_sealed"] = keys.seal(entry.phone) if entry.phone else None
        said["phone_index"] = keys.index(entry.phone) if entry.phone else None
    return _overwrite(member, said)


def _overwrite(row: SQLModel, said: Mapping[str, object]) -> bool:
    differing = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)

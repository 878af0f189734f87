"""The directories of staff and residents, their phone numbers masked (R66)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import PAGE_MAX, Asked
from bot.api.authority import actor_of
from bot.api.errors import missing, not_found
from bot.api.paging import newest_first
from bot.api.showing import Shown, estate_names
from bot.api.texts import masked, read_identifier
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import RUNGS
from storage.database import zone_of
from storage.erasing import find_resident
from storage.estates import Home, homes_written
from storage.praise import tally
from storage.residents import Residence, Resident, name_of, phone_of, residents_of
from storage.staff import Staff, in_chain, staff_name, staff_phone


def list_staff(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Everyone who is or was of the staff, with the praise of a period (R24)."""
    since, until = asked.query.moment("since"), asked.query.moment("until")
    members, cursor = newest_first(session, select(Staff), Staff.id, asked.query.page(PAGE_MAX))
    estates = estate_names(session)
    praise = tally(session, since, until)
    items = [
        show_member(session, one, estates.get(one.estate_id)) | {"praise": praise.get(one.id, 0)}
        for one in members
    ]
    return {"items": items, "next": cursor}


def list_residents(session: Session, asked: Asked, now: datetime) -> Shown:
    """The residents of the directory; of a home, those tied to it today."""
    query = select(Resident).where(col(Resident.in_directory).is_(True))
    code = asked.query.text("home")
    if code is not None:
        today = now.astimezone(zone_of(session)).date()
        ids = [
            resident.id
            for home in homes_written(session, code)
            for resident in residents_of(session, home.id, today)
        ]
        query = query.where(col(Resident.id).in_(ids))
    residents, cursor = newest_first(session, query, Resident.id, asked.query.page(PAGE_MAX))
    estates = estate_names(session)
    ties = _ties(session, residents)
    items = [
        show_resident(session, one, estates.get(one.estate_id), ties[one.id]) for one in residents
    ]
    return {"items": items, "next": cursor}


def show_phone(session: Session, asked: Asked, _now: datetime) -> Shown:
    """A resident's whole number, for a member of staff who says why; the audit log keeps it."""
    userid, reason = asked.query.text("by"), asked.query.text("reason")
    if userid is None or reason is None:
        raise missing("by" if userid is None else "reason", "; a whole number needs both")
    resident_id = read_identifier(asked.path["id"])
    found = None if resident_id is None else find_resident(session, resident_id)
    actor = actor_of(session, asked.caller, userid)
    is_foreign = (
        found is not None
        and found.estate_id is not None
        and not in_chain(actor.member, found.estate_id)
    )
    if found is None or is_foreign:
        raise not_found(f"there is no resident {asked.path['id']}")
    if actor.role not in RUNGS:
        raise NotAllowed(Why.ROLE, verb="phone", role=actor.role, needed=RUNGS[0])
    return {"id": str(found.id), "phone": phone_of(session, found) or None}


def show_member(session: Session, member: Staff, estate: str | None) -> Shown:
    """A member of staff; without an estate they belong to the company office."""
    return {
        "userid": member.userid,
        "name": staff_name(session, member),
        "role": member.role,
        "department": member.department,
        "phone": masked(staff_phone(session, member)),
        "estate": estate,
        "reports_to": member.reports_to,
        "active": member.active,
    }


def show_resident(
    session: Session, resident: Resident, estate: str | None, ties: Iterable[tuple[Residence, Home]]
) -> Shown:
    """A resident of the directory with what ties them to homes, and from when until when."""
    return {
        "id": str(resident.id),
        "name": name_of(session, resident),
        "phone": masked(phone_of(session, resident)),
        "language": resident.language,
        "estate": estate,
        "homes": [
            {
                "home": home.code,
                "role": residence.role,
                "moved_in": residence.moved_in and residence.moved_in.isoformat(),
                "moved_out": residence.moved_out and residence.moved_out.isoformat(),
                "key_client": home.key_client,
            }
            for residence, home in ties
        ],
    }


def resident_json(session: Session, resident: Resident) -> Shown:
    """One resident as the directory shows them."""
    session.flush()
    estate = estate_names(session).get(resident.estate_id)
    return show_resident(session, resident, estate, _ties(session, [resident])[resident.id])


def _ties(
    session: Session, residents: Iterable[Resident]
) -> defaultdict[int, list[tuple[Residence, Home]]]:
    query = (
        select(Residence, Home)
        .join(Home, col(Home.id) == col(Residence.home_id))
        .where(col(Residence.resident_id).in_([resident.id for resident in residents]))
        .order_by(col(Residence.id))
    )
    ties = defaultdict(list)
    for residence, home in session.exec(query):
        ties[residence.resident_id].append((residence, home))
    return ties

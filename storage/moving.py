"""Moving in and out with a date, and what ends when somebody has left a home (R57, R66)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from flows.rules.policy_privacy import Keeping
from flows.rules.refusals import NotAllowed, Why
from flows.rules.resident_verbs import check_day_of_moving
from flows.rules.vocabulary import CaseState, Language, ResidenceRole, ResidentVerb, ToldBy
from storage.answering import look_after_move
from storage.audit import CHAT, audit
from storage.cases import Case
from storage.database import zone_of
from storage.estates import Home
from storage.forgetting import drop_forgetting
from storage.keeping import keep_departed
from storage.keys import keyring
from storage.prepared import prepared
from storage.proofs import close_old_links
from storage.residents import (
    Identity,
    Residence,
    Resident,
    hold_identity,
    homes_of,
    name_of,
    phone_of,
    residents_of,
    residents_with_phone,
)
from storage.staff import Staff

IN_HAND = (CaseState.OPEN, CaseState.HANDLING, CaseState.RESOLVED)


@dataclass(frozen=True)
class Keyed:
    """Who of the staff keys something in, how the resident told them, and by which door (`via`)."""

    member: Staff
    told_by: ToldBy
    now: datetime
    via: str = CHAT


@dataclass(frozen=True)
class MovedIn:
    """Who has moved in, and how many others no longer count as having their number."""

    resident: Resident
    parted: int


def move_in(
    session: Session,
    home: Home,
    *,
    name: str,
    phone: str,
    role: ResidenceRole,
    day: date,
    keyed: Keyed,
) -> MovedIn:
    """Tie somebody to a home from a day on. Raises NotAllowed for who lives there already.

    A number in E.164 that the directory gave to somebody else is theirs from now on: the address
    that wrote from it proves itself anew, and sees nothing of what was reported from it before.
    """
    check_day_of_moving(day, _today(session, keyed.now))
    resident = _known(session, home, name, phone, day) or _new(session, home, name, keyed.now)
    if _staying(session, resident.id, home.id, day):
        raise NotAllowed(Why.LIVES_THERE, home=home.code)
    session.add(Residence(resident_id=resident.id, home_id=home.id, role=role, moved_in=day))
    parted: list[int] = []
    if phone and phone_of(session, resident) != phone:
        keys = keyring(session)
        resident.phone_sealed, resident.phone_index = keys.seal(phone), keys.index(phone)
        session.add(resident)
        session.flush()
        sharing = {one.id for one in residents_of(session, home.id, day)} | {resident.id}
        parted = close_old_links(session, [resident], sharing, keyed.now)
    session.flush()
    settle_departure(session, resident, keyed.now)
    _audit(session, ResidentVerb.MOVE_IN, resident, keyed, home, day)
    return MovedIn(resident, len(parted))


def move_out(session: Session, resident: Resident, home: Home, *, day: date, keyed: Keyed) -> None:
    """End what ties somebody to a home with a day, which is the last. Raises NotAllowed.

    From the next day on they see nothing more of the home, and nothing about it goes to them.
    """
    today = _today(session, keyed.now)
    check_day_of_moving(day, today)
    ties = _staying(session, resident.id, home.id, min(day, today))
    if not ties:
        raise NotAllowed(Why.LIVES_ELSEWHERE, home=home.code)
    for tie in ties:
        if tie.moved_in is not None and tie.moved_in > day:
            raise NotAllowed(Why.MOVED_IN_LATER, day=tie.moved_in.isoformat())
    for tie in ties:
        tie.moved_out = day
        session.add(tie)
    session.flush()
    settle_departure(session, resident, keyed.now)
    look_after_move(session, resident.id, home.id, day, keyed.now)
    _audit(session, ResidentVerb.MOVE_OUT, resident, keyed, home, day)


def cases_left_behind(session: Session, resident_id: int, home_id: int) -> list[Case]:
    """What somebody has reported about a home and is not settled yet, the oldest first."""
    query = select(Case).where(
        Case.reporter_id == resident_id, Case.home_id == home_id, col(Case.state).in_(IN_HAND)
    )
    return list(session.exec(query.order_by(col(Case.id))))


def settle_departure(session: Session, resident: Resident, now: datetime) -> None:
    """See that somebody is forgotten so many days after their last home, or not at all (P7)."""
    day = last_day_anywhere(session, resident.id)
    if day is not None and resident.in_directory:
        keep_departed(session, resident.id, resident.estate_id, day, now)
    else:
        drop_forgetting(session, kind=Keeping.DEPARTED, resident_id=resident.id)


def last_day_anywhere(session: Session, resident_id: int) -> date | None:
    """The day after which somebody lives in no home; None where no such day is known."""
    days = [tie.moved_out for tie in _ties(session, resident_id)]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def has_moved_out(session: Session, resident_id: int, home_id: int, today: date) -> bool:
    """Whether somebody lived in a home and does so no more."""
    ties = _ties(session, resident_id, home_id)
    return bool(ties) and all(_is_over(tie, today) for tie in ties)


_TIES_OF_ALL = prepared(
    select(Residence).where(
        col(Residence.resident_id).in_(bindparam("resident_ids", expanding=True))
    )
)


def homes_left(
    session: Session, resident_ids: Collection[int], today: date
) -> frozenset[tuple[int, int]]:
    """Who of these lived in which home and does so no more (has_moved_out)."""
    if not resident_ids:
        return frozenset()
    ties = _TIES_OF_ALL.all(session, resident_ids=list(resident_ids))
    kept = {(tie.resident_id, tie.home_id) for tie in ties if not _is_over(tie, today)}
    return frozenset({(tie.resident_id, tie.home_id) for tie in ties} - kept)


def homes_believed(session: Session, identity: Identity, now: datetime) -> list[Home]:
    """The homes that an address speaks for today.

    It is believed no longer when its person has moved out of all of them.
    """
    today = _today(session, now)
    homes = [] if identity.proven_at is None else homes_of(session, identity.resident_id, today)
    if identity.proven_at is None or homes:
        return homes
    ties = _ties(session, identity.resident_id)
    if ties and all(_is_over(tie, today) for tie in ties):
        held = hold_identity(session, identity.id)
        held.proven_at = None
        session.add(held)
        session.flush()
    return []


def _known(session: Session, home: Home, name: str, phone: str, day: date) -> Resident | None:
    """The same number and name, or without a number the same name in that home."""
    at_home = residents_of(session, home.id, day)
    found = residents_with_phone(session, phone) if phone else at_home
    named = [
        one
        for one in found
        if name_of(session, one) == name and one.estate_id in {None, home.estate_id}
    ]
    return named[0] if len(named) == 1 else None


def _new(session: Session, home: Home, name: str, now: datetime) -> Resident:
    resident = Resident(
        estate_id=home.estate_id,
        name_sealed=keyring(session).seal(name),
        language=Language.SIMPLIFIED,
        in_directory=True,
        created_at=now,
    )
    session.add(resident)
    session.flush()
    return resident


_TIES = prepared(select(Residence).where(Residence.resident_id == bindparam("resident_id")))


def _ties(session: Session, resident_id: int, home_id: int | None = None) -> list[Residence]:
    ties = _TIES.all(session, resident_id=resident_id)
    return [tie for tie in ties if home_id in {None, tie.home_id}]


def _staying(session: Session, resident_id: int, home_id: int, day: date) -> list[Residence]:
    """What ties somebody to a home on a day, or later."""
    return [tie for tie in _ties(session, resident_id, home_id) if not _is_over(tie, day)]


def _is_over(tie: Residence, day: date) -> bool:
    return tie.moved_out is not None and tie.moved_out < day


def _today(session: Session, now: datetime) -> date:
    return now.astimezone(zone_of(session)).date()


def _audit(
    session: Session, verb: ResidentVerb, resident: Resident, keyed: Keyed, home: Home, day: date
) -> None:
    audit(
        session,
        verb.value,
        f"resident {resident.id}",
        by=keyed.member.userid,
        via=keyed.via,
        now=keyed.now,
        told_by=keyed.told_by.value,
        home=home.id,
        day=day.isoformat(),
    )

"""One trouble, several homes: who else reports it joins the case and hears of it with the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, bindparam
from sqlmodel import Session, col, select

from flows.rules.policy import Policy
from flows.rules.vocabulary import CaseKind, CaseState
from flows.understanding.emergencies import dangers
from flows.understanding.places import read_home
from flows.understanding.shared_trouble import building_in, may_be_one, shared_troubles
from storage.cases import RESIDENT, Case, note, said_by
from storage.database import zone_of
from storage.estates import Home
from storage.followers import Follower, followers_of
from storage.news import take_back_from
from storage.prepared import prepared
from storage.residents import residences_of

JOINABLE = (CaseKind.COMPLAINT, CaseKind.REPAIR)
UNDER_WAY = (CaseState.OPEN, CaseState.HANDLING)
CASES_LOOKED_AT = 100


@dataclass(frozen=True)
class Joining:
    """Who joins a case, from which home and message, and in which words."""

    resident_id: int
    identity_id: int | None
    home_id: int | None
    inbound_id: int | None
    text: str


_REPORTED_LATELY = prepared(
    select(Case.id, Case.text)
    .where(
        Case.estate_id == bindparam("estate"),
        col(Case.kind).in_(JOINABLE),
        col(Case.state).in_(UNDER_WAY),
        col(Case.opened_at) >= bindparam("since"),
        col(Case.in_person).is_(False),
        col(Case.not_for_id).is_(None),
        col(Case.reporter_id).is_distinct_from(bindparam("resident", type_=Integer)),
    )
    .order_by(col(Case.id).desc())
    .limit(CASES_LOOKED_AT)
)
_REPORTED_AT_ALL = prepared(
    select(Case)
    .where(col(Case.id).in_(bindparam("ids", expanding=True)))
    .order_by(col(Case.id).desc())
)


def under_way(
    session: Session,
    estate_id: int,
    resident_id: int | None,
    policy: Policy,
    now: datetime,
    *,
    told: Callable[[str], object] = bool,
) -> list[Case]:
    """What others of the estate reported lately and is not done yet, the newest first.

    Of what their words do not have what is looked for (`told`), nothing more is read. What is for
    the manager alone or about a member of staff is nobody else's (R33, R70).
    """
    since = now - timedelta(hours=policy.incident.within_hours)
    # No case is reported by 0: whoever reported without a name is nobody else either.
    lately = {"estate": estate_id, "since": since, "resident": resident_id or 0}
    ids = [id_ for id_, text in _REPORTED_LATELY.all(session, **lately) if told(text)]
    found = _REPORTED_AT_ALL.all(session, ids=ids) if ids else ()
    return [case for case in found if not _follows(session, case, resident_id)]


def similar_to(session: Session, case: Case, policy: Policy, now: datetime) -> list[Case]:
    """What others reported that may be the same trouble or danger as a case, the newest first."""
    if not may_be_shared(case):
        return []
    troubles, risks = shared_troubles(case.text), dangers(case.text)
    building = building_of(session, case)
    found = []
    for other in under_way(session, case.estate_id, case.reporter_id, policy, now):
        theirs = building_of(session, other)
        is_danger = bool(risks & dangers(other.text)) and building == theirs != ""
        is_trouble = may_be_one(
            troubles, shared_troubles(other.text), building=building, their_building=theirs
        )
        if other.id != case.id and (is_danger or is_trouble):
            found.append(other)
    return found


def building_of(session: Session, case: Case) -> str:
    """The building that a case is about: its home's, else the one that its words name."""
    home = None if case.home_id is None else session.get_one(Home, case.home_id)
    return building_in(f"{case.place} {case.text}", None if home is None else home.code)


def may_join(case: Case) -> bool:
    """Whether a case is still under way, so that joining it helps."""
    return case.state in UNDER_WAY and case.not_for_id is None and not case.in_person


def may_be_shared(case: Case) -> bool:
    """Whether others may have the same: not what is for the manager alone or about staff."""
    return case.kind in JOINABLE and may_join(case)


def join(
    session: Session, case: Case, joining: Joining, now: datetime, *, by: str = RESIDENT
) -> Follower:
    """我也是: their words are kept and every later word about the case reaches them too.

    `by` is the userid of whoever of the staff was told so.
    """
    for known in followers_of(session, case.id):
        is_told = joining.identity_id is None and known.resident_id == joining.resident_id
        if is_told or known.identity_id == joining.identity_id is not None:
            return known
    follower = Follower(
        case_id=case.id,
        resident_id=joining.resident_id,
        identity_id=joining.identity_id,
        home_id=joining.home_id,
        inbound_id=joining.inbound_id,
        text=joining.text,
        joined_at=now,
    )
    session.add(follower)
    case.joined += 1
    count_homes(session, case, now)
    event = note(session, case, "joined", by=by, now=now, homes=case.homes)
    said_by(session, event, joining.resident_id)
    return follower


def leave(session: Session, case: Case, resident_id: int, now: datetime) -> bool:
    """Who takes a shared report back leaves it to the others; False where there are none.

    When it is the reporter, the first who joined takes that place.
    """
    others = followers_of(session, case.id)
    mine = [one for one in others if one.resident_id == resident_id]
    if case.reporter_id != resident_id and not mine:
        return False
    if case.reporter_id == resident_id:
        rest = [one for one in others if one.resident_id != resident_id]
        if not rest:
            return False
        mine = [one for one in rest if one.resident_id == rest[0].resident_id]
        _hand_on(session, case, rest[0])
    for one in mine:
        session.delete(one)
    take_back_from(session, case.id, resident_id)
    case.joined -= len(mine)
    count_homes(session, case, now)
    event = note(session, case, "left", by=RESIDENT, now=now, homes=case.homes)
    said_by(session, event, resident_id)
    return True


def count_homes(session: Session, case: Case, now: datetime) -> None:
    """Count the homes that report a case: people of one home are one, and nobody counts twice.

    Of whoever does not say from where, the directory may know it; else they count for themselves.
    """
    session.flush()
    today = now.astimezone(zone_of(session)).date()
    people = [(case.reporter_id, case.home_id)]
    people += [(one.resident_id, one.home_id) for one in followers_of(session, case.id)]
    homes = {home_id for _, home_id in people if home_id is not None}
    counted = {resident_id for resident_id, home_id in people if home_id is not None}
    strangers = 0
    for resident_id, home_id in people:
        if home_id is not None or (resident_id is not None and resident_id in counted):
            continue
        counted.add(resident_id)
        ties = () if resident_id is None else residences_of(session, resident_id, today)
        theirs = {tie.home_id for tie in ties}
        if not theirs:
            strangers += 1
        elif not theirs & homes:
            homes.add(min(theirs))
    case.homes = len(homes) + strangers
    session.add(case)
    session.flush()


def _hand_on(session: Session, case: Case, heir: Follower) -> None:
    """The case is theirs now, and shows nothing of the home of whoever left it (R66)."""
    is_of_home = case.home_id is not None or read_home(case.place) is not None
    home = None if heir.home_id is None else session.get_one(Home, heir.home_id)
    if is_of_home:
        case.place = "" if home is None else home.code
    case.reporter_id, case.identity_id = heir.resident_id, heir.identity_id
    case.home_id, case.text, case.for_whom_sealed = heir.home_id, heir.text, None


def _follows(session: Session, case: Case, resident_id: int | None) -> bool:
    if not case.joined:
        return False
    return any(one.resident_id == resident_id for one in followers_of(session, case.id))

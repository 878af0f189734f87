"""The board of cases: what somebody may see, by what happens next, a page at a time.

What a page costs depends on how many cases are unfinished, never on how many have ended.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, false
from sqlmodel import Session, col, func, or_, select

from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineState,
    Urgency,
)
from flows.understanding.short_numbers import read_short
from storage.case_lists import ENDED, IN_HAND, UNFINISHED, cases_numbered, next_deadlines
from storage.cases import Case, CaseEvent, find_case
from storage.deadlines import OF_ONE_ROUND, Deadline
from storage.estates import Estate, Home, homes_written
from storage.keys import keyring
from storage.residents import Resident
from storage.staff import Staff

PAGE_CASES = 50
ENDED_SEARCHED = 2000
"""Words are looked for in the newest ended cases only; a number, home or phone in all of them."""
MATCHES_MAX = 200


class Shelf(StrEnum):
    """Which cases: what is to be done, whose it is, or what is over."""

    TO_DO = "to_do"
    MINE = "mine"
    NOBODYS = "nobodys"
    RESOLVED = "resolved"
    ENDED = "ended"


STATES_OF = {
    Shelf.TO_DO: IN_HAND,
    Shelf.MINE: UNFINISHED,
    Shelf.NOBODYS: IN_HAND,
    Shelf.RESOLVED: (CaseState.RESOLVED,),
    Shelf.ENDED: ENDED,
}


_UNTAKEN: tuple[ColumnElement[bool], ...] = (
    col(Case.state).in_(IN_HAND),
    col(Case.urgency) == Urgency.EMERGENCY,
    col(Case.accepted_at).is_(None),
)


@dataclass(frozen=True)
class Place:
    """Where a page ends: with its last case, its due time, and whether nobody has taken it yet."""

    is_untaken: bool
    due_at: datetime | None
    case_id: int


@dataclass(frozen=True)
class Wanted:
    """What the board is to show; None for all of a kind. `phone` is a number in E.164."""

    shelf: Shelf = Shelf.TO_DO
    kind: CaseKind | None = None
    case_class: CaseClass | None = None
    urgency: Urgency | None = None
    handler: str = ""
    text: str = ""
    phone: str = ""
    after: Place | None = None


@dataclass(frozen=True)
class BoardRow:
    """A case, what it waits for next, and the names of what it points to."""

    case: Case
    next: Deadline | None
    home: str
    handler: str
    estate: str


@dataclass(frozen=True)
class BoardPage:
    """Rows in order, and where the next page begins, if there is one."""

    rows: tuple[BoardRow, ...]
    next: Place | None


def board(session: Session, member: Staff, wanted: Wanted) -> BoardPage:
    """One page of the cases that the member may see and wants; untaken emergencies come first."""
    query = select(Case, _due(), _is_untaken()).where(
        *_theirs(member), *_filters(session, member, wanted)
    )
    if wanted.shelf is Shelf.ENDED:
        if wanted.after is not None:
            query = query.where(Case.id < wanted.after.case_id)
        query = query.order_by(col(Case.id).desc())
    else:
        if wanted.after is not None:
            query = query.where(_comes_after(wanted.after))
        query = query.order_by(_is_untaken().desc(), _due().is_(None), _due(), col(Case.id))
    found = list(session.exec(query.limit(PAGE_CASES + 1)))
    shown = found[:PAGE_CASES]
    last = shown[-1] if len(found) > PAGE_CASES else None
    after = None if last is None else Place(bool(last[2]), last[1], last[0].id)
    return BoardPage(_rows(session, [case for case, _, _ in shown]), after)


def newest_change(session: Session) -> int:
    """A number that is another one after whatever happens to any case."""
    return session.exec(select(func.max(CaseEvent.id))).one() or 0


def newest_emergency(session: Session, member: Staff) -> int:
    """The newest emergency that nobody has taken yet, of those the member may see; 0 for none."""
    query = select(func.max(Case.id)).where(*_theirs(member), *_UNTAKEN)
    return session.exec(query).one() or 0


def counts(session: Session, member: Staff) -> dict[Shelf, int]:
    """How many cases lie on each shelf of unfinished ones."""
    unfinished = (*_theirs(member), col(Case.state).in_(UNFINISHED))
    query = select(Case.state, Case.handler_id, func.count()).where(*unfinished)
    found = dict.fromkeys((Shelf.TO_DO, Shelf.MINE, Shelf.NOBODYS, Shelf.RESOLVED), 0)
    for state, handler_id, count in session.exec(
        query.group_by(col(Case.state), col(Case.handler_id))
    ):
        found[Shelf.RESOLVED if state is CaseState.RESOLVED else Shelf.TO_DO] += count
        if handler_id == member.id:
            found[Shelf.MINE] += count
        if handler_id is None and state in IN_HAND:
            found[Shelf.NOBODYS] += count
    return found


def _theirs(member: Staff) -> tuple[ColumnElement[bool], ...]:
    """Of their estate, and not about them (R70)."""
    is_not_about = or_(col(Case.not_for_id).is_(None), col(Case.not_for_id) != member.id)
    if member.estate_id is None:
        return (is_not_about,)
    return (is_not_about, col(Case.estate_id) == member.estate_id)


def _due() -> ColumnElement[datetime | None]:
    """When the case's next deadline falls due, of those that still wait for somebody."""
    return (
        select(func.min(Deadline.due_at))
        .where(
            Deadline.case_id == Case.id,
            col(Deadline.state).in_((DeadlineState.PENDING, DeadlineState.FIRED)),
            col(Deadline.met_at).is_(None),
            or_(col(Deadline.kind).not_in(OF_ONE_ROUND), Deadline.round == Case.round),
        )
        .correlate(Case)
        .scalar_subquery()
    )


def _is_untaken() -> ColumnElement[int]:
    """1 for an emergency that nobody has taken: whatever is overdue, it stands above it."""
    return case((and_(*_UNTAKEN), 1), else_=0)


def _comes_after(place: Place) -> ColumnElement[bool]:
    due, after_id = _due(), col(Case.id) > place.case_id
    later = and_(due.is_(None), after_id)
    if place.due_at is not None:
        later = or_(due.is_(None), due > place.due_at, and_(due == place.due_at, after_id))
    if place.is_untaken:
        return or_(_is_untaken() == 0, later)
    return and_(_is_untaken() == 0, later)


def _filters(session: Session, member: Staff, wanted: Wanted) -> list[ColumnElement[bool]]:
    named = _named(session, member, wanted)
    if named is not None:
        return [named]
    filters: list[ColumnElement[bool]] = [col(Case.state).in_(STATES_OF[wanted.shelf])]
    if wanted.shelf is Shelf.MINE:
        filters.append(col(Case.handler_id) == member.id)
    if wanted.shelf is Shelf.NOBODYS:
        filters.append(col(Case.handler_id).is_(None))
    for column, value in (
        (Case.kind, wanted.kind),
        (Case.case_class, wanted.case_class),
        (Case.urgency, wanted.urgency),
    ):
        if value is not None:
            filters.append(col(column) == value)
    if wanted.handler:
        members = select(Staff.id).where(Staff.userid == wanted.handler.lower())
        filters.append(col(Case.handler_id).in_(members))
    if wanted.text:
        filters += _words(member, wanted)
    return filters


def _named(session: Session, member: Staff, wanted: Wanted) -> ColumnElement[bool] | None:
    """The cases that the search names by number, home or phone, in whatever state."""
    if not wanted.text:
        return None
    short = read_short(wanted.text)
    if short is not None:
        ids = [case.id for case in cases_numbered(session, member, short)]
        return col(Case.id).in_(ids) if ids else false()
    found = find_case(session, wanted.text)
    if found is not None:
        return col(Case.id) == found.id
    homes = homes_written(session, wanted.text, member.estate_id)
    if homes:
        return col(Case.home_id).in_([home.id for home in homes])
    if wanted.phone:
        indexes = keyring(session).indexes(wanted.phone)
        owners = select(Resident.id).where(col(Resident.phone_index).in_(indexes))
        return col(Case.reporter_id).in_(owners.limit(MATCHES_MAX))
    return None


def _words(member: Staff, wanted: Wanted) -> list[ColumnElement[bool]]:
    like = or_(
        col(Case.text).contains(wanted.text, autoescape=True),
        col(Case.place).contains(wanted.text, autoescape=True),
    )
    if wanted.shelf is not Shelf.ENDED:
        return [like]
    newest = (
        select(Case.id)
        .where(*_theirs(member), col(Case.state).in_(ENDED))
        .order_by(col(Case.id).desc())
        .limit(ENDED_SEARCHED)
    )
    return [col(Case.id).in_(newest), like]


def _rows(session: Session, cases: list[Case]) -> tuple[BoardRow, ...]:
    wanted = {case.home_id for case in cases}, {case.handler_id for case in cases}
    homes = {one.id: one for one in session.exec(select(Home).where(col(Home.id).in_(wanted[0])))}
    staff = select(Staff).where(col(Staff.id).in_(wanted[1]))
    handlers = {one.id: one for one in session.exec(staff)}
    estates = {one.id: one for one in session.exec(select(Estate))}
    deadlines = next_deadlines(session, cases)
    return tuple(
        BoardRow(
            case,
            deadlines.get(case.id),
            homes[case.home_id].code if case.home_id else "",
            handlers[case.handler_id].userid if case.handler_id else "",
            estates[case.estate_id].name,
        )
        for case in cases
    )

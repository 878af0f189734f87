"""Estate: its homes and who lives there, numbers masked; and the staff with their chain."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from sqlmodel import Session

from bot.api.texts import masked, read_identifier
from bot.console.asked import Asked, Missing, Page, Route
from bot.console.estates_asked import scope_of
from bot.console.service import VIA
from bot.console.staff import REASON_LONGEST, may_make_staff
from flows.rules.vocabulary import RUNGS, Role
from storage.audit import READ, audit
from storage.database import zone_of
from storage.estates import Estate, Home
from storage.homes import Tie, list_homes, ties_of
from storage.leave import away
from storage.residents import Resident, name_of, phone_of
from storage.staff import Staff, chain, former_staff, in_chain, staff_name, staff_phone

CODE_LONGEST = 40
FORMER_SHOWN_MAX = 100


@dataclass(frozen=True)
class Person:
    """Somebody of a home as the page shows them; `phone` is masked unless it was asked for."""

    tie: Tie
    name: str
    phone: str | None
    is_whole: bool
    lives_there: bool


@dataclass(frozen=True)
class Member:
    """A member of staff as the page shows them; `is_below`: on a rung with another above it."""

    staff: Staff
    name: str
    phone: str | None
    is_below: bool
    away_until: datetime | None


def show_homes(session: Session, asked: Asked, now: datetime) -> Page:
    """The homes, found by how their code begins."""
    scope = scope_of(session, asked)
    beginning = asked.query.get("q", "").strip()[:CODE_LONGEST]
    after = asked.query.get("after", "")[:CODE_LONGEST]
    page = list_homes(
        session, scope.estate.id, _today(session, now), beginning=beginning, after=after
    )
    query = scope.query | ({"q": beginning} if beginning else {})
    values = {
        "scope": scope,
        "beginning": beginning,
        "rows": page.rows,
        "first": urlencode(query) if after else None,
        "more": urlencode({**query, "after": page.next}) if page.next else "",
    }
    return Page("homes.html", values)


def show_home(session: Session, asked: Asked, now: datetime) -> Page:
    """One home and everybody in it."""
    return _home_page(session, asked, _home(session, asked), now)


def show_phone(session: Session, asked: Asked, now: datetime) -> Page:
    """The page with one whole number, for whoever says why; the audit log keeps it (R66)."""
    home = _home(session, asked)
    wanted = read_identifier(asked.field("resident"))
    found = [one.resident for one in ties_of(session, home.id) if one.resident.id == wanted]
    if not found:
        raise Missing
    why = asked.field("why")
    if not why or len(why) > REASON_LONGEST:
        return _home_page(session, asked, home, now, faulty=found[0])
    subject = f"resident {found[0].id} phone"
    audit(session, READ, subject, by=asked.member.userid, via=VIA, now=now, why=why)
    return _home_page(session, asked, home, now, revealed=found[0])


def show_staff(session: Session, asked: Asked, now: datetime) -> Page:
    """Who works here and in the company office, and to whom each reports."""
    scope = scope_of(session, asked)
    ranks = [*reversed(RUNGS), *(one for one in Role if one not in RUNGS)]
    gone = away(session, now)
    members = sorted(chain(session, scope.estate.id), key=lambda one: ranks.index(one.role))
    values = {
        "scope": scope,
        "members": [_member(session, one, gone.get(one.id)) for one in members],
        "former": former_staff(session, scope.estate.id, FORMER_SHOWN_MAX),
        "may_change": may_make_staff(asked.member),
    }
    return Page("staff.html", values)


ROUTES = (
    Route("estate", "GET", "/estate", show_homes, reads="homes", in_menu=True),
    Route("estate.home", "GET", "/estate/homes/{id:[0-9]+}", show_home, reads="home"),
    Route("estate.phone", "POST", "/estate/homes/{id:[0-9]+}/phone", show_phone),
    Route("estate.staff", "GET", "/estate/staff", show_staff, reads="staff"),
)


def _home(session: Session, asked: Asked) -> Home:
    """The home of the address. Raises Missing for none, and for one of a foreign estate."""
    home_id = read_identifier(asked.path["id"])
    found = None if home_id is None else session.get(Home, home_id)
    if found is None or not in_chain(asked.member, found.estate_id):
        raise Missing
    return found


def _home_page(
    session: Session,
    asked: Asked,
    home: Home,
    now: datetime,
    *,
    revealed: Resident | None = None,
    faulty: Resident | None = None,
) -> Page:
    today = _today(session, now)
    people = [_person(session, tie, today, revealed) for tie in ties_of(session, home.id)]
    values = {
        "home": home,
        "estate": session.get_one(Estate, home.estate_id),
        "cases": urlencode({"q": home.code}),
        "people": sorted(people, key=lambda one: not one.lives_there),
        "may_see_phone": asked.member.role in RUNGS,
        "faulty": 0 if faulty is None else faulty.id,
        "why": asked.field("why"),
        "longest": REASON_LONGEST,
    }
    return Page("home.html", values, 200 if faulty is None else 400)


def _person(session: Session, tie: Tie, today: date, revealed: Resident | None) -> Person:
    residence, resident = tie.residence, tie.resident
    is_whole = revealed is not None and revealed.id == resident.id
    phone = phone_of(session, resident)
    since, until = residence.moved_in or today, residence.moved_out or today
    return Person(
        tie,
        name_of(session, resident),
        (phone or None) if is_whole else masked(phone),
        is_whole,
        since <= today <= until,
    )


def _member(session: Session, one: Staff, away_until: datetime | None) -> Member:
    phone = masked(staff_phone(session, one))
    return Member(one, staff_name(session, one), phone, one.role in RUNGS[:-1], away_until)


def _today(session: Session, now: datetime) -> date:
    return now.astimezone(zone_of(session)).date()

"""Duty: who is told first now, who is on leave until when, and a form to say so or call it off."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Go, Missing, Page, Route
from bot.console.estates_asked import Scope, scope_of
from bot.console.local_times import read_local
from bot.console.permissions import may_open
from bot.console.service import CONFLICT, VIA
from flows.rules.vocabulary import RUNGS, Role
from storage.audit import audit
from storage.database import zone_of
from storage.leave import Leave, end_leave, enter_leave, leaves_of, leaves_over
from storage.rungs import of_estate
from storage.staff import Staff, chain, staff_name

LEAVE_MAX = timedelta(days=400)
"""More is a slip of the year; who goes for good is dismissed."""
OVER_SHOWN_MAX = 50
MIDNIGHT = "00:00"


@dataclass(frozen=True)
class Rung:
    """A rung, who is told first on it now, and whether somebody of a higher one stands in."""

    role: Role
    told: tuple[str, ...]
    is_stood_in: bool


@dataclass(frozen=True)
class Away:
    """A leave as the page shows it; `last` is the last minute of it."""

    leave: Leave
    name: str
    member: Staff
    last: datetime
    is_now: bool
    may_end: bool


def show_duty(session: Session, asked: Asked, now: datetime) -> Page:
    """Who is there, and who is not."""
    return _page(session, asked, scope_of(session, asked), now)


def take(session: Session, asked: Asked, now: datetime) -> Answer:
    """Somebody is away from a day until another, both whole days where no time is said."""
    scope = scope_of(session, asked)
    staff_id = read_identifier(asked.field("member"))
    found = [one for one in _may_send_away(session, asked, scope) if one.id == staff_id]
    if not found:
        raise Missing
    stretch = _stretch(asked, zone_of(session))
    if stretch is None:
        return _page(session, asked, scope, now, "duty.not_a_time")
    since, until = stretch
    if until <= max(since, now) or until - since > LEAVE_MAX:
        return _page(session, asked, scope, now, "duty.not_a_stretch")
    enter_leave(session, found[0], since, until, by=asked.member.userid, now=now)
    _note(session, asked, "leave", found[0], now, since=since, until=until)
    return _go(scope, "said.leave", found[0])


def end(session: Session, asked: Asked, now: datetime) -> Answer:
    """The member is back already, or stays; what has ended meanwhile stays as it is."""
    leave_id = read_identifier(asked.path["id"])
    leave = None if leave_id is None else session.get(Leave, leave_id)
    member = None if leave is None else session.get_one(Staff, leave.staff_id)
    if leave is None or member is None or not _is_theirs(asked.member, member):
        raise Missing
    scope = scope_of(session, asked)
    if leave.ended_at is None and leave.until > now:
        end_leave(session, leave, by=asked.member.userid, now=now)
        _note(session, asked, "leave ended", member, now, since=leave.since, until=leave.until)
    return _go(scope, "said.leave_ended", member)


ROUTES = (
    Route("duty", "GET", "/estate/duty", show_duty, reads="staff"),
    Route("duty.take", "POST", "/estate/duty", take),
    Route("duty.end", "POST", "/estate/duty/{id:[0-9]+}/end", end),
)


def _is_theirs(member: Staff, other: Staff) -> bool:
    """Whether a member says when the other is away: of themselves, and of nobody above them.

    Whoever belongs to the company office is on duty in all estates, so that is for the office.
    """
    if other.id == member.id:
        return True
    if member.estate_id is not None and other.estate_id != member.estate_id:
        return False
    return other.role not in RUNGS or RUNGS.index(other.role) <= RUNGS.index(member.role)


def _may_send_away(session: Session, asked: Asked, scope: Scope) -> list[Staff]:
    members = chain(session, scope.estate.id)
    return [one for one in members if _is_theirs(asked.member, one)]


def _stretch(asked: Asked, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """From when until when, as typed; the last day counts whole unless a time is said."""
    since = read_local(asked.field("from"), asked.field("from_clock") or MIDNIGHT, zone)
    until = read_local(asked.field("until"), asked.field("until_clock") or MIDNIGHT, zone)
    if since is None or until is None:
        return None
    if asked.field("until_clock") or until - since > LEAVE_MAX:
        return since, until
    following = until.astimezone(zone).date() + timedelta(days=1)
    whole = read_local(following.isoformat(), MIDNIGHT, zone)
    return None if whole is None else (since, whole)


def _note(
    session: Session,
    asked: Asked,
    action: str,
    member: Staff,
    now: datetime,
    *,
    since: datetime,
    until: datetime,
) -> None:
    by, subject = asked.member.userid, f"staff {member.userid}"
    times = {"since": since.isoformat(), "until": until.isoformat()}
    audit(session, action, subject, by=by, via=VIA, now=now, **times)


def _go(scope: Scope, said: str, member: Staff) -> Go:
    return Go(f"/console/estate/duty?estate={scope.estate.id}", said, member.userid)


def _page(session: Session, asked: Asked, scope: Scope, now: datetime, fault: str = "") -> Page:
    members = chain(session, scope.estate.id)
    by_id = {one.id: one for one in members}
    may_send = (
        _may_send_away(session, asked, scope) if may_open(asked.member.role, "duty.take") else []
    )
    theirs = {one.id for one in may_send}
    zone = zone_of(session)

    def shown(leave: Leave) -> Away:
        member = by_id[leave.staff_id]
        is_now = leave.since <= now < leave.until and leave.ended_at is None
        last = _last_minute(leave.until, zone)
        return Away(leave, staff_name(session, member), member, last, is_now, member.id in theirs)

    values = {
        "scope": scope,
        "rungs": [_rung(session, scope, role, now) for role in RUNGS],
        "leaves": [shown(one) for one in leaves_of(session, members, now)],
        "over": [shown(one) for one in leaves_over(session, members, now, OVER_SHOWN_MAX)],
        "members": may_send,
        "typed": {
            name: asked.field(name)
            for name in ("member", "from", "from_clock", "until", "until_clock")
        },
        "fault": asked.words(fault, most=LEAVE_MAX.days) if fault else "",
    }
    return Page("duty.html", values, CONFLICT if fault else 200)


def _rung(session: Session, scope: Scope, role: Role, now: datetime) -> Rung:
    told = of_estate(session, scope.estate.id, role, now)
    names = tuple(staff_name(session, one) or one.userid for one in told)
    return Rung(role, names, bool(told) and told[0].role is not role)


def _last_minute(until: datetime, zone: ZoneInfo) -> datetime:
    """A leave that ends at midnight is read as one until the last minute of the day before."""
    is_midnight = until.astimezone(zone).time() == time()
    return until - timedelta(minutes=1) if is_midnight else until

"""Tables that leave as files: asked for with a reason, long ones agreed to by a second (S11).

A link leads only whoever asked to the file, and only for a while; the audit log keeps each step.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlmodel import Session

from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Download, Go, Missing, Page, Route, known_word
from bot.console.estates_asked import Scope, scope_of
from bot.console.export_files import TYPES, taken_out
from bot.console.marks import mark_of
from bot.console.service import CONFLICT, VIA
from flows.rules.case_life import MANAGERS
from flows.rules.table_exports import ExportKind, ExportStanding, needs_second
from flows.rules.vocabulary import Role
from flows.wording.say import say
from storage.audit import READ, audit
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.export_rows import Cut, count_rows
from storage.rungs import of_estate
from storage.staff import Staff, in_chain
from storage.survey_news import push_members
from storage.table_exports import (
    TableExport,
    Wanted,
    ask_for,
    decide,
    lock_export,
    newest_exports,
    open_link,
    standing_of,
)

REASON_LONGEST = 500
SHOWN_MAX = 50
AGREED = "agree"


@dataclass(frozen=True)
class Line:
    """One table as the page shows it."""

    row: TableExport
    standing: ExportStanding
    asked_by: str
    decided_by: str
    is_own: bool
    may_decide: bool


def show_exports(session: Session, asked: Asked, now: datetime) -> Page:
    """What was asked for, and the form to ask."""
    return _page(session, asked, scope_of(session, asked), now)


def ask(session: Session, asked: Asked, now: datetime) -> Answer:
    """Ask for a table; few rows can be fetched at once, many after somebody has agreed."""
    scope = scope_of(session, asked)
    kind = known_word(ExportKind, asked.field("kind"))
    if kind is None:
        raise Missing
    try:
        begins, ends = _day(asked.field("begins")), _day(asked.field("ends"))
    except ValueError:
        return _page(session, asked, scope, now, asked.words("exports.no_day"))
    if kind is not ExportKind.CASES:
        begins = ends = None
    rules = policy_in_force(session, scope.estate.id, now).exports
    cut = Cut(scope.estate.id, asked.member.id, begins, ends)
    rows = count_rows(session, kind, cut)
    fault = _fault(asked, rows, rules.rows_max)
    if fault:
        return _page(session, asked, scope, now, fault)
    why = asked.field("why")
    wanted = Wanted(scope.estate.id, kind, begins, ends, why, rows)
    row = ask_for(session, wanted, asked.member, rules, now)
    _note(session, asked, "table asked for", row, now, why=why)
    if needs_second(rules, rows):
        _tell_seconds(session, asked, row, now)
        return _go(row, "said.table_waits")
    open_link(session, row, asked.member, rules, now)
    return _go(row, "said.table_ready")


def take_decision(session: Session, asked: Asked, now: datetime) -> Answer:
    """A second person agrees, or not."""
    row = _locked(session, asked)
    agreed = asked.field("decision") == AGREED
    if not decide(session, row, asked.member, now, agreed=agreed):
        return _too_late(session, asked, row, now)
    _note(session, asked, "table agreed to" if agreed else "table refused", row, now)
    return _go(row, "said.table_agreed" if agreed else "said.table_refused")


def take_link(session: Session, asked: Asked, now: datetime) -> Answer:
    """Open the link to the file for a while."""
    row = _locked(session, asked)
    rules = policy_in_force(session, row.estate_id, now).exports
    if not open_link(session, row, asked.member, rules, now):
        return _too_late(session, asked, row, now)
    _note(session, asked, "table link", row, now)
    return _go(row, "said.table_ready")


def give_file(session: Session, asked: Asked, now: datetime) -> Answer:
    """The file, for whoever asked for it and while the link leads to it."""
    row, wanted = _locked(session, asked), asked.path["wanted"]
    if wanted not in TYPES or row.asked_by != asked.member.id:
        raise Missing
    if standing_of(row, now) is not ExportStanding.OPEN:
        return _too_late(session, asked, row, now)
    _note(session, asked, READ, row, now, why=row.why, format=wanted)
    mark = mark_of(session, asked, now)
    taken = taken_out(session, row, asked.words, asked.language, mark)
    name = f"{row.kind.value}-{row.id}.{wanted}"
    return Download(name, TYPES[wanted], partial(taken.written, wanted))


ROUTES = (
    Route("exports", "GET", "/estate/exports", show_exports),
    Route("exports.ask", "POST", "/estate/exports", ask),
    Route("exports.decide", "POST", "/estate/exports/{id:[0-9]+}/decision", take_decision),
    Route("exports.link", "POST", "/estate/exports/{id:[0-9]+}/link", take_link),
    # A form and no address: who fetches changes the audit log in the same transaction.
    Route("exports.file", "POST", "/estate/exports/{id:[0-9]+}/{wanted}", give_file),
)


def _fault(asked: Asked, rows: int, rows_max: int) -> str:
    why = asked.field("why")
    if not why or len(why) > REASON_LONGEST:
        return asked.words("exports.why_needed", most=REASON_LONGEST)
    if rows > rows_max:
        return asked.words("exports.too_many", rows=rows, most=rows_max)
    return "" if rows else asked.words("exports.no_rows")


def _day(written: str) -> date | None:
    """A day of a form; raises ValueError for what is none."""
    return date.fromisoformat(written) if written else None


def _locked(session: Session, asked: Asked) -> TableExport:
    """The table of the address. Raises Missing for none, and for one of a foreign estate."""
    export_id = read_identifier(asked.path["id"])
    found = None if export_id is None else lock_export(session, export_id)
    if found is None or not in_chain(asked.member, found.estate_id):
        raise Missing
    return found


def _seconds(session: Session, row: TableExport, now: datetime) -> list[Staff]:
    """Who may agree: the estate's managers, past whoever asked."""
    return of_estate(session, row.estate_id, Role.MANAGER, now, passed_by=row.asked_by)


def _tell_seconds(session: Session, asked: Asked, row: TableExport, now: datetime) -> None:
    policy = policy_in_force(session, row.estate_id, now)
    told = say("staff.table_waits", by=asked.member.userid, rows=row.rows, why=row.why)
    key = f"table {row.id}"
    push_members(session, _seconds(session, row, now), told, key=key, policy=policy, now=now)


def _note(
    session: Session, asked: Asked, action: str, row: TableExport, now: datetime,
    why: str = "", **details: str,
) -> None:  # fmt: skip
    audit(
        session, action, f"table {row.id}", by=asked.member.userid, via=VIA, now=now, why=why,
        kind=row.kind.value, rows=row.rows, **details,
    )  # fmt: skip


def _go(row: TableExport, said: str) -> Go:
    return Go(f"/console/estate/exports?estate={row.estate_id}", said, str(row.id))


def _too_late(session: Session, asked: Asked, row: TableExport, now: datetime) -> Page:
    scope = scope_of(session, asked, row.estate_id)
    return _page(session, asked, scope, now, asked.words("exports.not_now", id=row.id))


def _page(session: Session, asked: Asked, scope: Scope, now: datetime, fault: str = "") -> Page:
    today = now.astimezone(zone_of(session)).date()
    values = {
        "scope": scope,
        "kinds": list(ExportKind),
        "begins": asked.field("begins") or today.replace(day=1).isoformat(),
        "ends": asked.field("ends") or today.isoformat(),
        "kind": asked.field("kind"),
        "why": asked.field("why"),
        "rules": policy_in_force(session, scope.estate.id, now).exports,
        "lines": [
            _line(session, asked, one, now)
            for one in newest_exports(session, scope.estate.id, SHOWN_MAX)
        ],
        "formats": list(TYPES),
        "fault": fault,
        "longest": REASON_LONGEST,
    }
    return Page("exports.html", values, CONFLICT if fault else 200)


def _line(session: Session, asked: Asked, row: TableExport, now: datetime) -> Line:
    standing, is_own = standing_of(row, now), row.asked_by == asked.member.id
    decider = None if row.decided_by is None else session.get_one(Staff, row.decided_by)
    return Line(
        row,
        standing,
        session.get_one(Staff, row.asked_by).userid,
        "" if decider is None else decider.userid,
        is_own,
        standing is ExportStanding.WAITING and not is_own and asked.member.role in MANAGERS,
    )

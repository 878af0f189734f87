"""The audit: of each rule of the house whether it was kept since a day, with the rows (R1-R71)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from urllib.parse import urlencode

from sqlmodel import Session

from bot.console.asked import Asked, Download, Missing, Page, Route
from bot.console.estates_asked import Scope, scope_of
from bot.console.marks import mark_of
from bot.reports.document_files import CONTENT_TYPES, ReportFormat, document_file
from flows.reports.rule_audit_document import audit_document, not_covered, summed_up
from flows.reports.rule_findings import Audited, Finding, RuleStanding, Subject
from flows.wording.say import Say, say
from storage.database import zone_of
from storage.rule_checks.running import audit_rules

READS = "rules"
USUAL_DAYS = 90
ROWS_SHOWN_MAX = 60


@dataclass(frozen=True)
class Told:
    """One rule as it is shown: its name, and the first of the rows that matter."""

    finding: Finding
    name: Say
    rows: tuple[str, ...]
    more: int
    gap: Say


@dataclass(frozen=True)
class View:
    """What the page is about."""

    scope: Scope
    since: date
    audited: Audited
    standing: RuleStanding | None


def show_audit(session: Session, asked: Asked, now: datetime) -> Page:
    """All rules by subject, or only those that stand as asked for."""
    view = _view(session, asked, now)
    shown = [one for one in view.audited.findings if view.standing in {None, one.standing}]
    subjects = [
        (subject, [_told(one) for one in shown if one.subject is subject]) for subject in Subject
    ]
    kept = {"since": view.since.isoformat(), **view.scope.query}
    return Page(
        "audit.html",
        {
            "view": view,
            "sum": summed_up(view.audited),
            "subjects": [(subject, rules) for subject, rules in subjects if rules],
            "counts": [(one, len(view.audited.of(one))) for one in RuleStanding],
            "query": urlencode(kept),
        },
    )


def give_file(session: Session, asked: Asked, now: datetime) -> Download:
    """The same as a workbook; nothing in it is a formula."""
    if asked.path["wanted"] != ReportFormat.XLSX.value:
        raise Missing
    view = _view(session, asked, now)
    document = audit_document(view.audited, asked.language, zone_of(session))
    mark = mark_of(session, asked, now)
    write = partial(document_file, document, ReportFormat.XLSX, mark=mark)
    name = f"audit-{view.since.isoformat()}.xlsx"
    return Download(name, CONTENT_TYPES[ReportFormat.XLSX], write)


ROUTES = (
    Route("audit", "GET", "/audit", show_audit, reads=READS, in_menu=True),
    Route("audit.file", "GET", "/audit/file/{wanted}", give_file, reads=READS),
)


def _view(session: Session, asked: Asked, now: datetime) -> View:
    scope = scope_of(session, asked)
    today = now.astimezone(zone_of(session)).date()
    since = _day(asked.query.get("since", ""), today)
    known = {one.value: one for one in RuleStanding}
    standing = known.get(asked.query.get("standing", ""))
    return View(scope, since, audit_rules(session, scope.estate, since, now), standing)


def _day(written: str, today: date) -> date:
    if not written:
        return today - timedelta(days=USUAL_DAYS)
    try:
        return min(date.fromisoformat(written), today)
    except ValueError:
        raise Missing from None


def _told(one: Finding) -> Told:
    rows = one.broken or one.kept
    more = max(0, len(rows) - ROWS_SHOWN_MAX)
    return Told(one, say(f"rule.{one.rule}"), rows[:ROWS_SHOWN_MAX], more, not_covered(one))

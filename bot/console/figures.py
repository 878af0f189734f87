"""The figures of a month or a quarter; each number opens the rows behind it (R34, R62)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from sqlmodel import Session

from bot.console.asked import Asked, Download, Missing, Page, Route
from bot.console.estates_asked import Scope, scope_of
from bot.console.marks import mark_of
from bot.reports.chart_svg import Drawing, drawn
from bot.reports.document_files import CONTENT_TYPES, ReportFormat
from bot.reports.indicator_files import indicator_file
from flows.reports.indicator_document import chart_of
from flows.reports.indicator_report import IndicatorReport
from flows.reports.indicator_words import Words
from flows.reports.indicators import Line
from flows.reports.period_names import period_name, period_named
from flows.reports.survey import Question
from flows.rules.public_figures import Period, months_from, periods
from flows.rules.vocabulary import Language
from flows.wording.labels import label_of
from flows.wording.say import Say, say
from storage.case_rows import CaseRow, rows_numbered
from storage.database import zone_of
from storage.indicator_rows import report_of_period

READS = "figures"
MONTHS, QUARTERS = 13, 5
"""So many periods can be chosen: a year back, and the same one a year ago."""
ROWS_A_PAGE = 50
WAITING_SHOWN_MAX = 20
OFFERED = (ReportFormat.XLSX, ReportFormat.DOCX)
MARK_DIGITS_MAX = 6
LATE = "late-"
CAME_BY, REPORTED = "from-", "reported"
"""What a page of rows may be about, beside the name of an indicator."""
COUNTED, MISSING, ALL = "counted", "missing", "all"


@dataclass(frozen=True)
class View:
    """What a page of figures is about."""

    scope: Scope
    period: Period
    choices: Sequence[Period]
    report: IndicatorReport

    @property
    def query(self) -> dict[str, str]:
        """What keeps it in an address."""
        return {"period": period_name(self.period), **self.scope.query}

    @property
    def file(self) -> str:
        """What the figures are called where they are written out."""
        return f"{self.scope.estate.id}-{period_name(self.period)}"


def show_figures(session: Session, asked: Asked, now: datetime) -> Page:
    """All figures of a period."""
    view = _view(session, asked, now)
    return Page(
        "figures.html",
        {
            "view": view,
            "report": view.report,
            "query": urlencode(view.query),
            "period_name": period_name,
            "chart": _chart(session, asked, view.report),
            "waiting": view.report.outlook.waiting[:WAITING_SHOWN_MAX],
            "offered": OFFERED,
            "late": LATE,
            "came_by": CAME_BY,
            "channel": partial(label_of, "Channel"),
            "label": partial(_label, asked.language),
        },
    )


def show_rows(session: Session, asked: Asked, now: datetime) -> Page:
    """The rows behind one number, the first of them or those after a mark."""
    view = _view(session, asked, now)
    what = asked.path["what"]
    side = asked.query.get("side", MISSING)
    sides = (ALL,) if what == REPORTED or what.startswith(CAME_BY) else (MISSING, COUNTED, ALL)
    if side not in sides:
        side = sides[0]
    lines = _lines(view.report, what)
    wanted = list(dict.fromkeys(one.row for one in lines if _is_on(side, one)))
    begin = _mark(asked.query.get("after", ""))
    shown = wanted[begin : begin + ROWS_A_PAGE]
    more = begin + len(shown)
    return Page(
        "figure_rows.html",
        {
            "view": view,
            "period_name": period_name,
            "query": urlencode(view.query),
            "what": what,
            "name": _name(what),
            "is_late": what.startswith(LATE),
            "side": side,
            "sides": sides,
            "count": len(wanted),
            "rows": _known(session, view, shown),
            "more": more if more < len(wanted) else 0,
        },
    )


def give_file(session: Session, asked: Asked, now: datetime) -> Download:
    """The same figures as a workbook or a document; nothing in it is a formula.

    The audit log notes of which estate and period they were written out (R62).
    """
    view = _view(session, asked, now)
    found = [one for one in OFFERED if one.value == asked.path["wanted"]]
    if not found or asked.path["id"] != view.file:
        raise Missing
    (wanted,) = found
    zone = zone_of(session)
    mark = mark_of(session, asked, now)
    write = partial(indicator_file, view.report, wanted, asked.language, zone, mark=mark)
    name = f"figures-{period_name(view.period)}.{wanted}"
    return Download(name, CONTENT_TYPES[wanted], write)


ROUTES = (
    Route("figures", "GET", "/figures", show_figures, reads=READS, in_menu=True),
    Route("figures.rows", "GET", "/figures/rows/{what}", show_rows, reads=READS),
    Route("figures.file", "GET", "/figures/file/{id}/{wanted}", give_file, reads=READS),
)


def scope_and_period(session: Session, asked: Asked, now: datetime) -> tuple[Scope, Period]:
    """The estate and the period that a page is about, else the month; Missing for no period."""
    scope = scope_of(session, asked)
    if not asked.query.get("period"):
        today = now.astimezone(zone_of(session)).date()
        return scope, months_from(today.replace(day=1), 1)
    try:
        return scope, period_named(asked.query["period"])
    except ValueError:
        raise Missing from None


def _view(session: Session, asked: Asked, now: datetime) -> View:
    scope, period = scope_and_period(session, asked, now)
    choices = periods(now.astimezone(zone_of(session)).date(), MONTHS, QUARTERS)
    if period not in choices:
        choices = (period, *choices)
    report = report_of_period(session, scope.estate, period, now)
    return View(scope, period, choices, report)


def _chart(session: Session, asked: Asked, report: IndicatorReport) -> Drawing | None:
    charts = chart_of(Words(asked.language, zone_of(session)), report)
    return drawn(charts[0]) if charts else None


def _label(language: Language, question: Question) -> str:
    return question.label.by_language()[language]


def _is_on(side: str, line: Line) -> bool:
    return side == ALL or line.counted is (side == COUNTED)


def _name(what: str) -> Say:
    """What a page of rows is called."""
    if what.startswith(LATE):
        return say(f"DeadlineKind.{what.removeprefix(LATE)}")
    if what.startswith(CAME_BY):
        return say(f"Source.{what.removeprefix(CAME_BY)}")
    return say("indicators.reported") if what == REPORTED else say(f"Measured.{what}")


def _lines(report: IndicatorReport, what: str) -> Sequence[Line]:
    """The rows of an indicator, of the deadlines of a kind, or of a way in; Missing for none."""
    for way in report.ways_in:
        if what in {REPORTED, f"{CAME_BY}{way.source.value}"}:
            ways = report.ways_in if what == REPORTED else (way,)
            return [Line(row, counted=True) for each in ways for row in each.rows]
    for one in report.indicators:
        if one.measured.value == what:
            return one.lines
    for late in report.escalated:
        if f"{LATE}{late.kind.value}" == what:
            return late.lines
    raise Missing


def _mark(written: str) -> int:
    is_number = written.isascii() and written.isdecimal() and len(written) <= MARK_DIGITS_MAX
    return int(written) if is_number else 0


def _known(session: Session, view: View, numbers: list[str]) -> list[tuple[str, CaseRow | None]]:
    """Each row with its case; a survey has none."""
    found = rows_numbered(session, view.scope.estate.id, numbers)
    return [(number, found.get(number)) for number in numbers]

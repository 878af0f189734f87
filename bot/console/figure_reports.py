"""The figures of each month and quarter as managers were told them, beside those of now (R62)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session

from bot.console.asked import Asked, Missing, Page, Route
from bot.console.estates_asked import Scope, scope_of
from bot.console.figures import READS
from flows.reports.indicators import Measured
from flows.reports.period_names import period_named
from storage.indicator_reports import IndicatorReportRow, told_reports
from storage.indicator_rows import report_of_period

SHOWN_MAX = 40
"""Three years of months, with their quarters."""


@dataclass(frozen=True)
class Told:
    """One figure as it was told and as it stands now, each so many of so many."""

    measured: Measured
    part: int
    base: int
    aim: int | None
    part_now: int
    base_now: int

    @property
    def has_changed(self) -> bool:
        """Whether it reads otherwise by now."""
        return (self.part, self.base) != (self.part_now, self.base_now)


def show_reports(session: Session, asked: Asked, now: datetime) -> Page:
    """All periods that were told, and the figures of the one that is asked for."""
    scope = scope_of(session, asked)
    reports = told_reports(session, scope.estate.id, SHOWN_MAX)
    wanted = asked.query.get("period", "")
    chosen = [one for one in reports if wanted in {"", one.period}][:1]
    if wanted and not chosen:
        raise Missing
    values = {
        "scope": scope,
        "reports": reports,
        "chosen": chosen[0] if chosen else None,
        "figures": list(_figures(session, scope, chosen[0], now)) if chosen else [],
        "query": urlencode(scope.query),
    }
    return Page("figure_reports.html", values)


ROUTES = (Route("figures.reports", "GET", "/figures/reports", show_reports, reads=READS),)


def _figures(
    session: Session, scope: Scope, row: IndicatorReportRow, now: datetime
) -> Iterator[Told]:
    """What an older version told and this one no longer knows is left out."""
    report = report_of_period(session, scope.estate, period_named(row.period), now)
    for one in report.indicators:
        if one.measured.value in row.figures:
            part, base, aim = row.figures[one.measured.value]
            yield Told(one.measured, part, base, aim, one.rate.part, one.rate.base)

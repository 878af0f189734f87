"""The report of a month or a quarter as a file of any format (R62)."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.reports.document_files import ReportFormat, document_file
from flows.reports.indicator_document import indicator_document
from flows.reports.indicator_report import Cost, Escalated, IndicatorReport
from flows.reports.indicators import Indicator
from flows.reports.outlook import Outlook
from flows.reports.period_names import period_name
from flows.rules.survey.rates import Rate
from flows.rules.vocabulary import Language


def indicator_file(
    report: IndicatorReport,
    wanted: ReportFormat,
    language: Language,
    zone: ZoneInfo,
    font: Path | None = None,
    *,
    mark: str = "",
) -> bytes:
    """Write a report; raises NoFont for a PDF where no font can write Chinese."""
    if wanted is ReportFormat.JSON:
        text = json.dumps(indicator_values(report, zone), ensure_ascii=False, indent=1)
        return f"{text}\n".encode("utf-8", "replace")
    return document_file(indicator_document(report, language, zone), wanted, font, mark=mark)


def indicator_values(report: IndicatorReport, zone: ZoneInfo) -> dict[str, Any]:
    """All figures for programs: each with its parts, its rows, and the query that finds them."""
    period = period_name(report.period)
    return {
        "estate": report.estate,
        "period": period,
        "made_at": report.made_at.astimezone(zone).isoformat(),
        "reported": report.reported,
        "indicators": [_indicator(one, report.estate, period) for one in report.indicators],
        "escalated": [_escalated(one) for one in report.escalated],
        "came_by": {one.source.value: one.cases for one in report.ways_in},
        "sent": [_cost(one) for one in report.costs],
        "cents": report.cents,
        "surveys": [
            {
                "number": one.number,
                "title": one.title,
                "returned": _rate(one.returned),
                "total": _rate(one.total),
                "items": {item: _rate(rate) for item, rate in one.items.items()},
            }
            for one in report.surveys
        ],
        "outlook": _outlook(report.outlook, zone),
    }


def _rate(rate: Rate) -> dict[str, object]:
    return {
        "part": rate.part,
        "base": rate.base,
        "share": rate.share,
        "low": rate.low,
        "high": rate.high,
    }


def _indicator(one: Indicator, estate: str, period: str) -> dict[str, object]:
    return {
        "measured": one.measured.value,
        "rule": one.rule,
        **_rate(one.rate),
        "aim_percent": one.aim,
        "short": one.is_short,
        "query": {"estate": estate, "period": period, "measured": one.measured.value},
        "counted": list(one.rows(counted=True)),
        "missing": list(one.rows(counted=False)),
    }


def _escalated(one: Escalated) -> dict[str, object]:
    passed = dict.fromkeys(line.row for line in one.lines if line.counted)
    return {
        "kind": one.kind.value,
        "fell_due": len(one.lines),
        "passed": one.passed,
        "rows": list(passed),
    }


def _cost(one: Cost) -> dict[str, object]:
    return {
        "channel": one.sent.channel,
        "purpose": one.sent.purpose.value,
        "messages": one.sent.messages,
        "segments": one.sent.segments,
        "cents": one.cents,
    }


def _outlook(seen: Outlook, zone: ZoneInfo) -> dict[str, object]:
    return {
        "aim_percent": seen.aim,
        "solved": seen.solved,
        "may_fail": seen.may_fail,
        "must_solve": seen.must_solve,
        "threatened": seen.is_threatened,
        "waiting": [
            {"number": one.number, "until": one.until.astimezone(zone).isoformat()}
            for one in seen.waiting
        ],
    }

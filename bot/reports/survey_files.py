"""The report of a survey as a file of any format (R14)."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.reports.document_files import ReportFormat, document_file
from flows.reports.survey import SurveyReport
from flows.reports.survey_document import survey_document
from flows.reports.survey_since import SinceReport
from flows.rules.vocabulary import Language
from storage.campaign_reports import report_values
from storage.since_report import since_values

RATE = frozenset({"part", "base", "low", "high"})


def survey_file(
    report: SurveyReport,
    wanted: ReportFormat,
    language: Language,
    zone: ZoneInfo,
    font: Path | None = None,
    *,
    since: SinceReport | None = None,
    mark: str = "",
) -> bytes:
    """Write a report; raises NoFont for a PDF where no font can write Chinese.

    What came after it is told too where it is given.
    """
    if wanted is ReportFormat.JSON:
        return as_json(report, since)
    document = survey_document(report, language, zone, since)
    return document_file(document, wanted, font, mark=mark)


def as_json(report: SurveyReport, since: SinceReport | None = None) -> bytes:
    """All figures for programs; beside the parts of each rate stands its share."""
    told = report_values(report) | ({} if since is None else {"since": since_values(since)})
    values = _with_shares(told)
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _with_shares(values: object) -> object:
    match values:
        case dict():
            told = {key: _with_shares(value) for key, value in values.items()}
            if values.keys() == RATE:
                told["share"] = values["part"] / values["base"] if values["base"] else None
            return told
        case list():
            return [_with_shares(value) for value in values]
        case _:
            return values

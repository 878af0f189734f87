"""`GET /campaigns/{number}/report`: the report of a survey as a file (R14, R17)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.api.asked import Asked
from bot.api.campaigns import campaign_asked
from bot.api.errors import Code, Problem, not_found
from bot.api.service import File
from bot.reports.document_files import CONTENT_TYPES, NoFont, ReportFormat
from bot.reports.survey_files import survey_file
from flows.reports.survey import SurveyReport
from flows.reports.survey_since import SinceReport
from flows.rules.refusals import Refusal
from flows.rules.vocabulary import Language, Role
from storage.campaign_reports import read_report
from storage.campaigns import newest_report
from storage.database import zone_of
from storage.since_report import since_report

READERS = (Role.LEAD, Role.MANAGER, Role.GENERAL_MANAGER, Role.AUDITOR)
"""It holds what residents wrote, home by home: not for everybody with a token."""


def show_report(session: Session, asked: Asked, _now: datetime) -> File:
    """The report that counts, as JSON if no other format is asked for."""
    if asked.caller.role not in READERS:
        message = f"a report is not for the token {asked.caller.name}: {asked.caller.role}"
        raise Problem(403, Refusal.WRONG_ROLE, message)
    wanted = asked.query.word("format", ReportFormat) or ReportFormat.JSON
    language = asked.query.word("language", Language) or Language.SIMPLIFIED
    campaign = campaign_asked(session, asked)
    row = newest_report(session, campaign.id)
    if row is None:
        raise not_found(f"the survey {campaign.number} has no report yet")
    report, zone = read_report(session, row), zone_of(session)
    since = since_report(session, campaign, row)
    return File(
        f"{report.asking.number}.{wanted}",
        CONTENT_TYPES[wanted],
        lambda: _written(report, since, wanted, language, zone),
    )


def _written(
    report: SurveyReport,
    since: SinceReport,
    wanted: ReportFormat,
    language: Language,
    zone: ZoneInfo,
) -> bytes:
    try:
        return survey_file(report, wanted, language, zone, since=since)
    except NoFont:
        message = "no font with Chinese characters was found here: install fonts-noto-cjk"
        raise Problem(503, Code.UNAVAILABLE, message) from None

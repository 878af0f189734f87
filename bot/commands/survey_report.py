"""What `huiyin report survey` writes; whoever has it written is noted in the audit log (S18)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.commands.case_export import NO_FONT
from bot.commands.opening import CannotRun
from bot.reports.document_files import NoFont, ReportFormat
from bot.reports.survey_files import survey_file
from flows.reports.public import public_report
from flows.reports.survey import SurveyReport
from flows.reports.survey_since import SinceReport
from flows.rules.vocabulary import Language
from storage.audit import COMMAND, OPERATOR, READ, audit
from storage.campaign_reports import read_report
from storage.campaigns import campaign_policy, find_campaign, newest_report
from storage.since_report import since_report


def told_report(
    session: Session, number: str, now: datetime, *, public: bool
) -> tuple[SurveyReport, SinceReport | None]:
    """The report of a campaign that counts, and what came after it; raises CannotRun.

    Or what of it anybody may see: measures and their state are told on the survey's public page.
    """
    campaign = find_campaign(session, number)
    if campaign is None:
        raise CannotRun(f"there is no campaign {number}")
    row = newest_report(session, campaign.id)
    if row is None:
        raise CannotRun(
            f"{campaign.number} has no report yet: once it is closed, run "
            f"`huiyin campaign report {campaign.number} --by STAFF`"
        )
    audit(session, READ, f"campaign {campaign.number}", by=OPERATOR, via=COMMAND, now=now,
          part="report")  # fmt: skip
    report = read_report(session, row)
    if public:
        return public_report(campaign_policy(session, campaign.id, now), report), None
    return report, since_report(session, campaign, row)


def written_report(
    report: SurveyReport,
    since: SinceReport | None,
    wanted: ReportFormat,
    language: Language,
    zone: ZoneInfo,
    font: Path | None,
) -> bytes:
    """The report as a file; raises CannotRun where no font can write Chinese."""
    with printable(font):
        return survey_file(report, wanted, language, zone, font, since=since)


@contextmanager
def printable(font: Path | None) -> Iterator[None]:
    """Raise CannotRun, with what to do about it, where no font can write Chinese."""
    try:
        yield
    except NoFont:
        raise CannotRun(NO_FONT if font is None else f"--font: there is no file {font}") from None

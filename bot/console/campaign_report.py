"""The report of a survey: read in the page, saved as a file, and signed by three (R14, R18)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, select

from bot.console.asked import Answer, Asked, Download, Missing, Page, Route, known_word
from bot.console.campaign_next import what_next
from bot.console.campaign_offers import offer, signings
from bot.console.campaign_tabs import NOTHING_TRIED, Tab, Tried, campaign_of, tab_values
from bot.console.marks import mark_of
from bot.console.permissions import may_open
from bot.print_fonts import find_font
from bot.reports.document_files import CONTENT_TYPES, ReportFormat
from bot.reports.html import BLOCKS
from bot.reports.survey_files import survey_file
from flows.reports.survey import SurveyReport
from flows.reports.survey_document import survey_document
from flows.reports.survey_since import SinceReport
from flows.rules.survey.words import CampaignState, CampaignVerb
from storage.campaign_reports import read_report
from storage.campaigns import Campaign, CampaignSignature, newest_report, signatures_of
from storage.database import zone_of
from storage.since_report import since_report
from storage.staff import Staff, staff_name

OFFERED = (ReportFormat.PDF, ReportFormat.DOCX, ReportFormat.XLSX, ReportFormat.HTML)


@dataclass(frozen=True)
class Made:
    """A report that counts, and what came after it; `signed` has each signature and its name."""

    report: SurveyReport
    since: SinceReport
    signed: list[tuple[CampaignSignature, str]]


def show_report(session: Session, asked: Asked, now: datetime) -> Page:
    """The report as it stands."""
    return report_page(session, asked, campaign_of(session, asked), now)


def give_file(session: Session, asked: Asked, now: datetime) -> Answer:
    """The report as a file; nothing in it is a formula."""
    campaign = campaign_of(session, asked)
    wanted, made = known_word(ReportFormat, asked.path["wanted"]), made_of(session, campaign)
    if wanted not in OFFERED or made is None:
        raise Missing
    if wanted is ReportFormat.PDF and find_font(None) is None:
        return Page("error.html", {"key": "error.no_font"}, 503)
    zone = zone_of(session)
    tell = partial(survey_file, made.report, wanted, asked.language, zone, since=made.since)
    write = partial(tell, mark=mark_of(session, asked, now))
    return Download(f"{campaign.number}.{wanted}", CONTENT_TYPES[wanted], write)


def report_page(
    session: Session,
    asked: Asked,
    campaign: Campaign,
    now: datetime,
    attempt: Tried = NOTHING_TRIED,
) -> Page:
    """The page, with a signature that was not taken and what was typed with it."""
    made = made_of(session, campaign)
    may_run = may_open(asked.member.role, "campaign.do")
    is_open = may_run and campaign.state is CampaignState.REPORTED
    values = {
        **tab_values(session, asked, campaign, Tab.REPORT),
        **BLOCKS,
        "document": None if made is None else _document(session, asked, made),
        "made": made,
        "formats": OFFERED,
        "next": what_next(session, campaign, now),
        "signings": signings(session, asked, campaign) if is_open else [],
        "again": offer(session, asked, campaign, CampaignVerb.REPORT, now) if may_run else None,
        "tried": attempt,
    }
    return Page("campaign_report.html", values, attempt.status)


ROUTES = (
    Route("campaign.report", "GET", "/campaigns/{number}/report", show_report, reads="report of"),
    Route(
        "campaign.file", "GET", "/campaigns/{number}/report/{wanted}", give_file, reads="report of"
    ),
)


def made_of(session: Session, campaign: Campaign) -> Made | None:
    """The report that counts, None before there is one, or once its words are forgotten."""
    row = newest_report(session, campaign.id)
    if row is None or row.content_sealed is None:
        return None
    signatures = signatures_of(session, row.id)
    ids = [one.staff_id for one in signatures]
    members = {one.id: one for one in session.exec(select(Staff).where(col(Staff.id).in_(ids)))}
    signed = [(one, staff_name(session, members[one.staff_id])) for one in signatures]
    return Made(read_report(session, row), since_report(session, campaign, row), signed)


def _document(session: Session, asked: Asked, made: Made) -> object:
    return survey_document(made.report, asked.language, zone_of(session), made.since)

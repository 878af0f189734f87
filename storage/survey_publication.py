"""What is told of a survey's result: to managers, to who took part, and to everybody (R14, R20)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat

from sqlmodel import Session, col, select

from flows.reports.public import public_report
from flows.reports.survey import SurveyReport
from flows.rules.survey.asking_times import paced
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import Language, Role
from flows.wording.say import Say, plain, say
from storage.campaign_reports import read_report
from storage.campaigns import (
    Campaign,
    CampaignEstate,
    campaign_policy,
    estates_of,
    newest_report,
)
from storage.database import public_url_of, zone_of
from storage.estates import Home
from storage.invitations import Invitation
from storage.measures import Measure, measures_of
from storage.prizes import winners
from storage.residents import Resident
from storage.rungs import of_estate
from storage.staff import Staff
from storage.survey_measures import follow_report
from storage.survey_news import notice_to, post_all, push_to_staff
from storage.telling import in_words

PATH = "/surveys"
SURVEYS_LISTED = 5


@dataclass(frozen=True)
class PublicSurvey:
    """A published campaign as anybody may see it; of the homes that won only a part is told."""

    campaign: Campaign
    report: SurveyReport
    measures: Sequence[Measure]
    prizes: Sequence[tuple[int, str]]


def after_report(session: Session, campaign: Campaign, now: datetime) -> None:
    """Begin what a new report calls for, and tell the managers of it (R14, R17, R19).

    In the transaction that writes the report, also for one that is written again.
    """
    report = _report(session, campaign)
    follow_report(
        session,
        campaign,
        below_target=report.below_target,
        without_improvement=report.without_improvement,
        now=now,
    )
    sentence = say("survey.reported", figures=_figures(campaign, report))
    key = f"report {report.answers_digest}"
    push_to_staff(session, campaign, _managers(session, campaign, now), sentence, key=key, now=now)


def after_publish(session: Session, campaign: Campaign, now: datetime) -> None:
    """Tell the managers, and thank every home that took part, one after the other (R20)."""
    link = survey_link(session, campaign)
    figures = _figures(campaign, _report(session, campaign))
    sentence = say("survey.published_staff", figures=figures, link=plain(link))
    managers = _managers(session, campaign, now)
    push_to_staff(session, campaign, managers, sentence, key="published", now=now)
    _thank(session, campaign, link, now)


def survey_link(session: Session, campaign: Campaign) -> str:
    """The address of the public page; empty where the house has none that is reached."""
    public_url = public_url_of(session)
    return f"{public_url}{PATH}/{campaign.number}" if public_url else ""


def public_survey(session: Session, campaign: Campaign, now: datetime) -> PublicSurvey | None:
    """What everybody may see of a campaign; None before it is published."""
    is_published = campaign.state is CampaignState.PUBLISHED
    return public_preview(session, campaign, now) if is_published else None


def public_preview(session: Session, campaign: Campaign, now: datetime) -> PublicSurvey | None:
    """What everybody would see of a campaign if it were published now; None without a report."""
    row = newest_report(session, campaign.id)
    if row is None or row.content_sealed is None:
        return None
    report = public_report(campaign_policy(session, campaign.id, now), read_report(session, row))
    prizes = winners(session, campaign.id)
    return PublicSurvey(campaign, report, measures_of(session, campaign.id), prizes)


def published_surveys(session: Session, estate_id: int) -> list[Campaign]:
    """The last campaigns of an estate whose results everybody may see, the newest first."""
    query = (
        select(Campaign)
        .join(CampaignEstate, col(CampaignEstate.campaign_id) == col(Campaign.id))
        .where(CampaignEstate.estate_id == estate_id, Campaign.state == CampaignState.PUBLISHED)
        .order_by(col(Campaign.published_at).desc(), col(Campaign.id).desc())
        .limit(SURVEYS_LISTED)
    )
    return list(session.exec(query))


def _report(session: Session, campaign: Campaign) -> SurveyReport:
    row = newest_report(session, campaign.id)
    if row is None:
        message = f"{campaign.number} has no report"
        raise LookupError(message)
    return read_report(session, row)


def _figures(campaign: Campaign, report: SurveyReport) -> Say:
    return say(
        "survey.figures",
        title=plain(campaign.title),
        number=campaign.number,
        issued=report.returns.asked.issued,
        returned=report.returns.asked.returned,
        rate=percent(report.returns.rate.share),
        satisfied=percent(report.whole.total.share),
        target=report.aims.satisfied_percent,
    )


def percent(share: float | None) -> str:
    """A share as people read it: 87.5 %; a line where there is none."""
    return "—" if share is None else f"{100 * share:.1f} %"


def _managers(session: Session, campaign: Campaign, now: datetime) -> list[Staff]:
    found = [
        member
        for estate in estates_of(session, campaign.id)
        for member in of_estate(session, estate.id, Role.MANAGER, now)
    ]
    return list({member.id: member for member in found}.values())


def _thank(session: Session, campaign: Campaign, link: str, now: datetime) -> None:
    """Queue the thanks in the minutes in which surveys may ask, for they come as unasked (R7)."""
    took_part = list(_who_took_part(session, campaign))
    policy = campaign_policy(session, campaign.id, now)
    title = plain(campaign.title)
    said = (
        say("survey.published", title=title, link=plain(link))
        if link
        else say("survey.published_unlinked", title=title)
    )
    texts = {language: in_words(session, said, language) for language in Language}
    minutes = paced(len(took_part), now, policy=policy, zone=zone_of(session))
    times = chain.from_iterable(repeat(minute, number) for minute, number in minutes)
    notices = (
        notice_to(session, invitation, estate_id, texts[language], key="published", at=at, now=now)
        for (invitation, estate_id, language), at in zip(took_part, times, strict=True)
    )
    post_all(session, notices, now)


def _who_took_part(
    session: Session, campaign: Campaign
) -> Iterator[tuple[Invitation, int, Language]]:
    query = (
        select(Invitation, Home.estate_id, Resident.language)
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .join(Resident, col(Resident.id) == col(Invitation.resident_id))
        .where(Invitation.campaign_id == campaign.id, Invitation.known == Known.COMPLETED)
        .order_by(col(Invitation.id))
    )
    for invitation, estate_id, language in session.exec(query):
        yield invitation, estate_id, Language(language)

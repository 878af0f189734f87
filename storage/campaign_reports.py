"""《客户满意度调查报告》: the figures of a campaign, made once and kept as they were told (R14)."""

from collections import Counter
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from flows.reports.survey import Asking, Checked, Earlier, Praise, SurveyReport, Won
from flows.reports.survey_figures import Facts, survey_report
from flows.rules.survey.truth import audit_state
from storage.campaign_answers import asked_by_building, count_campaign
from storage.campaigns import (
    Campaign,
    CampaignEstate,
    CampaignReport,
    campaign_policy,
    estates_of,
    newest_report,
)
from storage.database import zone_of
from storage.forms import FormVersion, form_of
from storage.invitations import dispositions
from storage.keys import keyring
from storage.prizes import winners
from storage.response_checks import checks_of
from storage.staff import Staff, staff_name
from storage.survey_opinions import ranked_praise

EARLIER_MAX = 5
"""So many former campaigns a report is compared with."""

_CONTENT = TypeAdapter(SurveyReport)


def make_report(session: Session, campaign: Campaign, by: str, now: datetime) -> CampaignReport:
    """Reckon the figures of a closed campaign and keep them; from now on this report counts.

    Raises ValueError for a campaign that still takes answers.
    """
    policy = campaign_policy(session, campaign.id, now)
    version = session.get_one(FormVersion, campaign.form_version_id)
    form = form_of(version)
    count = count_campaign(session, campaign, form, policy)
    facts = Facts(
        _asking(session, campaign, version),
        asked_by_building(session, campaign.id),
        dispositions(session, campaign.id),
        _earlier(session, campaign),
        _checked(session, campaign.id),
        _praise(session, campaign, now),
        tuple(Won(place, home) for place, home in winners(session, campaign.id)),
    )
    report = survey_report(policy, form, facts, count, now)
    text = _CONTENT.dump_json(report).decode()
    row = CampaignReport(
        campaign_id=campaign.id,
        made_at=now,
        by=by,
        digest=count.digest,
        content_sealed=keyring(session).seal(text),
    )
    session.add(row)
    session.flush()
    return row


def read_report(session: Session, row: CampaignReport) -> SurveyReport:
    """The figures as they were kept."""
    return _CONTENT.validate_json(keyring(session).open(row.content_sealed))


def report_values(report: SurveyReport) -> dict[str, Any]:
    """The figures as JSON has them."""
    values: dict[str, Any] = _CONTENT.dump_python(report, mode="json")
    return values


def _asking(session: Session, campaign: Campaign, version: FormVersion) -> Asking:
    if campaign.closed_at is None:
        raise ValueError(f"{campaign.number} still takes answers")
    return Asking(
        campaign.number,
        campaign.title,
        campaign.kind,
        tuple(estate.name for estate in estates_of(session, campaign.id)),
        campaign.starts_on,
        campaign.last_day,
        campaign.closed_at,
        version.form,
        version.version,
        version.digest,
        campaign.seed,
        campaign.frame_digest or "",
        campaign.lacking,
    )


def _praise(session: Session, campaign: Campaign, now: datetime) -> tuple[Praise, ...]:
    ranked = ranked_praise(session, campaign, now)
    query = select(Staff).where(col(Staff.userid).in_([one.staff for one in ranked]))
    names = {member.userid: staff_name(session, member) for member in session.exec(query)}
    return tuple(Praise(one.place, names[one.staff], one.homes) for one in ranked)


def _earlier(session: Session, campaign: Campaign) -> tuple[Earlier, ...]:
    """The reports of the last campaigns of this kind in the same estates, oldest first (R12)."""
    zone = zone_of(session)
    found: list[Earlier] = []
    for former in _former_campaigns(session, campaign):
        row = newest_report(session, former.id)
        if row is None or row.content_sealed is None:
            continue
        told = read_report(session, row)
        day = told.asking.closed_at.astimezone(zone).date()
        found.append(
            Earlier(former.number, former.title, day, told.whole.total, told.whole.satisfied())
        )
        if len(found) == EARLIER_MAX:
            break
    return tuple(reversed(found))


def _former_campaigns(session: Session, campaign: Campaign) -> list[Campaign]:
    """The newest first."""
    mine = {estate.id for estate in estates_of(session, campaign.id)}
    theirs: dict[int, set[int]] = {}
    for one in session.exec(select(CampaignEstate)):
        theirs.setdefault(one.campaign_id, set()).add(one.estate_id)
    query = (
        select(Campaign)
        .where(
            col(Campaign.id).in_([one for one, estates in theirs.items() if estates == mine]),
            Campaign.kind == campaign.kind,
            col(Campaign.closed_at) < campaign.closed_at,
        )
        .order_by(col(Campaign.closed_at).desc(), col(Campaign.id).desc())
    )
    return list(session.exec(query))


def _checked(session: Session, campaign_id: int) -> Checked | None:
    """The state of the audit, None before anything was drawn for it (R16)."""
    checks = checks_of(session, campaign_id)
    if not checks:
        return None
    marks = {str(one.response_id): one.mark for one in checks if one.mark is not None}
    state = audit_state([str(one.response_id) for one in checks], marks)
    return Checked(state, len(checks), Counter(marks.values()))

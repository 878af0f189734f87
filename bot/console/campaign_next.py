"""What a survey waits for: what it does next by itself, or what somebody has to do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from flows.rules.survey.words import CampaignState, Reviewer
from storage.campaign_watching import next_planned
from storage.campaigns import Campaign, campaign_policy, newest_report, signers_of
from storage.response_checks import unchecked


@dataclass(frozen=True)
class Next:
    """The next thing under its key, on a day or at a moment; `count` of what still has to come."""

    key: str
    on: date | datetime | None = None
    who: tuple[Reviewer, ...] = ()
    count: int = 0


def what_next(session: Session, campaign: Campaign, now: datetime) -> Next:
    """What comes next in the life of a survey."""
    if campaign.dropped_at is not None:
        return Next("dropped")
    match campaign.state:
        case CampaignState.DRAFT:
            policy = campaign_policy(session, campaign.id, now)
            fixed = timedelta(days=policy.survey_calendar.frozen_days)
            return Next("freeze", campaign.starts_on - fixed)
        case CampaignState.FROZEN | CampaignState.RUNNING:
            policy = campaign_policy(session, campaign.id, now)
            planned = next_planned(session, campaign, policy)
            if planned is None:
                return Next("close", campaign.last_day)
            return Next(planned.step.value, planned.at)
        case CampaignState.CLOSED:
            return Next("report", count=unchecked(session, campaign.id))
        case CampaignState.REPORTED:
            report = newest_report(session, campaign.id)
            signed = {} if report is None else signers_of(session, report.id)
            return Next("sign", who=tuple(one for one in Reviewer if one not in signed))
        case CampaignState.REVIEWED:
            waiting = unchecked(session, campaign.id)
            return Next("compare", count=waiting) if waiting else Next("publish")
        case CampaignState.PUBLISHED:
            return Next("nothing", campaign.published_at)

"""What happens to a survey from its start to its close, once a verb has been judged."""

from datetime import date, datetime

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.survey.campaign_clock import PlannedStep, planned_steps
from storage.campaigns import Campaign
from storage.database import zone_of
from storage.inviting import end_invitations, plan_invitations, plan_reminders
from storage.survey_truth import after_close


def start_campaign(session: Session, campaign: Campaign, policy: Policy, now: datetime) -> None:
    """Let the homes be asked from now on; what follows is planned from this day."""
    campaign.started_at = now
    campaign.next_at = next_step(session, campaign, policy, now)
    session.add(campaign)
    session.flush()
    plan_invitations(session, campaign, now)


def remind_campaign(session: Session, campaign: Campaign, now: datetime) -> None:
    """Let the homes be reminded that have not answered; the planned reminders stay planned."""
    plan_reminders(session, campaign, now)


def close_campaign(session: Session, campaign: Campaign, now: datetime) -> None:
    """Take no more answers: what is known of an invitation by now is how it ends.

    Then the seed draws what is looked at again, and the prizes (R16, R23).
    """
    campaign.closed_at, campaign.next_at = now, None
    session.add(campaign)
    session.flush()
    end_invitations(session, campaign, now)
    after_close(session, campaign, now)


def steps_of(session: Session, campaign: Campaign, policy: Policy) -> tuple[PlannedStep, ...]:
    """All that a survey does by itself, in order; from the day on which it did start."""
    begins = _started_on(session, campaign) or campaign.starts_on
    return planned_steps(policy, begins, campaign.last_day, zone_of(session))


def next_step(
    session: Session, campaign: Campaign, policy: Policy, now: datetime
) -> datetime | None:
    """When a survey does the next thing by itself."""
    steps = steps_of(session, campaign, policy)
    return min((one.at for one in steps if one.at > now), default=None)


def _started_on(session: Session, campaign: Campaign) -> date | None:
    if campaign.started_at is None:
        return None
    return campaign.started_at.astimezone(zone_of(session)).date()

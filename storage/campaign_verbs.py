"""The one door to a survey: a verb is judged, then done, in the caller's transaction (R5, R18)."""

from datetime import datetime
from typing import assert_never

from sqlmodel import Session

from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.campaign_life import (
    check_campaign,
    state_after,
    takes_override,
)
from flows.rules.survey.words import CampaignState, CampaignVerb
from storage.audit import audit
from storage.campaign_dropping import drop_campaign
from storage.campaign_freezing import Told, freeze_campaign
from storage.campaign_reports import make_report
from storage.campaign_revising import revise_campaign
from storage.campaign_runner import Runner
from storage.campaign_running import close_campaign, remind_campaign, start_campaign
from storage.campaign_signing import UNSPOKEN, Spoken, sign_report
from storage.campaigns import (
    Campaign,
    campaign_facts,
    campaign_policy,
    estates_of,
)
from storage.database import zone_of
from storage.staff import in_chain
from storage.survey_publication import after_publish, after_report

REASON_CHARACTERS_MAX = 500


def run_campaign(
    session: Session,
    verb: CampaignVerb,
    campaign: Campaign,
    runner: Runner,
    now: datetime,
    *,
    spoken: Spoken = UNSPOKEN,
    told: Told | None = None,
) -> None:
    """Do a verb to a survey. Raises NotAllowed, and then the transaction is to be undone.

    The caller holds the campaign. Whoever acts must be of one of its estates. `told` hears how far
    long work has got.
    """
    check_estates(session, campaign, runner)
    today = now.astimezone(zone_of(session)).date()
    policy, facts = campaign_policy(session, campaign.id, now), campaign_facts(session, campaign)
    reason = _reason(spoken)
    check_campaign(policy, verb, facts, runner.facts, today=today, reason=reason)
    details: dict[str, object] = {}
    if takes_override(policy, verb, facts, today):
        details["override"] = True
    match verb:
        case CampaignVerb.REVISE:
            details["changed"] = revise_campaign(session, campaign, spoken.changes, runner, now)
        case CampaignVerb.FREEZE:
            freeze_campaign(session, campaign, policy, now, told)
        case CampaignVerb.START:
            start_campaign(session, campaign, policy, now)
        case CampaignVerb.REMIND:
            remind_campaign(session, campaign, now)
        case CampaignVerb.CLOSE:
            close_campaign(session, campaign, now)
        case CampaignVerb.REPORT:
            make_report(session, campaign, runner.name, now)
            after_report(session, campaign, now)
            campaign.reported_at = now
        case CampaignVerb.SIGN:
            details["as"] = sign_report(session, campaign, facts, runner, spoken, now)
        case CampaignVerb.PUBLISH:
            campaign.published_at = now
            after_publish(session, campaign, now)
        case CampaignVerb.DROP:
            drop_campaign(session, campaign, now)
        case _:
            assert_never(verb)
    campaign.state = state_after(verb, campaign_facts(session, campaign))
    if campaign.state is CampaignState.REVIEWED and verb is CampaignVerb.SIGN:
        campaign.reviewed_at = now
    session.add(campaign)
    session.flush()
    about = f"campaign {campaign.number}"
    audit(session, verb.value, about, by=runner.name, via=runner.via, now=now, why=reason,
          **details)  # fmt: skip


def _reason(spoken: Spoken) -> str:
    reason = spoken.reason.strip()
    if len(reason) > REASON_CHARACTERS_MAX:
        raise NotAllowed(Why.TOO_LONG, field="reason", most=REASON_CHARACTERS_MAX)
    return reason


def check_estates(session: Session, campaign: Campaign, runner: Runner) -> None:
    """Raise NotAllowed for somebody of the staff of none of the estates of a survey."""
    member = runner.member
    if member is None or member.estate_id is None:
        return
    if not any(in_chain(member, one.id) for one in estates_of(session, campaign.id)):
        raise NotAllowed(Why.OTHER_ESTATES_SURVEY)

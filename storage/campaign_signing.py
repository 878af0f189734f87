"""What becomes of a report: three people sign it before it is published (R18, R20)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.campaign_life import CampaignFacts, check_signature
from flows.rules.survey.words import Reviewer
from storage.campaign_revising import NO_CHANGES, Changes
from storage.campaign_runner import Runner
from storage.campaigns import Campaign, CampaignSignature, newest_report

REMARK_CHARACTERS_MAX = 500


@dataclass(frozen=True)
class Spoken:
    """What is said with a verb: why it is done, who signs as what, or what is otherwise."""

    reason: str = ""
    reviewer: Reviewer | None = None
    remark: str = ""
    changes: Changes = NO_CHANGES


UNSPOKEN = Spoken()


def sign_report(
    session: Session,
    campaign: Campaign,
    facts: CampaignFacts,
    runner: Runner,
    spoken: Spoken,
    now: datetime,
) -> Reviewer:
    """Write down that somebody has read the newest report; returns as what they signed.

    Raises NotAllowed. The service itself signs nothing.
    """
    member, actor, reviewer = runner.member, runner.facts, spoken.reviewer
    report = newest_report(session, campaign.id)
    if reviewer is None:
        raise NotAllowed(Why.MISSING, field="as")
    if member is None or actor is None or report is None:
        message = f"{campaign.number} is to be signed by {runner.name} without a report or a reader"
        raise AssertionError(message)
    check_signature(facts, reviewer, actor)
    if len(spoken.remark) > REMARK_CHARACTERS_MAX:
        raise NotAllowed(Why.TOO_LONG, field="remark", most=REMARK_CHARACTERS_MAX)
    session.add(
        CampaignSignature(
            report_id=report.id,
            reviewer=reviewer,
            staff_id=member.id,
            at=now,
            remark=spoken.remark.strip(),
        )
    )
    session.flush()
    return reviewer

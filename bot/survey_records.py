"""What staff write down after a survey's close, each with its line in the audit log (R16-R23).

The verbs of the life of a survey are those of storage.campaign_verbs.
"""

from datetime import datetime

from sqlmodel import Session

from flows.rules.survey.truth import Mark
from storage.audit import audit
from storage.campaigns import Campaign
from storage.measures import Measure
from storage.prizes import Prize, hand_over
from storage.response_checks import ResponseCheck
from storage.staff import Staff
from storage.survey_measures import Change, change_measure, propose_measure
from storage.survey_truth import Checker, mark_check


def mark(
    session: Session,
    campaign: Campaign,
    check: ResponseCheck,
    checker: Checker,
    *,
    found: Mark,
    remark: str,
    via: str,
    now: datetime,
) -> None:
    """Say what was found of a response beside its original (R16). Raises NotAllowed.

    The caller holds the campaign.
    """
    mark_check(session, campaign, check, checker, mark=found, remark=remark, now=now)
    about = f"check {check.id} of campaign {campaign.number}"
    audit(session, found.value, about, by=checker.member.userid, via=via, now=now)


def propose(
    session: Session,
    campaign: Campaign,
    member: Staff,
    text: str,
    about: str,
    *,
    via: str,
    now: datetime,
) -> Measure:
    """Write down something to be improved (R20). Raises NotAllowed. The caller holds the campaign.

    `about` is the key of an item of the form, empty for the whole.
    """
    measure = propose_measure(session, campaign, member, text, about, now)
    subject = f"measure {measure.id} of campaign {campaign.number}"
    audit(session, "propose", subject, by=member.userid, via=via, now=now)
    return measure


def change(
    session: Session, measure: Measure, actor: Checker, said: Change, *, via: str, now: datetime
) -> None:
    """Decide on a measure, hand it to somebody, or say that it is done. Raises NotAllowed.

    The caller holds the measure.
    """
    change_measure(session, measure, actor, said, now)
    subject = f"measure {measure.id}"
    audit(session, measure.state.value, subject, by=actor.member.userid, via=via, now=now)


def give_prize(
    session: Session, campaign: Campaign, prize: Prize, member: Staff, *, via: str, now: datetime
) -> None:
    """Write down that a winner has got the prize (R23). Raises NotAllowed for the second time.

    The caller holds the campaign.
    """
    hand_over(session, campaign, prize, member, now)
    about = f"prize {prize.place} of campaign {campaign.number}"
    audit(session, "hand_over", about, by=member.userid, via=via, now=now)

"""The report of a survey as a row: its figures at a moment, and the digest of its answers."""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from flows.rules.survey.answers_digest import answers_digest
from storage.campaigns import Campaign, CampaignReport
from storage.invitations import Invitation, dispositions
from storage.keys import keyring
from storage.responses import FormResponse, answers_to


def make_report(session: Session, campaign: Campaign, by: str, now: datetime) -> CampaignReport:
    """Write the figures of a survey down as they are now; the caller holds the campaign."""
    figures = {each.value: count for each, count in dispositions(session, campaign.id).items()}
    report = CampaignReport(
        campaign_id=campaign.id,
        made_at=now,
        by=by,
        digest=answers_digest(_digests(session, campaign.id)),
        content_sealed=keyring(session).seal(json.dumps({"dispositions": figures})),
    )
    session.add(report)
    session.flush()
    return report


def _digests(session: Session, campaign_id: int) -> Iterator[str]:
    query = (
        select(FormResponse)
        .join(Invitation, col(Invitation.id) == col(FormResponse.invitation_id))
        .where(Invitation.campaign_id == campaign_id)
    )
    for row in session.exec(query):
        parts = [row.id, row.home_id, answers_to(session, row)]
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        yield sha256(text.encode()).hexdigest()

"""What homes said in words in a survey, and whom residents praised meanwhile (R14, R24)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from flows.rules.survey.opinions import (
    CommonOpinion,
    Opinion,
    Praised,
    common_opinions,
    praise_tally,
)
from flows.rules.vocabulary import CaseState
from storage.campaigns import Campaign, campaign_policy, estates_of
from storage.cases import Case
from storage.estates import Estate, Home
from storage.invitations import Invitation
from storage.praise import Credit
from storage.responses import FormResponse
from storage.staff import Staff
from storage.survey_calls import opinions_in


def ranked_opinions(session: Session, campaign: Campaign, now: datetime) -> Sequence[CommonOpinion]:
    """What was said, alike put together, by how many homes said it."""
    policy = campaign_policy(session, campaign.id, now)
    return common_opinions(policy, _opinions(session, campaign))


def ranked_praise(session: Session, campaign: Campaign, now: datetime) -> Sequence[Praised]:
    """The staff of the campaign's estates by the homes that praised them since it began."""
    since = campaign.started_at or campaign.drafted_at
    query = (
        select(Staff.userid, Estate.name, Home.code)
        .join(Credit, col(Credit.staff_id) == col(Staff.id))
        .join(Case, col(Case.id) == col(Credit.case_id))
        .join(Home, col(Home.id) == col(Case.home_id))
        .join(Estate, col(Estate.id) == col(Home.estate_id))
        .where(
            col(Estate.id).in_([estate.id for estate in estates_of(session, campaign.id)]),
            Case.state != CaseState.WITHDRAWN,
            Case.opened_at >= since,
            Case.opened_at <= now,
        )
    )
    return praise_tally((userid, (estate, home)) for userid, estate, home in session.exec(query))


def _opinions(session: Session, campaign: Campaign) -> Iterator[Opinion]:
    query = (
        select(FormResponse, Estate.name, Home.code)
        .join(Invitation, col(Invitation.id) == col(FormResponse.invitation_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .join(Estate, col(Estate.id) == col(Home.estate_id))
        .where(Invitation.campaign_id == campaign.id)
        .order_by(col(FormResponse.id))
    )
    for response, estate, home in session.exec(query):
        for item, words in opinions_in(session, response):
            yield Opinion(f"{response.id:09}.{item}", (estate, home), item, words)

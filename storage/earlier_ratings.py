"""How satisfied a resident was before: a revisit asks whether that is true (R22)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from flows.forms.answers import Given
from flows.forms.form import ItemKind
from flows.rules.vocabulary import Satisfaction
from storage.campaigns import Campaign
from storage.cases import Case
from storage.forms import FormVersion, form_of
from storage.invitations import Invitation
from storage.responses import FormResponse, given_to

RESPONSES_LOOKED_AT = 5


@dataclass(frozen=True)
class Rating:
    """A satisfaction, when it was given, and the questionnaire that it stands in, if in one."""

    satisfaction: Satisfaction
    at: datetime
    response_id: int | None = None


def rating_in(session: Session, response: FormResponse) -> Rating | None:
    """The overall satisfaction of a questionnaire; None where it was skipped, or never asked."""
    form = form_of(session.get_one(FormVersion, response.form_version_id))
    given = given_to(session, response)
    for item in form.items:
        answer = given.get(item.id)
        if item.overall and item.kind is ItemKind.SATISFACTION and isinstance(answer, Given):
            satisfaction = Satisfaction(str(answer.value))
            return Rating(satisfaction, response.handed_in_at, response.id)
    return None


def rating_before(session: Session, resident_id: int, before: datetime) -> Rating | None:
    """The last rating of a resident before a moment: in a questionnaire, or of an earlier case."""
    known = [*_in_responses(session, resident_id, before), *_of_cases(session, resident_id, before)]
    return max(known, key=lambda one: one.at, default=None)


@dataclass(frozen=True)
class SurveyRating:
    """A satisfaction in a survey of that title, and the response that it stands in."""

    satisfaction: Satisfaction
    response_id: int
    survey: str


def survey_rating(
    session: Session, resident_id: int, now: datetime, days: int
) -> SurveyRating | None:
    """The last rating of a resident where it was given in a survey so many days ago at most.

    Once they have rated how a case was handled, that is their last rating: nobody is asked twice.
    """
    last = rating_before(session, resident_id, now)
    if last is None or last.response_id is None or last.at < now - timedelta(days=days):
        return None
    query = (
        select(Campaign.title)
        .join(Invitation, col(Invitation.campaign_id) == col(Campaign.id))
        .join(FormResponse, col(FormResponse.invitation_id) == col(Invitation.id))
        .where(FormResponse.id == last.response_id)
    )
    title = session.exec(query).first()
    return None if title is None else SurveyRating(last.satisfaction, last.response_id, title)


def _in_responses(session: Session, resident_id: int, before: datetime) -> list[Rating]:
    query = select(FormResponse).where(
        FormResponse.resident_id == resident_id, FormResponse.handed_in_at < before
    )
    newest = query.order_by(col(FormResponse.id).desc()).limit(RESPONSES_LOOKED_AT)
    found = (rating_in(session, response) for response in session.exec(newest))
    return [one for one in found if one is not None]


def _of_cases(session: Session, resident_id: int, before: datetime) -> list[Rating]:
    query = select(Case.verdict_satisfaction, Case.closed_at).where(
        Case.reporter_id == resident_id,
        col(Case.verdict_satisfaction).is_not(None),
        col(Case.closed_at) < before,
    )
    return [
        Rating(Satisfaction(satisfaction), at)
        for satisfaction, at in session.exec(query)
        if satisfaction is not None and at is not None
    ]

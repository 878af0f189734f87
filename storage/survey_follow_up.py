"""After a measure: those who raised the matter are asked how it turned out (R21)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from flows.forms.answers import grade_of
from flows.forms.built_in import built_in
from flows.forms.form import Form
from flows.forms.writing import form_content
from flows.rules.policy_survey import Survey
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignKind, CampaignState, Grade
from flows.wording.say import say
from storage.campaign_running import start_campaign
from storage.campaigns import (
    Campaign,
    campaign_policy,
    estates_of,
    next_campaign_number,
    set_estates,
)
from storage.database import zone_of
from storage.estates import Home
from storage.forms import FormVersion, form_of, publish_form
from storage.invitations import Invitation
from storage.measure_news import in_brief
from storage.measures import Measure
from storage.responses import FormResponse, given_to
from storage.survey_calls import opinions_in
from storage.telling import STAFF_LANGUAGE, in_words, shortened

FORM = "after_measure"
TITLE_LONGEST = 60


def ask_how_it_turned_out(session: Session, measure: Measure, now: datetime) -> Campaign | None:
    """Begin a short survey of exactly those homes, outside the cycle; None if there are none.

    Nothing is drawn, so nothing is frozen before; whoever was asked too often is left in peace by
    the invitations themselves.
    """
    origin = session.get_one(Campaign, measure.campaign_id)
    policy = campaign_policy(session, origin.id, now)
    raised = list(_who_raised(session, origin, measure, policy.survey))
    if not raised:
        return None
    today = now.astimezone(zone_of(session)).date()
    about = in_words(session, in_brief(session, origin, measure), STAFF_LANGUAGE)
    title = in_words(session, say("measure.follow_up", measure=about), STAFF_LANGUAGE)
    form = built_in(FORM)
    follow_up = Campaign(
        number=next_campaign_number(session, today),
        title=shortened(title, TITLE_LONGEST),
        kind=CampaignKind.FOLLOW_UP,
        state=CampaignState.RUNNING,
        owner_id=measure.owner_id or origin.owner_id,
        follows_id=origin.id,
        form_content=form_content(form),
        form_version_id=publish_form(session, form, now).id,
        size=len(raised),
        seed=origin.seed,
        starts_on=today,
        last_day=today + timedelta(days=policy.survey_results.follow_up_days),
        drafted_at=now,
        frozen_at=now,
    )
    session.add(follow_up)
    session.flush()
    set_estates(session, follow_up.id, [one.id for one in estates_of(session, origin.id)])
    session.add_all(
        Invitation(campaign_id=follow_up.id, home_id=one.home_id, cycle=one.cycle) for one in raised
    )
    session.flush()
    start_campaign(session, follow_up, policy, now)
    measure.follow_up_id = follow_up.id
    session.add(measure)
    session.flush()
    return follow_up


def _who_raised(
    session: Session, origin: Campaign, measure: Measure, scale: Survey
) -> Iterator[Invitation]:
    """The homes that were dissatisfied with what the measure is about, or wrote of it.

    Without an item it is the whole that counts: overall dissatisfaction, and every opinion.
    """
    form = form_of(session.get_one(FormVersion, origin.form_version_id))
    query = (
        select(Invitation, FormResponse)
        .join(FormResponse, col(FormResponse.invitation_id) == col(Invitation.id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(Invitation.campaign_id == origin.id, Invitation.known == Known.COMPLETED)
        .order_by(col(Invitation.id))
    )
    if measure.estate_id is not None:
        query = query.where(Home.estate_id == measure.estate_id)
    for invitation, response in session.exec(query):
        if _raised(session, form, measure.about, response, scale):
            yield invitation


def _raised(
    session: Session, form: Form, about: str, response: FormResponse, scale: Survey
) -> bool:
    given = given_to(session, response)
    meant = [item for item in form.items if (item.id == about if about else item.overall)]
    grades = {grade_of(item, given[item.id], scale) for item in meant if item.id in given}
    if Grade.FAILING in grades:
        return True
    return any(item == about or not about for item, _ in opinions_in(session, response))

"""What a survey leads to: measures with an owner and a day, decided on and done (R17, R19, R20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from flows.forms.reading import load_form
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.measures import Outlook, check_measure
from flows.rules.survey.words import MeasureKind, MeasureState
from flows.rules.vocabulary import Role
from storage.campaigns import Campaign, campaign_policy, check_not_dropped, estates_of
from storage.database import zone_of
from storage.estates import Estate
from storage.measure_news import hand_to
from storage.measures import Measure, measures_of
from storage.rungs import of_estate
from storage.staff import Staff, find_staff, in_chain
from storage.survey_follow_up import ask_how_it_turned_out
from storage.survey_truth import Checker

OWNED_BY = Role.MANAGER
"""Who has what follows from a report by itself."""


@dataclass(frozen=True)
class Change:
    """What somebody says of a measure; None leaves a field as it is."""

    state: MeasureState | None = None
    decision: str | None = None
    result: str | None = None
    owner: str | None = None
    due_on: date | None = None


def follow_report(
    session: Session,
    campaign: Campaign,
    *,
    below_target: Iterable[str],
    without_improvement: Iterable[str],
    now: datetime,
) -> list[Measure]:
    """Make what a report calls for, once: estates put right, items studied; the owners are told.

    `below_target` are names of estates (R17), `without_improvement` keys of items (R19).
    """
    days = campaign_policy(session, campaign.id, now).survey_results
    estates = estates_of(session, campaign.id)
    low = set(below_target)
    wanted = [
        (MeasureKind.RECTIFICATION, one, "", days.rectification_days)
        for one in estates
        if one.name in low
    ]
    wanted += [
        (MeasureKind.STUDY, estates[0], item, days.study_days) for item in without_improvement
    ]
    known = {(one.kind, one.estate_id, one.about) for one in measures_of(session, campaign.id)}
    made = []
    for kind, estate, about, days_left in wanted:
        if (kind, estate.id, about) not in known:
            measure = Measure(
                campaign_id=campaign.id,
                estate_id=estate.id,
                kind=kind,
                about=about,
                state=MeasureState.ADOPTED,
                made_at=now,
                decided_at=now,
            )
            made.append(_begin(session, campaign, estate, measure, days_left, now))
    return made


def propose_measure(
    session: Session, campaign: Campaign, member: Staff, text: str, about: str, now: datetime
) -> Measure:
    """Write down something to be improved, of an item of the form or of the whole (R20).

    Raises NotAllowed.
    """
    check_of_campaign(session, campaign, member)
    check_not_dropped(campaign)
    items = {item.id for item in load_form(campaign.form_content).items}
    if about and about not in items:
        raise NotAllowed(Why.NOT_A_CHOICE, field="about", choices=tuple(sorted(items)))
    measure = Measure(
        campaign_id=campaign.id,
        kind=MeasureKind.IMPROVEMENT,
        about=about,
        text=text,
        state=MeasureState.PROPOSED,
        made_at=now,
    )
    session.add(measure)
    session.flush()
    return measure


def change_measure(
    session: Session, measure: Measure, actor: Checker, change: Change, now: datetime
) -> None:
    """Decide on a measure, hand it to somebody, or say that it is done. Raises NotAllowed.

    The caller holds the measure.
    """
    campaign = session.get_one(Campaign, measure.campaign_id)
    check_of_campaign(session, campaign, actor.member)
    owner = _owner_of(session, campaign, measure, change)
    outlook = Outlook(
        change.state or measure.state,
        measure.decision if change.decision is None else change.decision,
        measure.result if change.result is None else change.result,
        None if owner is None else owner.userid,
        change.due_on or measure.due_on,
    )
    today = now.astimezone(zone_of(session)).date()
    check_measure(measure.state, outlook, actor.role, today=today)
    is_new = outlook.state is MeasureState.ADOPTED and (
        measure.state is not MeasureState.ADOPTED
        or (None if owner is None else owner.id) != measure.owner_id
        or outlook.due_on != measure.due_on
    )
    if outlook.state is not measure.state:
        measure.decided_at = now
    measure.state, measure.decision = outlook.state, outlook.decision
    measure.result, measure.due_on = outlook.result, outlook.due_on
    measure.owner_id = None if owner is None else owner.id
    if measure.state is not MeasureState.ADOPTED:
        measure.next_at = None
    if measure.state is MeasureState.DONE:
        measure.done_at = now
    session.add(measure)
    session.flush()
    if is_new and owner is not None:
        hand_to(session, campaign, measure, owner, now)
    if measure.state is MeasureState.DONE:
        ask_how_it_turned_out(session, measure, now)


def check_of_campaign(session: Session, campaign: Campaign, member: Staff) -> None:
    """Raise NotAllowed for somebody of the staff of none of the estates of a survey."""
    if not any(in_chain(member, one.id) for one in estates_of(session, campaign.id)):
        raise NotAllowed(Why.OTHER_ESTATES_SURVEY)


def held_measure(session: Session, measure_id: int) -> Measure | None:
    """The measure as it is now, held against everyone else until the commit."""
    query = select(Measure).where(col(Measure.id) == measure_id).with_for_update(key_share=True)
    return session.exec(query.execution_options(populate_existing=True)).first()


def _begin(
    session: Session, campaign: Campaign, estate: Estate, measure: Measure, days: int, now: datetime
) -> Measure:
    owner = next(iter(of_estate(session, estate.id, OWNED_BY, now)), None)
    measure.owner_id = None if owner is None else owner.id
    measure.due_on = now.astimezone(zone_of(session)).date() + timedelta(days=days)
    session.add(measure)
    session.flush()
    if owner is not None:
        hand_to(session, campaign, measure, owner, now)
    return measure


def _owner_of(
    session: Session, campaign: Campaign, measure: Measure, change: Change
) -> Staff | None:
    if change.owner is None:
        known = measure.owner_id
        return None if known is None else session.get_one(Staff, known)
    owner = find_staff(session, change.owner)
    estates = estates_of(session, campaign.id)
    if owner is None or not any(in_chain(owner, one.id) for one in estates):
        raise NotAllowed(Why.NO_SUCH_STAFF, handler=change.owner)
    return owner

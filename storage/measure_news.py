"""Whom a measure after a survey is told to: its owner, and the next rung when it is late (R17)."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from flows.forms.reading import load_form
from flows.rules.rounds import next_rung
from flows.rules.survey.measures import LATE, REMINDER, next_step_at
from flows.rules.survey.words import MeasureKind
from flows.rules.vocabulary import RUNGS, Role
from flows.talks.item_options import in_words as in_each_language
from flows.wording.say import Say, plain, say
from storage.campaigns import Campaign, campaign_policy, estates_of
from storage.database import zone_of
from storage.estates import Estate
from storage.leave import on_duty
from storage.measures import Measure
from storage.rungs import of_estate
from storage.staff import Staff, find_staff
from storage.survey_news import push_to_staff


class MeasureNews(StrEnum):
    """What is told of a measure: it is yours, it is due soon, it is late."""

    YOURS = "yours"
    REMINDER = "reminder"
    LATE = "late"


def hand_to(
    session: Session, campaign: Campaign, measure: Measure, owner: Staff, now: datetime
) -> None:
    """Tell the owner, and look at it again in time; a reminder that would come late is left out."""
    measure.position = REMINDER
    measure.next_at = next_time(session, campaign, measure)
    if measure.next_at is not None and measure.next_at <= now:
        measure.position = LATE
        measure.next_at = next_time(session, campaign, measure)
    session.add(measure)
    session.flush()
    _push(session, campaign, measure, [owner], MeasureNews.YOURS, now)


def _push(
    session: Session,
    campaign: Campaign,
    measure: Measure,
    members: list[Staff],
    news: MeasureNews,
    now: datetime,
) -> None:
    due = measure.due_on
    if due is None:
        message = f"measure {measure.id} has no day"
        raise ValueError(message)
    said = say(
        f"measure.{news}",
        title=plain(campaign.title),
        number=campaign.number,
        id=measure.id,
        due=due,
        measure=in_brief(session, campaign, measure),
    )
    # A day that is set anew is told anew.
    key = f"measure {news} {measure.id} {due}"
    push_to_staff(session, campaign, members, said, key=key, now=now)


def in_brief(session: Session, campaign: Campaign, measure: Measure) -> Say:
    """What a measure is, in a line: what is to be put right, studied or improved."""
    if measure.text:
        return plain(measure.text)
    if measure.kind is MeasureKind.STUDY:
        item = load_form(campaign.form_content).item(measure.about)
        return say("measure.study", item=in_each_language(item.label))
    estate = None if measure.estate_id is None else session.get(Estate, measure.estate_id)
    return say("measure.rectification", estate=plain("" if estate is None else estate.name))


def tell_of(
    session: Session, campaign: Campaign, measure: Measure, step: int, now: datetime
) -> None:
    """Remind the owner; when it is late or they are on leave, the next rung hears too (R17)."""
    owner = None if measure.owner_id is None else session.get_one(Staff, measure.owner_id)
    if owner is None:
        return
    there = on_duty(session, [owner], now)
    superiors = _above(session, campaign, owner, now) if step == LATE or not there else []
    news = MeasureNews.LATE if step == LATE else MeasureNews.REMINDER
    _push(session, campaign, measure, [*there, *superiors], news, now)


def next_time(session: Session, campaign: Campaign, measure: Measure) -> datetime | None:
    """When somebody is to be told of a measure next, from its position on; None: never."""
    if measure.due_on is None:
        return None
    policy = campaign_policy(session, campaign.id, measure.made_at)
    return next_step_at(policy, zone_of(session), measure.due_on, measure.position)


def _above(session: Session, campaign: Campaign, owner: Staff, now: datetime) -> list[Staff]:
    superior = find_staff(session, owner.reports_to) if owner.reports_to else None
    if superior is not None and on_duty(session, [superior], now):
        return [superior]
    rung = next_rung(owner.role) if owner.role in RUNGS else Role.LEAD
    return of_estate(session, estates_of(session, campaign.id)[0].id, rung, now)

"""The calendar of surveys on rows: drafts that make themselves, and parts that have none (R1)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from flows.forms.built_in import built_in
from flows.rules.pacing import out_of_crowd
from flows.rules.policy import Policy
from flows.rules.survey.campaign_calendar import (
    PlannedSurvey,
    YearPart,
    calendar_day,
    next_calendar_day,
    owes_since,
    sample_size,
)
from flows.rules.survey.words import CampaignKind
from flows.rules.vocabulary import Role
from flows.rules.wall_clock import instant
from flows.wording.say import say
from storage.campaign_drafting import Draft, draft_campaign
from storage.campaign_runner import BY_ITSELF
from storage.campaigns import Campaign, CampaignEstate
from storage.database import zone_of
from storage.estates import Estate, Home, estates, policy_in_force
from storage.keys import keyring
from storage.periods import PeriodRun, begin_period
from storage.residents import Residence, living_there
from storage.rungs import of_estate
from storage.survey_news import push_members, push_to_staff
from storage.telling import STAFF_LANGUAGE, in_words

JOB = "survey calendar of estate"
HALF_YEARLY = 2
"""With more surveys a year than these, the short form is asked."""


_LOOKED = (
    select(PeriodRun.job, func.max(PeriodRun.at))
    .where(col(PeriodRun.job).startswith(JOB))
    .group_by(PeriodRun.job)
)


def next_looks(session: Session) -> dict[int, datetime]:
    """When the calendar of each estate is to be looked at next."""
    looked: dict[str, datetime] = dict(session.exec(_LOOKED).all())
    return {
        estate.id: _next_look(session, estate, looked.get(_job(estate), estate.created_at))
        for estate in estates(session)
    }


def look_at_calendar(session: Session, estate_id: int, now: datetime) -> Iterator[str]:
    """Do what the calendar of an estate wants today, once; yields what was done."""
    estate = session.get_one(Estate, estate_id)
    today = now.astimezone(zone_of(session)).date()
    if not begin_period(session, _job(estate), today.isoformat(), now):
        return
    policy = policy_in_force(session, estate.id, now)
    founded = estate.created_at.astimezone(zone_of(session)).date()
    wanted = calendar_day(
        policy,
        today,
        since=owes_since(policy, founded),
        drafted=_drafted(session, estate.id),
        started=_started(session, estate.id),
    )
    for plan in wanted.drafts:
        yield f"drafted {_draft(session, estate, plan, policy, now).number}"
    for part in wanted.missing:
        _warn(session, estate, part, policy, now)
        yield f"warned {part.key}"


def _draft(
    session: Session, estate: Estate, plan: PlannedSurvey, policy: Policy, now: datetime
) -> Campaign:
    """Draft the survey of a part of the year; whoever leads the estate is told to look at it.

    The seed is made of a key that nobody reads, so that nobody could have chosen it.
    """
    leads = of_estate(session, estate.id, Role.LEAD, now)
    part = plan.part
    title = say("survey.part_title", year=part.begins.year, part=part.number)
    draft = Draft(
        title=in_words(session, title, STAFF_LANGUAGE),
        form=built_in("half_year" if policy.survey.per_year <= HALF_YEARLY else "quarter"),
        estates=[estate],
        size=sample_size(policy, _lived_in(session, estate.id, plan.starts_on)),
        seed=keyring(session).index(f"survey of estate {estate.id} in {part.key}"),
        starts_on=plan.starts_on,
        last_day=plan.last_day,
        kind=CampaignKind.PERIODIC,
        part=part.key,
        owner=leads[0] if leads else None,
    )
    campaign = draft_campaign(session, draft, BY_ITSELF, now)
    sentence = say(
        "survey.drafted",
        number=campaign.number,
        title=campaign.title,
        day=str(campaign.starts_on),
        size=campaign.size,
        until=str(plan.freeze_by),
    )
    push_to_staff(session, campaign, leads, sentence, key="drafted", now=now)
    return campaign


def _warn(session: Session, estate: Estate, part: YearPart, policy: Policy, now: datetime) -> None:
    managers = of_estate(session, estate.id, Role.MANAGER, now)
    sentence = say(
        "survey.none_in_part", estate=estate.name, begins=str(part.begins), ends=str(part.ends)
    )
    key = f"estate {estate.id} survey {part.key} missing"
    push_members(session, managers, sentence, key=key, policy=policy, now=now)


def _next_look(session: Session, estate: Estate, last: datetime) -> datetime:
    policy, zone = policy_in_force(session, estate.id, last), zone_of(session)
    owes = owes_since(policy, estate.created_at.astimezone(zone).date())
    after = max(last.astimezone(zone).date(), owes - timedelta(days=1))
    day = next_calendar_day(policy, after)
    return out_of_crowd(instant(day, policy.quiet_hours.staff.ends, zone))


def _job(estate: Estate) -> str:
    return f"{JOB} {estate.id}"


def _drafted(session: Session, estate_id: int) -> list[str]:
    """The parts of the year that an estate has a survey for, in any state but given up."""
    query = (
        select(Campaign.part)
        .join(CampaignEstate, col(CampaignEstate.campaign_id) == col(Campaign.id))
        .where(
            CampaignEstate.estate_id == estate_id,
            col(Campaign.part).is_not(None),
            col(Campaign.dropped_at).is_(None),
        )
    )
    return [part for part in session.exec(query) if part is not None]


def _started(session: Session, estate_id: int) -> list[date]:
    """The days on which periodic surveys of an estate began."""
    zone = zone_of(session)
    query = (
        select(Campaign.started_at)
        .join(CampaignEstate, col(CampaignEstate.campaign_id) == col(Campaign.id))
        .where(CampaignEstate.estate_id == estate_id, Campaign.kind == CampaignKind.PERIODIC)
    )
    return [at.astimezone(zone).date() for at in session.exec(query) if at is not None]


def _lived_in(session: Session, estate_id: int, day: date) -> int:
    query = (
        select(func.count(func.distinct(Residence.home_id)))
        .join(Home, col(Home.id) == col(Residence.home_id))
        .where(Home.estate_id == estate_id, *living_there(day))
    )
    return session.exec(query).one()

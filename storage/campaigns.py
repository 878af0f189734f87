"""Survey campaigns (调查): what is asked of whom, from which day to which, and how far each is."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.campaign_life import CampaignFacts
from flows.rules.survey.words import CampaignKind, CampaignState, Reviewer
from storage.cases import running_number
from storage.columns import identifier, instant, reference, sealed, word
from storage.estates import Estate, policy_in_force
from storage.response_checks import falsified_since, unchecked
from storage.staff import Staff

PREFIX = "DC"


class Campaign(SQLModel, table=True):
    """One survey of one estate or several, by one version of a form.

    `form_content` is the form as it is going to be asked; freezing publishes it as
    `form_version_id`. `frame_sealed` is the frame of the draw as everybody writes it, compressed:
    with `seed` anyone can draw again, and `frame_digest` tells that it is the same (R4).
    `part` is the part of the year that a periodic survey is for (R1). Answers are taken from
    `starts_on` to the end of `last_day`, days of the estate. `next_at` is when the scheduler next
    has something to do; `held_until` and `failures` put aside one whose handling failed. One that
    was given up before its start has `dropped_at`, and stays in the state that it had.
    """

    id: int = identifier()
    number: str = Field(unique=True)
    title: str
    kind: CampaignKind = word(CampaignKind)
    part: str | None = None
    state: CampaignState = word(CampaignState, index=True)
    owner_id: int | None = reference("staff.id", nullable=True)
    follows_id: int | None = reference("campaign.id", nullable=True)
    form_content: str
    form_version_id: int | None = reference("form_version.id", nullable=True)
    size: int
    seed: str
    prizes: int = 0
    starts_on: date
    last_day: date
    frame_sealed: bytes | None = sealed()
    frame_digest: str | None = None
    lacking: int = 0
    drafted_at: datetime = instant()
    frozen_at: datetime | None = instant(nullable=True)
    started_at: datetime | None = instant(nullable=True)
    closed_at: datetime | None = instant(nullable=True)
    reported_at: datetime | None = instant(nullable=True)
    reviewed_at: datetime | None = instant(nullable=True)
    published_at: datetime | None = instant(nullable=True)
    dropped_at: datetime | None = instant(nullable=True)
    next_at: datetime | None = instant(nullable=True, index=True)
    held_until: datetime | None = instant(nullable=True)
    failures: int = 0


class CampaignEstate(SQLModel, table=True):
    """An estate whose homes a campaign may ask."""

    __tablename__ = "campaign_estate"

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    estate_id: int = Field(foreign_key="estate.id", primary_key=True, index=True)


class CampaignReport(SQLModel, table=True):
    """The figures of a campaign as they were reported once; the newest counts.

    `content_sealed` is a JSON document with opinions word for word in it. `digest` is that of all
    answers behind it (R16).
    """

    __tablename__ = "campaign_report"

    id: int = identifier()
    campaign_id: int = reference("campaign.id")
    made_at: datetime = instant()
    by: str
    digest: str
    content_sealed: bytes | None = sealed()


class CampaignSignature(SQLModel, table=True):
    """Somebody of the staff has read a report and signs it as one of three (R18)."""

    __tablename__ = "campaign_signature"

    id: int = identifier()
    report_id: int = reference("campaign_report.id")
    reviewer: Reviewer = word(Reviewer)
    staff_id: int = reference("staff.id")
    at: datetime = instant()
    remark: str = ""


def next_campaign_number(session: Session, day: date) -> str:
    """`DC-20261124-0001`: the estate's day and a running number."""
    return running_number(session, PREFIX, day)


def find_campaign(session: Session, number: str) -> Campaign | None:
    """The campaign of this number, as a person may type it."""
    return session.exec(select(Campaign).where(Campaign.number == number.strip().upper())).first()


def lock_campaign(session: Session, campaign_id: int) -> Campaign:
    """The campaign as it is now, held against everyone else until the commit."""
    query = select(Campaign).where(Campaign.id == campaign_id).with_for_update(key_share=True)
    return session.exec(query.execution_options(populate_existing=True)).one()


def estates_of(session: Session, campaign_id: int) -> list[Estate]:
    """The estates of a campaign, in order of their names."""
    query = (
        select(Estate)
        .join(CampaignEstate, col(CampaignEstate.estate_id) == col(Estate.id))
        .where(CampaignEstate.campaign_id == campaign_id)
    )
    return list(session.exec(query.order_by(Estate.name)))


def set_estates(session: Session, campaign_id: int, estate_ids: Iterable[int]) -> None:
    """Name the estates of a campaign: these and no others."""
    wanted = dict.fromkeys(estate_ids)
    named = select(CampaignEstate).where(CampaignEstate.campaign_id == campaign_id)
    known = {one.estate_id: one for one in session.exec(named)}
    for estate_id, row in known.items():
        if estate_id not in wanted:
            session.delete(row)
    session.add_all(
        CampaignEstate(campaign_id=campaign_id, estate_id=one) for one in wanted if one not in known
    )
    session.flush()


def campaign_policy(session: Session, campaign_id: int, now: datetime) -> Policy:
    """The policy that a campaign goes by: that of the first of its estates, by name."""
    return policy_in_force(session, estates_of(session, campaign_id)[0].id, now)


def newest_report(session: Session, campaign_id: int) -> CampaignReport | None:
    """The report that counts."""
    query = select(CampaignReport).where(CampaignReport.campaign_id == campaign_id)
    return session.exec(query.order_by(col(CampaignReport.id).desc())).first()


def signatures_of(session: Session, report_id: int) -> list[CampaignSignature]:
    """Who has signed a report, in order."""
    query = select(CampaignSignature).where(CampaignSignature.report_id == report_id)
    return list(session.exec(query.order_by(col(CampaignSignature.id))))


def campaign_facts(session: Session, campaign: Campaign) -> CampaignFacts:
    """What judging a verb needs to know of a campaign; of signatures, those under its report."""
    report = newest_report(session, campaign.id)
    signed, is_disproved = {}, False
    if report is not None:
        signed = signers_of(session, report.id)
        is_disproved = falsified_since(session, campaign.id, report.made_at)
    return CampaignFacts(
        campaign.state,
        campaign.size,
        campaign.starts_on,
        campaign.last_day,
        signed,
        campaign.dropped_at is not None,
        unchecked(session, campaign.id),
        is_disproved,
    )


def check_not_dropped(campaign: Campaign) -> None:
    """Raise NotAllowed for a campaign that was given up."""
    if campaign.dropped_at is not None:
        raise NotAllowed(Why.CAMPAIGN_DROPPED)


def signers_of(session: Session, report_id: int) -> dict[Reviewer, str]:
    """The userid of whoever has signed a report as which of the three (R18)."""
    query = (
        select(CampaignSignature.reviewer, Staff.userid)
        .join(Staff, col(Staff.id) == col(CampaignSignature.staff_id))
        .where(CampaignSignature.report_id == report_id)
    )
    return {Reviewer(reviewer): userid for reviewer, userid in session.exec(query)}

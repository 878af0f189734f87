"""Whether residents were asked often enough, by lot and in time, and enough answered (R1-R8)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignKind
from flows.rules.vocabulary import Purpose, Source
from storage.audit import AuditEntry
from storage.campaigns import Campaign
from storage.database import zone_of
from storage.estates import Home
from storage.invitations import Invitation
from storage.outgoing import Attempt, Outgoing
from storage.responses import FormResponse
from storage.rule_checks.looking import Lines, Look

MONTHS_A_YEAR = 12
YEAR = timedelta(days=365)
KEYED = frozenset({Source.PHONE, Source.VISIT, Source.LETTER})
MINUTES_AN_HOUR = 60


def is_within(look: Look, moment: datetime | None) -> bool:
    """Whether it happened in the time."""
    return moment is not None and look.since <= moment <= look.until


def rhythm(look: Look) -> Lines:
    """R1: each part of the year that ended in the time had its survey."""
    started = [one.starts_on for one in look.campaigns
               if one.started_at is not None and one.kind is CampaignKind.PERIODIC]  # fmt: skip
    founded = look.day(look.estate.created_at)
    for name, begins, ends in _parts(look):
        if founded <= begins:
            yield Line(f"{look.estate.name} {name}",
                       any(begins <= day < ends for day in started))  # fmt: skip


def _parts(look: Look) -> list[tuple[str, date, date]]:
    """The parts of a year whose last day lies in the time."""
    per_year = int(look.numbers["survey"]["per_year"])
    months = MONTHS_A_YEAR // per_year
    first, last = look.day(look.since), look.day(look.until)
    parts = []
    for year in range(first.year - 1, last.year + 1):
        for part in range(per_year):
            begins = date(year, part * months + 1, 1)
            over = part * months + months
            ends = date(year + 1, 1, 1) if over == MONTHS_A_YEAR else date(year, over + 1, 1)
            if first < ends <= last:
                parts.append((f"{year}-{part + 1}/{per_year}", begins, ends))
    return parts


def returned(look: Look) -> Lines:
    """R2: of the homes that a survey asked, as many answered as are wanted."""
    wanted = look.numbers["targets"]["returned_percent"]
    for one in look.campaigns:
        if is_within(look, one.closed_at) and one.kind is CampaignKind.PERIODIC:
            asked = _invitations(look, one)
            back = sum(each.known == Known.COMPLETED for each in asked)
            yield Line(f"{one.number} ({back}/{len(asked)})", back * 100 >= wanted * len(asked))


def _invitations(look: Look, campaign: Campaign) -> Sequence[Invitation]:
    query = select(Invitation).where(Invitation.campaign_id == campaign.id)
    return look.session.exec(query).all()


def yearly(look: Look) -> Lines:
    """R3: residents, tenants among them, were asked within a year."""
    if look.estate.created_at + YEAR > look.until:
        return
    started = [one.started_at for one in look.campaigns if one.started_at is not None]
    since = look.until - YEAR
    yield Line(look.estate.name, any(since <= at <= look.until for at in started))


def drawn(look: Look) -> Lines:
    """R4: whom a survey asks was drawn by lot, so that anyone can draw again, in each estate."""
    for one in _frozen(look):
        homes = select(Home.id).join(Invitation, col(Invitation.home_id) == col(Home.id))
        here = homes.where(Invitation.campaign_id == one.id, Home.estate_id == look.estate.id)
        is_asked = look.session.exec(here.limit(1)).first() is not None
        yield Line(one.number, bool(one.seed and one.frame_digest) and is_asked)


def _frozen(look: Look) -> list[Campaign]:
    """The surveys whose homes were drawn in the time; who raised a matter is asked without lot."""
    return [
        one
        for one in look.campaigns
        if is_within(look, one.frozen_at) and one.kind is not CampaignKind.FOLLOW_UP
    ]


def fixed_before(look: Look) -> Lines:
    """R5: its homes were fixed a week before a survey began, or somebody answered for less."""
    days = timedelta(days=look.numbers["survey_calendar"]["frozen_days"])
    answered_for = _overridden(look)
    for one in look.campaigns:
        is_meant = is_within(look, one.started_at) and one.kind is not CampaignKind.FOLLOW_UP
        if is_meant and one.frozen_at is not None:
            in_time = look.day(one.frozen_at) + days <= one.starts_on
            yield Line(one.number, in_time or f"campaign {one.number}" in answered_for)


def _overridden(look: Look) -> set[str]:
    query = select(AuditEntry).where(col(AuditEntry.subject).startswith("campaign "))
    return {one.subject for one in look.session.exec(query) if one.details.get("override")}


def rotation(look: Look) -> Lines:
    """R6: no home was drawn twice in one cycle."""
    query = (
        select(Invitation, Campaign, Home.code)
        .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(Home.estate_id == look.estate.id, Campaign.kind != CampaignKind.FOLLOW_UP)
    )
    rows = look.session.exec(query).all()
    turns = Counter((one.home_id, one.cycle) for one, _, _ in rows)
    twice: dict[str, list[str]] = defaultdict(list)
    for one, campaign, code in rows:
        if is_within(look, campaign.frozen_at):
            twice[campaign.number] += [code] if turns[one.home_id, one.cycle] > 1 else []
    for number, codes in twice.items():
        yield Line(number if not codes else f"{number} {codes[0]}", not codes)


def busy_hours(look: Look) -> Lines:
    """R7: nobody was asked in residents' quiet hours."""
    begins, ends = (_minutes(one) for one in look.numbers["quiet_hours"]["residents"].split("-"))
    query = (
        select(Attempt, Outgoing)
        .join(Outgoing, col(Outgoing.id) == col(Attempt.outgoing_id))
        .where(
            Outgoing.estate_id == look.estate.id,
            Outgoing.purpose == Purpose.SURVEY,
            col(Outgoing.passes_quiet_hours).is_(False),
            look.within(col(Attempt.started_at)),
        )
    )
    zone = zone_of(look.session)
    for attempt, message in look.session.exec(query):
        local = attempt.started_at.replace(tzinfo=UTC).astimezone(zone)
        minute = local.hour * MINUTES_AN_HOUR + local.minute
        is_night = minute >= begins or minute < ends if begins > ends else begins <= minute < ends
        yield Line(f"message {message.id}", not is_night)


def _minutes(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * MINUTES_AN_HOUR + int(minutes)


def channels(look: Look) -> Lines:
    """R8: what was keyed in for somebody says which way it came, and who of the staff did it."""
    query = (
        select(FormResponse, Campaign.number)
        .join(Invitation, col(Invitation.id) == col(FormResponse.invitation_id))
        .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(Home.estate_id == look.estate.id, look.within(col(FormResponse.handed_in_at)))
    )
    for response, number in look.session.exec(query):
        if response.mode in KEYED:
            yield Line(f"{number} response {response.id}", response.collector_id is not None)
        else:
            yield Line(number, counted=True)

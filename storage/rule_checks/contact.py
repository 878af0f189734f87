"""Whether homes were seen again in time: yearly, after a move, and as their kind asks (R51-R71)."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.survey.words import CampaignKind
from flows.rules.vocabulary import CaseKind, DeadlineKind, DeadlineState, Role
from storage.cases import Case
from storage.database import zone_of
from storage.deadlines import Deadline
from storage.estates import Home
from storage.invitations import Invitation
from storage.residents import Residence
from storage.rule_checks.looking import Lines, Look
from storage.rule_checks.survey_results import told_reports
from storage.rule_checks.surveys import is_within
from storage.tasks import Task, TaskRecord

AFTER_MOVING = (timedelta(days=7), timedelta(days=30), timedelta(days=90))
"""R57: a week, a month and three months; each is looked at a week later, by when it was done."""
A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)
"""R51: other matters within a week, repairs within a month."""
TOPICS = frozenset("environment repairs security facilities communication fees opinion".split())
VISITS = "visit_topics"
A_YEAR = timedelta(days=366)
A_YEAR_LATER = timedelta(days=300)
BETTER = 0.03
"""R58: three points more than a year ago."""
LEADERS = frozenset({Role.LEAD, Role.MANAGER, Role.GENERAL_MANAGER})

Seen = dict[int, list[tuple[datetime, Role | None]]]


def by_kind(look: Look) -> Lines:
    """R51: a repair is revisited within a month, whatever else was said to be done in a week."""
    query = (
        select(Case, Deadline)
        .join(Deadline, col(Deadline.case_id) == col(Case.id))
        .where(
            Case.estate_id == look.estate.id,
            Deadline.kind == DeadlineKind.REVISIT,
            Deadline.state != DeadlineState.DROPPED,
            look.within(col(Deadline.made_at)),
        )
    )
    for case, promise in look.session.exec(query):
        by = promise.made_at + (A_MONTH if case.kind is CaseKind.REPAIR else A_WEEK)
        if promise.met_at is not None or by <= look.until:
            yield Line(case.number, promise.met_at is not None and promise.met_at <= by)


def yearly(look: Look) -> Lines:
    """R55: in each year that ended, every home with residents was seen; a key client by a leader.

    Seen is who was spoken to by voice or at the door, as the records of tasks say.
    """
    zone, seen = zone_of(look.session), _seen(look)
    start = partial(datetime.combine, time=time(), tzinfo=zone)
    for year in range(look.day(look.since).year, look.day(look.until).year + 1):
        begins, ends = start(date(year, 1, 1)), start(date(year + 1, 1, 1))
        if look.estate.created_at > begins or not look.since < ends <= look.until:
            continue
        for home in _occupied(look, begins.date(), ends.date()):
            roles = [role for at, role in seen[home.id] if begins <= at < ends]
            wanted = LEADERS if home.key_client else None
            kept = bool(roles) if wanted is None else any(role in wanted for role in roles)
            yield Line(f"{home.code} {year}", kept)


def after_moving(look: Look) -> Lines:
    """R57: whoever moved in was asked or seen after a week, a month and three months."""
    query = (
        select(Residence, Home)
        .join(Home, col(Home.id) == col(Residence.home_id))
        .where(Home.estate_id == look.estate.id, col(Residence.moved_in).is_not(None))
    )
    zone, seen = zone_of(look.session), _seen(look, with_surveys=True)
    for residence, home in look.session.exec(query):
        if residence.moved_in is None:
            continue
        moved = datetime.combine(residence.moved_in, time(), zone)
        before = moved
        for after in AFTER_MOVING:
            by = moved + after + A_WEEK
            left = residence.moved_out is not None and residence.moved_out <= look.day(by)
            if look.since <= by <= look.until and not left:
                kept = any(before <= at <= by for at, _ in seen[home.id])
                yield Line(f"{home.code} {residence.moved_in} +{after.days}", kept)
            before = by


def better_than_before(look: Look) -> Lines:
    """R58: a survey says more satisfied than the one about a year before it, by three points."""
    shares: list[tuple[datetime, str, float]] = []
    for campaign, told in told_reports(look):
        total = told["whole"]["total"]
        if campaign.kind is not CampaignKind.PERIODIC or campaign.closed_at is None:
            continue
        if total["base"]:
            shares.append((campaign.closed_at, campaign.number, total["part"] / total["base"]))
    for closed_at, number, share in shares:
        earlier = [one for at, _, one in shares if at <= closed_at - A_YEAR_LATER]
        if earlier and is_within(look, closed_at):
            name = f"{number} ({100 * earlier[-1]:.1f}% → {100 * share:.1f}%)"
            yield Line(name, share - earlier[-1] >= BETTER)


def topics(look: Look) -> Lines:
    """R71: a revisit by questionnaire asks about everything that a revisit is about."""
    for one in look.campaigns:
        form = json.loads(one.form_content)
        if is_within(look, one.started_at) and form["id"] == VISITS:
            items = {item["id"] for section in form["sections"] for item in section["items"]}
            yield Line(one.number, items >= TOPICS)


def _seen(look: Look, *, with_surveys: bool = False) -> Seen:
    """When each home was spoken to, and on which rung; surveys only ask, and are on none."""
    earliest = look.since - A_YEAR
    found: Seen = defaultdict(list)
    for home_id, at, role in (*_of_cases(look), *_of_surveys(look)):
        found[home_id].append((at, role))
    if with_surveys:
        query = (
            select(Invitation)
            .join(Home, col(Home.id) == col(Invitation.home_id))
            .where(Home.estate_id == look.estate.id, col(Invitation.issued_at) >= earliest)
        )
        for one in look.session.exec(query):
            if one.issued_at is not None:
                found[one.home_id].append((one.issued_at, None))
    return found


def _of_cases(look: Look) -> Iterator[tuple[int, datetime, Role | None]]:
    query = (
        select(Case.home_id, TaskRecord)
        .join(Task, col(Task.case_id) == col(Case.id))
        .join(TaskRecord, col(TaskRecord.task_id) == col(Task.id))
        .where(
            Case.estate_id == look.estate.id,
            col(TaskRecord.reached).is_(True),
            col(TaskRecord.at) >= look.since - A_YEAR,
        )
    )
    for home_id, record in look.session.exec(query):
        if home_id is not None:
            yield home_id, record.at, _role(look, record)


def _of_surveys(look: Look) -> Iterator[tuple[int, datetime, Role | None]]:
    query = (
        select(Invitation.home_id, TaskRecord)
        .join(Task, col(Task.invitation_id) == col(Invitation.id))
        .join(TaskRecord, col(TaskRecord.task_id) == col(Task.id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(
            Home.estate_id == look.estate.id,
            col(TaskRecord.reached).is_(True),
            col(TaskRecord.at) >= look.since - A_YEAR,
        )
    )
    for home_id, record in look.session.exec(query):
        yield home_id, record.at, _role(look, record)


def _role(look: Look, record: TaskRecord) -> Role | None:
    member = look.staff.get(record.by)
    return None if member is None else member.role


def _occupied(look: Look, begins: date, ends: date) -> list[Home]:
    """The homes in which somebody lived for the whole year."""
    query = (
        select(Home)
        .join(Residence, col(Residence.home_id) == col(Home.id))
        .where(
            Home.estate_id == look.estate.id,
            (col(Residence.moved_in).is_(None)) | (col(Residence.moved_in) <= begins),
            (col(Residence.moved_out).is_(None)) | (col(Residence.moved_out) >= ends),
        )
    )
    return list({one.id: one for one in look.session.exec(query.order_by(Home.code))}.values())

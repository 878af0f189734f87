"""The rows that an estate's figures of a period are reckoned from, in a handful of statements.

Each statement begins at an index over time, so that what closed in earlier periods costs nothing.
"""

from datetime import datetime, time, timedelta

from sqlalchemy import and_, case, select
from sqlmodel import Session, col

from flows.reports.indicator_facts import DuePromise, PeriodFacts, ReportedCase
from flows.reports.indicator_report import IndicatorReport, indicator_report
from flows.rules.case_file import HANDLED
from flows.rules.policy import Policy
from flows.rules.public_figures import Period
from flows.rules.vocabulary import CaseState, DeadlineKind
from storage.campaigns import Campaign
from storage.cases import Case
from storage.database import zone_of
from storage.deadlines import Deadline
from storage.estates import Estate, Home, policy_in_force
from storage.indicator_revisits import Span, due_within, of_estate, revisits_due
from storage.indicator_sent import sent_within
from storage.indicator_surveys import surveys_within
from storage.invitations import Invitation
from storage.tasks import Task, TaskKind, TaskReason

MOMENT = timedelta(microseconds=1)


def report_of_period(
    session: Session, estate: Estate, period: Period, now: datetime
) -> IndicatorReport:
    """The figures of an estate in a month or a quarter, as they stand now (R62)."""
    policy = policy_in_force(session, estate.id, now)
    return indicator_report(policy, facts_of(session, estate, period, policy, now), now)


def span_of(session: Session, period: Period) -> Span:
    """The moments at which a period begins and is over, in the estate's days."""
    zone = zone_of(session)
    begins, ends = (datetime.combine(day, time(), zone) for day in (period.begins, period.ends))
    return begins, ends


def facts_of(
    session: Session, estate: Estate, period: Period, policy: Policy, now: datetime
) -> PeriodFacts:
    """Read what happened in a period; its days are the estate's."""
    span = span_of(session, period)
    month = timedelta(days=policy.deadlines.solution_days)
    return PeriodFacts(
        estate.name,
        period,
        _reported(session, estate.id, span),
        (*_promises_of_cases(session, estate.id, span),
         *_promises_of_campaigns(session, estate.id, span)),
        revisits_due(session, estate.id, span),
        sent_within(session, estate.id, span),
        surveys_within(session, estate.id, span),
        # A moment after those whose time is over, and up to those that are reported just now.
        _reported(session, estate.id, (now - month + MOMENT, now + MOMENT)),
    )  # fmt: skip


def _reported(session: Session, estate_id: int, span: Span) -> tuple[ReportedCase, ...]:
    query = select(
        col(Case.number),
        col(Case.kind),
        col(Case.urgency),
        col(Case.source),
        col(Case.opened_at),
        col(Case.resolved_at),
    ).where(
        col(Case.estate_id) == estate_id,
        col(Case.opened_at) >= span[0],
        col(Case.opened_at) < span[1],
        col(Case.kind).in_(HANDLED),
        col(Case.state) != CaseState.WITHDRAWN,
    )
    return tuple(
        ReportedCase(*row) for row in session.connection().execute(query.order_by(col(Case.id)))
    )


def _promises_of_cases(session: Session, estate_id: int, span: Span) -> list[DuePromise]:
    major_visit = and_(col(Task.kind) == TaskKind.VISIT, col(Task.reason) == TaskReason.MAJOR)
    query = (
        select(
            col(Case.number),
            col(Deadline.kind),
            col(Deadline.due_at),
            col(Deadline.met_at),
            case((major_visit, True), else_=False),
        )
        .join(Case, col(Case.id) == col(Deadline.case_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .where(
            due_within(span),
            col(Deadline.kind) != DeadlineKind.REVISIT,
            of_estate(col(Case.estate_id), estate_id),
            col(Case.state) != CaseState.WITHDRAWN,
        )
    )
    rows = session.connection().execute(query.order_by(col(Deadline.id)))
    return [DuePromise(*row) for row in rows]


def _promises_of_campaigns(session: Session, estate_id: int, span: Span) -> list[DuePromise]:
    """The calls of surveys: each is about a home, and so of one estate."""
    query = (
        select(
            col(Campaign.number),
            col(Deadline.kind),
            col(Deadline.due_at),
            col(Deadline.met_at),
        )
        .join(Campaign, col(Campaign.id) == col(Deadline.campaign_id))
        .join(Task, col(Task.id) == col(Deadline.task_id))
        .join(Invitation, col(Invitation.id) == col(Task.invitation_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(due_within(span), of_estate(col(Home.estate_id), estate_id))
    )
    rows = session.connection().execute(query.order_by(col(Deadline.id)))
    return [DuePromise(*row) for row in rows]

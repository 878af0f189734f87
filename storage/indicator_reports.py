"""The figures of each month and quarter, written down and told to whoever manages the estate (R62).

The page of figures counts anew each time; a row here is what was told, as it stood then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.reports.indicator_report import IndicatorReport
from flows.reports.period_names import period_name
from flows.rules.policy import Policy
from flows.rules.public_figures import Period, months_from
from flows.rules.report_rhythm import LENGTHS, due_at, first_whole, following, still_told
from flows.rules.vocabulary import Role
from flows.rules.wall_clock import instant as at_minute
from flows.wording.say import Say, say
from storage.columns import document, identifier, instant, reference
from storage.database import public_url_of, zone_of
from storage.estates import Estate, estates, policy_in_force
from storage.indicator_rows import report_of_period
from storage.periods import begin_period
from storage.rungs import of_estate
from storage.survey_news import push_members

JOB = "indicator report of estate"

_Told = Mapping[tuple[int, int], date]
"""On which day the last period began that was told, by estate and months."""


class IndicatorReportRow(SQLModel, table=True):
    """One report: its period (`2026-10`, `2026-Q4`), and each figure as `[part, base, aim]`."""

    __tablename__ = "indicator_report"
    __table_args__ = (UniqueConstraint("estate_id", "period"),)

    id: int = identifier()
    estate_id: int = reference("estate.id", index=False)
    period: str
    months: int
    begins_on: date
    made_at: datetime = instant()
    reported: int = Field(ge=0)
    figures: dict[str, Any] = document(dict)


@dataclass(frozen=True)
class DueReport:
    """A report to make, and since when."""

    estate_id: int
    period: Period
    months: int
    due_at: datetime


def earliest_report(session: Session) -> datetime | None:
    """When the next report of any estate is made."""
    told = _told_last(session)
    times = [
        _due_at(session, estate, _next_in_line(session, told, estate, months)[0])
        for estate in estates(session)
        for months in LENGTHS
    ]
    return min((at for at in times if at is not None), default=None)


def due_reports(session: Session, now: datetime) -> list[DueReport]:
    """The oldest report of each kind and estate whose time has come."""
    told = _told_last(session)
    found = [
        one
        for estate in estates(session)
        for months in LENGTHS
        for one in _due_of(session, told, estate, months, now)[:1]
    ]
    return sorted(found, key=lambda one: one.due_at)


def make_report(session: Session, due: DueReport, now: datetime) -> IndicatorReportRow | None:
    """Write the figures down and tell the managers, once; None where somebody else just has."""
    name = period_name(due.period)
    if not begin_period(session, f"{JOB} {due.estate_id}", name, now):
        return None
    estate = session.get_one(Estate, due.estate_id)
    report = report_of_period(session, estate, due.period, now)
    row = IndicatorReportRow(
        estate_id=estate.id,
        period=name,
        months=due.months,
        begins_on=due.period.begins,
        made_at=now,
        reported=report.reported,
        figures={
            one.measured.value: [one.rate.part, one.rate.base, one.aim] for one in report.indicators
        },
    )
    session.add(row)
    session.flush()
    policy = policy_in_force(session, estate.id, now)
    _tell(session, estate, row, report, policy, now)
    return row


def told_reports(session: Session, estate_id: int, limit: int) -> list[IndicatorReportRow]:
    """What the managers of an estate were told, the newest period first."""
    query = select(IndicatorReportRow).where(IndicatorReportRow.estate_id == estate_id)
    newest = query.order_by(
        col(IndicatorReportRow.begins_on).desc(), col(IndicatorReportRow.months)
    )
    return list(session.exec(newest.limit(limit)))


def _due_of(
    session: Session, told: _Told, estate: Estate, months: int, now: datetime
) -> Sequence[DueReport]:
    period, is_first = _next_in_line(session, told, estate, months)
    due = []
    while _end_of(session, period) <= now:
        at = _due_at(session, estate, period)
        if at is not None and at <= now:
            due.append(DueReport(estate.id, period, months, at))
        period = following(period, months)
    return still_told(due, is_first=is_first)


def _due_at(session: Session, estate: Estate, period: Period) -> datetime | None:
    """By the policy that held when the period ended."""
    policy = policy_in_force(session, estate.id, _end_of(session, period))
    return due_at(policy, period, zone_of(session))


def _end_of(session: Session, period: Period) -> datetime:
    return at_minute(period.ends, 0, zone_of(session))


_LAST = select(
    IndicatorReportRow.estate_id, IndicatorReportRow.months, func.max(IndicatorReportRow.begins_on)
).group_by(col(IndicatorReportRow.estate_id), col(IndicatorReportRow.months))


def _told_last(session: Session) -> _Told:
    return {(estate, months): begins for estate, months, begins in session.execute(_LAST)}


def _next_in_line(
    session: Session, told: _Told, estate: Estate, months: int
) -> tuple[Period, bool]:
    """The period after the last one told; where there is none, the first, and that it is so."""
    last = told.get((estate.id, months))
    if last is not None:
        return following(months_from(last, months), months), False
    founded = estate.created_at.astimezone(zone_of(session)).date()
    return first_whole(founded, months), True


def _tell(
    session: Session,
    estate: Estate,
    row: IndicatorReportRow,
    report: IndicatorReport,
    policy: Policy,
    now: datetime,
) -> None:
    managers = of_estate(session, estate.id, Role.MANAGER, now)
    told = _sentence(estate, row, report)
    base = public_url_of(session)
    if base:
        link = f"{base}/console/figures?estate={estate.id}&period={row.period}"
        told = say("staff.figures_link", told=told, link=link)
    key = f"estate {estate.id} figures {row.period}"
    push_members(session, managers, told, key=key, policy=policy, now=now)


def _sentence(estate: Estate, row: IndicatorReportRow, report: IndicatorReport) -> Say:
    short = tuple(_line(one.measured.value, one.rate.part, one.rate.base)
                  for one in report.indicators if one.is_short)  # fmt: skip
    key = "staff.figures_short" if short else "staff.figures_met"
    return say(
        key,
        estate=estate.name,
        period=row.period,
        reported=row.reported,
        count=len(short),
        short=short,
    )


def _line(measured: str, part: int, base: int) -> Say:
    return say("staff.figure_line", name=say(f"Measured.{measured}"), part=part, base=base)

"""The rows of a table that leaves as a file: the cases of a stretch of days, or who lives where."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from flows.rules.table_exports import ExportKind
from storage.cases import Case
from storage.database import zone_of
from storage.estates import Home
from storage.residents import Residence, Resident
from storage.staff import Staff

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cut:
    """Of which estate, for whom, and of cases which days; both are included, None is open."""

    estate_id: int
    reader_id: int
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class CaseLine:
    """A case, where it is, and who has it in hand."""

    case: Case
    home: str
    handler: str


@dataclass(frozen=True)
class ResidentLine:
    """Who is tied to a home."""

    home: str
    is_key_client: bool
    residence: Residence
    resident: Resident


def count_rows(session: Session, kind: ExportKind, cut: Cut) -> int:
    """How many rows a table would have now."""
    query = _cases(session, cut) if kind is ExportKind.CASES else _residents(cut)
    counted = select(func.count()).select_from(query.subquery())
    return int(session.execute(counted).scalar_one())


def case_lines(session: Session, cut: Cut, limit: int) -> Iterator[CaseLine]:
    """The cases that were reported on those days, the oldest first."""
    query = (
        _cases(session, cut)
        .with_only_columns(Case, col(Home.code), col(Staff.userid))
        .outerjoin(Home, col(Home.id) == col(Case.home_id))
        .outerjoin(Staff, col(Staff.id) == col(Case.handler_id))
        .order_by(col(Case.opened_at), col(Case.id))
    )
    for case, home, handler in session.execute(query.limit(limit)):
        yield CaseLine(case, home or "", handler or "")


def resident_lines(session: Session, cut: Cut, limit: int) -> Iterator[ResidentLine]:
    """Everybody tied to a home of the estate, home by home."""
    query = (
        _residents(cut)
        .with_only_columns(col(Home.code), col(Home.key_client), Residence, Resident)
        .order_by(col(Home.code), col(Residence.id))
    )
    for row in session.execute(query.limit(limit)):
        yield ResidentLine(*row)


def _cases(session: Session, cut: Cut) -> Select[int]:
    zone = zone_of(session)
    query = select(col(Case.id)).where(
        col(Case.estate_id) == cut.estate_id,
        # Nobody reads a complaint about themselves (R70).
        func.coalesce(col(Case.not_for_id), 0) != cut.reader_id,
    )
    if cut.begins_on is not None:
        query = query.where(col(Case.opened_at) >= datetime.combine(cut.begins_on, time(), zone))
    if cut.ends_on is not None:
        end = datetime.combine(cut.ends_on + DAY, time(), zone)
        query = query.where(col(Case.opened_at) < end)
    return query


def _residents(cut: Cut) -> Select[int]:
    return (
        select(col(Residence.id))
        .join(Home, col(Home.id) == col(Residence.home_id))
        .join(Resident, col(Resident.id) == col(Residence.resident_id))
        .where(col(Home.estate_id) == cut.estate_id, col(Resident.erased_at).is_(None))
    )

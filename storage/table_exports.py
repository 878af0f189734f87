"""Tables that staff asked for as files: why, who agreed, and until when they may be fetched (S11).

A row holds no words of the table: it is written when it is fetched, by whoever asked for it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from flows.rules.policy_privacy import Exports
from flows.rules.table_exports import (
    ExportKind,
    ExportStanding,
    asked_until,
    link_until,
    needs_second,
    standing,
)
from storage.columns import identifier, instant, reference, word
from storage.staff import Staff


class TableExport(SQLModel, table=True):
    """One table: of what and which days (both included), and how many rows it had when asked for.

    `decided_by` is a second person; where none is needed, `agreed` is true at once.
    """

    __tablename__ = "table_export"

    id: int = identifier()
    estate_id: int = reference("estate.id")
    kind: ExportKind = word(ExportKind)
    begins_on: date | None = None
    ends_on: date | None = None
    why: str
    rows: int = Field(ge=0)
    asked_by: int = reference("staff.id", index=False)
    asked_at: datetime = instant()
    agreed: bool | None = None
    decided_by: int | None = reference("staff.id", nullable=True, index=False)
    decided_at: datetime | None = instant(nullable=True)
    until: datetime = instant()
    linked_until: datetime | None = instant(nullable=True)


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for."""

    estate_id: int
    kind: ExportKind
    begins_on: date | None
    ends_on: date | None
    why: str
    rows: int


def ask_for(
    session: Session, wanted: Wanted, member: Staff, rules: Exports, now: datetime
) -> TableExport:
    """Note what is asked for; the caller has seen that it is not more than may leave."""
    row = TableExport(
        estate_id=wanted.estate_id,
        kind=wanted.kind,
        begins_on=wanted.begins_on,
        ends_on=wanted.ends_on,
        why=wanted.why,
        rows=wanted.rows,
        asked_by=member.id,
        asked_at=now,
        agreed=None if needs_second(rules, wanted.rows) else True,
        until=asked_until(rules, now),
    )
    session.add(row)
    session.flush()
    return row


def standing_of(row: TableExport, now: datetime) -> ExportStanding:
    """How far a table is."""
    return standing(agreed=row.agreed, until=row.until, linked_until=row.linked_until, now=now)


def decide(
    session: Session, row: TableExport, member: Staff, now: datetime, *, agreed: bool
) -> bool:
    """Agree or not, once and never for oneself; False where nothing is to be decided."""
    if standing_of(row, now) is not ExportStanding.WAITING or row.asked_by == member.id:
        return False
    row.agreed, row.decided_by, row.decided_at = agreed, member.id, now
    session.add(row)
    return True


def open_link(
    session: Session, row: TableExport, member: Staff, rules: Exports, now: datetime
) -> bool:
    """Let the link of whoever asked lead to the file for a while; False where it may not."""
    may = {ExportStanding.ALLOWED, ExportStanding.OPEN}
    if standing_of(row, now) not in may or row.asked_by != member.id:
        return False
    row.linked_until = link_until(rules, row.until, now)
    session.add(row)
    return True


def lock_export(session: Session, export_id: int) -> TableExport | None:
    """The table of this id, held until the transaction ends: two who decide come one by one."""
    query = select(TableExport).where(TableExport.id == export_id)
    return session.exec(query.with_for_update(key_share=True)).first()


def newest_exports(session: Session, estate_id: int, limit: int) -> list[TableExport]:
    """What was asked for in an estate, the newest first."""
    query = select(TableExport).where(TableExport.estate_id == estate_id)
    return list(session.exec(query.order_by(col(TableExport.id).desc()).limit(limit)))

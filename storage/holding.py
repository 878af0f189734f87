"""What a case on hold needs as it is: neither erasing a person nor a night of forgetting takes it.

A dispute or an authority asks for the whole file: the case's rows, the messages that came and went,
its photos, and the messages that brought them.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, or_, select
from sqlmodel import Session

from storage.cases import Case
from storage.forgetting import drop_forgetting
from storage.keeping import keep_case, keep_messages_again
from storage.tables import metadata


def cases_on_hold() -> Select[tuple[int]]:
    """The ids of the cases that somebody has put on hold."""
    cases = metadata.tables["report_case"]
    return select(cases.c.id).where(cases.c.hold_reason.is_not(None))


def hold_case(session: Session, case: Case, why: str) -> None:
    """Keep a case as it is, until it is released."""
    case.hold_reason = why
    session.add(case)
    drop_forgetting(session, case_id=case.id)


def release_case(session: Session, case: Case, now: datetime) -> None:
    """Let a case go the way of all others; what was held back beyond its time goes at once."""
    case.hold_reason = None
    session.add(case)
    if case.closed_at is not None:
        keep_case(session, case.id, case.estate_id, case.closed_at, now)
    keep_messages_again(session, case.closed_at or now, now)


def beyond_cases(table: Table, cases: Select[tuple[int]]) -> list[ColumnElement[bool]]:
    """The conditions under which a row of the table is in the file of none of these cases."""
    (row_id,) = table.primary_key.columns
    conditions: list[ColumnElement[bool]] = []
    if table.name == "report_case":
        conditions.append(row_id.not_in(cases))
    if "case_id" in table.columns:
        conditions.append(or_(table.c.case_id.is_(None), table.c.case_id.not_in(cases)))
    if table.name == "inbound":
        conditions += [row_id.not_in(_originals(name, cases)) for name in ("media", "follower")]
    return conditions


def _originals(name: str, cases: Select[tuple[int]]) -> Select[tuple[int]]:
    """The messages that brought what stands in a table of evidence."""
    evidence = metadata.tables[name]
    inbound_id = evidence.c.inbound_id
    return select(inbound_id).where(evidence.c.case_id.in_(cases), inbound_id.is_not(None))

"""The revisits that fell due in a period, and what came of each (R48-R50)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from flows.reports.indicator_facts import DueRevisit, Verdict
from flows.rules.vocabulary import (
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    Satisfaction,
)
from storage.cases import Case, CaseEvent
from storage.deadlines import Deadline

Span = tuple[datetime, datetime]
"""From a moment on, and before another."""

NOT_FIXED, BY_STAFF, GRADE = "not_fixed", "revisited", "revisit_satisfaction"
TOLD = (NOT_FIXED, BY_STAFF, GRADE)


class Told(NamedTuple):
    """What was told of a case, as its timeline has it."""

    id: int
    kind: str
    at: datetime
    text: str
    details: Mapping[str, Any]


def due_within(span: Span) -> ColumnElement[bool]:
    """Deadlines of the time, but for those that nobody waited for when they fell due."""
    return and_(
        col(Deadline.due_at) >= span[0],
        col(Deadline.due_at) < span[1],
        col(Deadline.state) != DeadlineState.DROPPED,
    )


def of_estate(column: Mapped[int], estate_id: int) -> ColumnElement[bool]:
    """The rows of an estate, as a condition that no index serves.

    SQLite keeps no statistics: it would begin at all the cases of the estate, and not at the time.
    """
    return (column + 0) == estate_id


def revisits_due(session: Session, estate_id: int, span: Span) -> tuple[DueRevisit, ...]:
    """The revisits that fell due, in the order in which they were promised."""
    is_meant = and_(
        due_within(span),
        col(Deadline.kind) == DeadlineKind.REVISIT,
        of_estate(col(Case.estate_id), estate_id),
        col(Case.state) != CaseState.WITHDRAWN,
    )
    of_case = col(Case.id) == col(Deadline.case_id)
    query: Select[*tuple[object, ...]] = (
        select(
            col(Case.id),
            col(Case.number),
            col(Case.kind),
            col(Case.urgency),
            col(Case.round),
            col(Case.closure),
            col(Case.verdict_fixed),
            col(Case.verdict_satisfaction),
            col(Deadline.round).label("promised_in"),
            col(Deadline.made_at),
            col(Deadline.due_at),
            col(Deadline.met_at),
        )
        .join(Case, of_case)
        .where(is_meant)
        .order_by(col(Deadline.id))
    )
    cases = select(col(Deadline.case_id)).join(Case, of_case).where(is_meant)
    said: Select[*tuple[object, ...]] = select(
        col(CaseEvent.case_id),
        col(CaseEvent.id),
        col(CaseEvent.kind),
        col(CaseEvent.at),
        col(CaseEvent.text),
        col(CaseEvent.details),
    ).where(col(CaseEvent.case_id).in_(cases), col(CaseEvent.kind).in_(TOLD))
    told: dict[int, list[Told]] = defaultdict(list)
    for one in session.connection().execute(said.order_by(col(CaseEvent.id))):
        told[one.case_id].append(Told(one.id, one.kind, one.at, one.text, one.details))
    return tuple(_revisit(row, told[row.id]) for row in session.connection().execute(query))


def _revisit(row: Row[*tuple[object, ...]], events: Iterable[Told]) -> DueRevisit:
    since = [event for event in events if event.at >= row.made_at]
    ended = [one for one in since if one.kind == NOT_FIXED and _ends(one, row.promised_in)]
    mine = [one for one in since if not ended or one.id <= ended[0].id]
    verdict, satisfaction = _heard(row, mine, is_not_fixed=bool(ended))
    return DueRevisit(
        row.number,
        row.kind,
        row.urgency,
        row.due_at,
        row.met_at,
        verdict,
        satisfaction,
        any(one.kind == BY_STAFF for one in mine),
    )


def _ends(event: Told, promised_in: int) -> bool:
    """Whether it began the round after this one."""
    return event.details.get("round") == promised_in + 1


def _heard(
    row: Row[*tuple[object, ...]], mine: list[Told], *, is_not_fixed: bool
) -> tuple[Verdict | None, Satisfaction | None]:
    """What the resident said in that round; the case itself knows only of its last one."""
    if row.round == row.promised_in:
        if row.closure is Closure.UNCONFIRMED:
            return Verdict.UNCONFIRMED, None
        return (Verdict.FIXED if row.verdict_fixed else None), row.verdict_satisfaction
    grades = [one.text for one in mine if one.kind == GRADE and one.text in set(Satisfaction)]
    satisfaction = Satisfaction(grades[-1]) if grades else None
    if is_not_fixed:
        # Who finds it fixed and is dissatisfied opens the next round all the same (R42).
        return Verdict.NOT_FIXED, satisfaction
    return None, satisfaction

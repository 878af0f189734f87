"""A few words about cases that a list names by number: what they are and how far, no words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from flows.rules.vocabulary import CaseKind, CaseState, Urgency
from storage.cases import Case


@dataclass(frozen=True)
class CaseRow:
    """One line of such a list."""

    kind: CaseKind
    urgency: Urgency
    state: CaseState
    round: int
    opened_at: datetime


def rows_numbered(
    session: Session, estate_id: int, numbers: Sequence[str]
) -> Mapping[str, CaseRow]:
    """The cases of an estate by these numbers."""
    # By number alone: a planner that is also told the estate may read all of its cases.
    query = select(Case).where(col(Case.number).in_(numbers))
    return {
        one.number: CaseRow(one.kind, one.urgency, one.state, one.round, one.opened_at)
        for one in session.exec(query)
        if one.estate_id == estate_id
    }

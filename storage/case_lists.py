"""The cases that a member of staff may look at, and what each waits for next; none about them."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from flows.rules.vocabulary import CaseState, DeadlineState
from flows.understanding.short_numbers import ShortNumber, meant_by
from storage.cases import Case
from storage.deadlines import OF_ONE_ROUND, Deadline
from storage.staff import Staff

IN_HAND = (CaseState.OPEN, CaseState.HANDLING)
UNFINISHED = (*IN_HAND, CaseState.RESOLVED)
ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)
CASES_LOOKED_AT = 200
"""Whoever has more than this sees the newest ones."""


def cases_in(session: Session, member: Staff, *states: CaseState) -> list[Case]:
    """The newest of these states in the estates that the member works for."""
    return list(session.exec(_theirs(member, *states)))


def cases_handled(session: Session, member: Staff) -> list[Case]:
    """What the member has in hand, or has done and waits for the resident's word."""
    query = _theirs(member, *UNFINISHED).where(Case.handler_id == member.id)
    return list(session.exec(query))


def unaccepted_cases(session: Session, member: Staff) -> list[Case]:
    """What nobody has in hand."""
    query = _theirs(member, *IN_HAND).where(col(Case.handler_id).is_(None))
    return list(session.exec(query))


def cases_numbered(session: Session, member: Staff, short: ShortNumber) -> list[Case]:
    """Whom a short number may mean: unfinished cases, and only without any of them ended ones."""
    pattern = f"{short.prefix or '%'}-%{short.day}-%{short.running.lstrip('0')}"
    for states in (UNFINISHED, ENDED):
        query = _theirs(member, *states).where(col(Case.number).like(pattern))
        found = {case.number: case for case in session.exec(query)}
        meant = meant_by(short, found)
        if meant:
            return [found[number] for number in meant]
    return []


def next_deadlines(session: Session, cases: Sequence[Case]) -> dict[int, Deadline]:
    """By case, the deadline that comes first among those that still wait for somebody."""
    rounds = {case.id: case.round for case in cases}
    query = select(Deadline).where(
        col(Deadline.case_id).in_(rounds),
        col(Deadline.state).in_((DeadlineState.PENDING, DeadlineState.FIRED)),
        col(Deadline.met_at).is_(None),
    )
    first: dict[int, Deadline] = {}
    for one in session.exec(query.order_by(col(Deadline.due_at), col(Deadline.id))):
        if one.kind not in OF_ONE_ROUND or one.round == rounds[one.of_case]:
            first.setdefault(one.of_case, one)
    return first


def _theirs(member: Staff, *states: CaseState) -> SelectOfScalar[Case]:
    is_not_about = or_(col(Case.not_for_id).is_(None), col(Case.not_for_id) != member.id)
    query = select(Case).where(col(Case.state).in_(states), is_not_about)
    if member.estate_id is not None:
        query = query.where(Case.estate_id == member.estate_id)
    return query.order_by(col(Case.id).desc()).limit(CASES_LOOKED_AT)

"""Which deadlines have something to do by themselves, and when the next of each kind has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, literal, union_all
from sqlalchemy import case as either
from sqlmodel import Session, col, func, or_, select

from flows.rules.vocabulary import DeadlineKind
from storage.cases import Case
from storage.deadlines import Deadline
from storage.prepared import Prepared, prepared
from storage.tasks import Task

_held, _next_at = col(Deadline.held_until), col(Deadline.next_at)
_BACK_AT = func.min(either((_held > _next_at, _held), else_=_next_at))
"""One that was put aside is not due before it is back."""


def earliest_due(session: Session, kind: DeadlineKind) -> datetime | None:
    """When the next row of this kind falls due; one that was put aside, not before it is back."""
    return _earliest(session, (kind,))[kind]


def earliest_of_each(session: Session) -> dict[DeadlineKind, datetime | None]:
    """The same of every kind, asked in one statement."""
    return _earliest(session, tuple(DeadlineKind))


def _earliest(
    session: Session, kinds: tuple[DeadlineKind, ...]
) -> dict[DeadlineKind, datetime | None]:
    found = [(DeadlineKind(kind), at) for kind, at in _first_of(kinds).all(session)]
    return {
        kind: min((at for one, at in found if one is kind and at is not None), default=None)
        for kind in kinds
    }


@cache
def _first_of(kinds: tuple[DeadlineKind, ...]) -> Prepared[tuple[str, datetime | None]]:
    # It is asked after every commit: to put it together takes longer than to ask it. The first
    # of the index is read, and not the least of a million looked for.
    parts = []
    for kind in kinds:
        waits = (col(Deadline.kind) == kind, _next_at.is_not(None), _held.is_(None))
        first = select(_next_at).where(*waits).order_by(_next_at).limit(1).subquery()
        parts.append(select(literal(kind.value), first.c.next_at))
    held = select(Deadline.kind, _BACK_AT).where(_held.is_not(None), col(Deadline.kind).in_(kinds))
    return prepared(union_all(*parts, held.group_by(col(Deadline.kind))))


_IS_DUE = (
    col(Deadline.kind) == bindparam("kind"),
    _next_at <= bindparam("now"),
    or_(_held.is_(None), _held <= bindparam("now")),
)
_IN_TURN = (_next_at, col(Deadline.id))
_ANY_DUE = prepared(select(Deadline.id).where(*_IS_DUE).limit(1))
_DUE_ABOUT_CASES = (
    select(Deadline.id)
    .join(Case, col(Case.id) == col(Deadline.case_id))
    .where(*_IS_DUE)
    .order_by(*_IN_TURN)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Case, key_share=True)
)
_DUE_OF_CAMPAIGNS = (
    select(Deadline.id)
    .join(Task, col(Task.id) == col(Deadline.task_id))
    .where(col(Deadline.campaign_id).is_not(None), *_IS_DUE)
    .order_by(*_IN_TURN)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Task, key_share=True)
)
_STILL_DUE = prepared(
    select(Deadline, Case)
    .join(Case, col(Case.id) == col(Deadline.case_id), isouter=True)
    .where(col(Deadline.id).in_(bindparam("ids", expanding=True)), *_IS_DUE)
    .order_by(*_IN_TURN)
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True)
class DueDeadline:
    """A due deadline and the case that it is about; a survey's is about none."""

    deadline: Deadline
    case: Case | None

    @property
    def id(self) -> int:
        """The deadline's."""
        return self.deadline.id


def take_due(session: Session, kind: DeadlineKind, now: datetime, most: int) -> list[DueDeadline]:
    """Due deadlines whose cases or tasks this transaction now holds; others skip them.

    The case is locked, not the deadline: every verb locks the case first, so nobody waits for
    somebody who waits for them; of a campaign's call it is the task, for the same reason. All are
    read again behind the lock: who held a case until now may have settled its deadline. Of each
    case only the first is taken: what is done about it may settle the others.
    """
    meant = {"kind": kind, "now": now}
    if _ANY_DUE.first(session, **meant) is None:
        return []
    for query in (_DUE_ABOUT_CASES, _DUE_OF_CAMPAIGNS):
        while ids := session.exec(query, params={**meant, "most": most}).all():
            found = _STILL_DUE.all(session, **meant, ids=ids)
            if found:
                return list(_one_of_each_case(found))
    return []


def _one_of_each_case(found: Iterable[tuple[Deadline, Case | None]]) -> Iterator[DueDeadline]:
    seen: set[int] = set()
    for deadline, case in found:
        if case is None or case.id not in seen:
            yield DueDeadline(deadline, case)
        if case is not None:
            seen.add(case.id)

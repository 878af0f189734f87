"""Deadlines: promises with a due time, as rows that are settled with what they are about."""

from datetime import datetime
from functools import cache

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    UniqueConstraint,
    bindparam,
    case,
    text,
)
from sqlmodel import Session, SQLModel, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from flows.rules.vocabulary import DeadlineKind, DeadlineState
from storage.cases import Case
from storage.columns import identifier, instant, reference, word
from storage.tasks import ABOUT_ONE, Task
from storage.telling import cancel_queued

Due = tuple[ColumnElement[bool], ...]
OF_ONE_ROUND = (DeadlineKind.PROMISE, DeadlineKind.SPECIAL_MEASURES, DeadlineKind.APPROVAL)
"""The kinds that end with their round; all others go on, or are renewed, in the next one."""
WAITED_FOR = "next_at IS NOT NULL"
HELD = "held_until IS NOT NULL"
"""Few are: their index holds no others."""


class Deadline(SQLModel, table=True):
    """A promise about a case, or of a survey campaign's call (then it always has a task).

    `sequence` counts renewals of one kind within one round.
    `position` is the next step of flows.rules.escalation and `next_at` its time: the only thing
    that the scheduler looks for. A deadline that nobody waits for any more has no `next_at`.
    `held_until` and `failures` put aside one whose handling failed, so that it blocks no other.
    """

    __table_args__ = (
        UniqueConstraint("case_id", "kind", "round", "sequence"),
        CheckConstraint(ABOUT_ONE, name="about_one"),
        Index(
            "ix_deadline_kind_next_at",
            "kind",
            "next_at",
            sqlite_where=text(WAITED_FOR),
            postgresql_where=text(WAITED_FOR),
        ),
        Index(
            "ix_deadline_kind_held_until",
            "kind",
            "held_until",
            sqlite_where=text(HELD),
            postgresql_where=text(HELD),
        ),
    )

    id: int = identifier()
    kind: DeadlineKind = word(DeadlineKind)
    case_id: int | None = reference("report_case.id", nullable=True)
    campaign_id: int | None = reference("campaign.id", nullable=True)
    task_id: int | None = reference("task.id", nullable=True)
    round: int
    sequence: int = 0
    policy_version_id: int = reference("policy_version.id", index=False)
    made_at: datetime = instant()
    ask_at: datetime | None = instant(nullable=True)
    due_at: datetime = instant(index=True)
    state: DeadlineState = word(DeadlineState)
    fired_at: datetime | None = instant(nullable=True)
    met_at: datetime | None = instant(nullable=True)
    position: int = 0
    next_at: datetime | None = instant(nullable=True, index=True)
    held_until: datetime | None = instant(nullable=True)
    failures: int = 0

    @property
    def of_case(self) -> int:
        """The id of the case that it is about. Raises TypeError for one about a campaign."""
        if self.case_id is None:
            message = f"deadline {self.id} is about no case"
            raise TypeError(message)
        return self.case_id


def open_deadlines(session: Session, estate_id: int) -> int:
    """How many promises about an estate's cases still run."""
    query = (
        select(func.count())
        .select_from(Deadline)
        .join(Case, col(Case.id) == col(Deadline.case_id))
        .where(Case.estate_id == estate_id, Deadline.state == DeadlineState.PENDING)
    )
    return session.exec(query).one()


def deadlines_of(session: Session, case_id: int) -> list[Deadline]:
    """All deadlines of a case, in the order they were made."""
    query = select(Deadline).where(Deadline.case_id == case_id).order_by(col(Deadline.id))
    return list(session.exec(query))


_LIVE = (
    select(Deadline)
    .where(
        Deadline.case_id == bindparam("case_id"),
        col(Deadline.kind).in_(bindparam("kinds", expanding=True)),
        or_(
            col(Deadline.kind).not_in(OF_ONE_ROUND),
            Deadline.round
            == select(Case.round).where(Case.id == bindparam("case_id")).scalar_subquery(),
        ),
        col(Deadline.state).in_((DeadlineState.PENDING, DeadlineState.FIRED)),
        col(Deadline.met_at).is_(None),
    )
    .order_by(col(Deadline.id))
    .execution_options(populate_existing=True)
)


def live(session: Session, case_id: int, *kinds: DeadlineKind) -> list[Deadline]:
    """The deadlines of these kinds that still wait for somebody: pending, or fired and not met.

    What an earlier round has left undone stays undone. The rows are read again: whoever has waited
    for the case's lock may have seen them before.
    """
    return list(session.exec(_LIVE, params={"case_id": case_id, "kinds": kinds}))


def meet(session: Session, case_id: int, now: datetime, *kinds: DeadlineKind) -> list[int]:
    """What was promised has been done: in time, or late if it fired; returns the ids."""
    return [settle(session, deadline, now) for deadline in live(session, case_id, *kinds)]


def drop(session: Session, case_id: int, *kinds: DeadlineKind) -> None:
    """Nobody waits for it any more; one that fired keeps its state and tells nobody else."""
    for deadline in live(session, case_id, *kinds):
        settle(session, deadline, None)


def settle(session: Session, deadline: Deadline, met_at: datetime | None) -> int:
    """End one deadline, met at that moment or (None) dropped; returns its id.

    Warnings that wait for the end of quiet hours are not sent if it has not fired; an apology for
    it never after what it is about.
    """
    _take_back_words(session, deadline)
    deadline.next_at = None
    deadline.met_at = met_at
    if deadline.state is DeadlineState.PENDING:
        deadline.state = DeadlineState.DROPPED if met_at is None else DeadlineState.MET
    session.add(deadline)
    session.flush()
    return deadline.id


def _take_back_words(session: Session, deadline: Deadline) -> None:
    """What staff are told of a campaign's calls stands in lists, which forget ended ones."""
    if deadline.case_id is None:
        return
    cancel_queued(session, deadline.case_id, apology_key(deadline))
    if deadline.state is DeadlineState.PENDING:
        cancel_queued(session, deadline.case_id, about(deadline))


def about(deadline: Deadline) -> str:
    """What the keys of messages about this deadline begin with."""
    return f"deadline {deadline.id} "


def apology_key(deadline: Deadline) -> str:
    """What the keys of the resident's messages about a broken promise begin with."""
    return f"{about(deadline)}apology"


def next_sequence(session: Session, case_id: int, kind: DeadlineKind, round_: int) -> int:
    """The number of the next deadline of this kind in this round."""
    query = select(func.count()).where(
        Deadline.case_id == case_id, Deadline.kind == kind, Deadline.round == round_
    )
    return session.exec(query).one()


def earliest_due(session: Session, kind: DeadlineKind) -> datetime | None:
    """When the next row of this kind falls due; one that was put aside, not before it is back."""
    found = session.exec(_earliest_of(kind)).first(), session.exec(_earliest_held_of(kind)).first()
    return min((at for at in found if at is not None), default=None)


@cache
def _earliest_of(kind: DeadlineKind) -> SelectOfScalar[datetime | None]:
    # It is asked after every commit: to put it together takes longer than to ask it. The first
    # of the index is read, and not the least of a million looked for.
    next_at, held = col(Deadline.next_at), col(Deadline.held_until)
    waits = (col(Deadline.kind) == kind, next_at.is_not(None), held.is_(None))
    return select(next_at).where(*waits).order_by(next_at).limit(1)


@cache
def _earliest_held_of(kind: DeadlineKind) -> SelectOfScalar[datetime | None]:
    next_at, held = col(Deadline.next_at), col(Deadline.held_until)
    until = case((held > next_at, held), else_=next_at)
    return select(func.min(until)).where(Deadline.kind == kind, held.is_not(None))


def take_due(session: Session, kind: DeadlineKind, now: datetime) -> Deadline | None:
    """One due deadline whose case or task this transaction now holds; others skip it.

    The case is locked, not the deadline: every verb locks the case first, so nobody waits for
    somebody who waits for them; of a campaign's call it is the task, for the same reason. The
    deadline is read again behind the lock: who held the case until now may have settled it.
    """
    is_due = (
        col(Deadline.kind) == kind,
        col(Deadline.next_at) <= now,
        or_(col(Deadline.held_until).is_(None), col(Deadline.held_until) <= now),
    )
    return _take_about_case(session, is_due) or _take_of_campaign(session, is_due)


def _take_about_case(session: Session, is_due: Due) -> Deadline | None:
    query = (
        select(Deadline.id)
        .join(Case, col(Case.id) == col(Deadline.case_id))
        .where(*is_due)
        .order_by(col(Deadline.next_at), col(Deadline.id))
        .limit(1)
        .with_for_update(skip_locked=True, of=Case, key_share=True)
    )
    return _first_still_due(session, query, is_due)


def _take_of_campaign(session: Session, is_due: Due) -> Deadline | None:
    query = (
        select(Deadline.id)
        .join(Task, col(Task.id) == col(Deadline.task_id))
        .where(col(Deadline.campaign_id).is_not(None), *is_due)
        .order_by(col(Deadline.next_at), col(Deadline.id))
        .limit(1)
        .with_for_update(skip_locked=True, of=Task, key_share=True)
    )
    return _first_still_due(session, query, is_due)


def _first_still_due(session: Session, query: SelectOfScalar[int], is_due: Due) -> Deadline | None:
    while (found := session.exec(query).first()) is not None:
        again = select(Deadline).where(Deadline.id == found, *is_due)
        deadline = session.exec(again.execution_options(populate_existing=True)).first()
        if deadline is not None:
            return deadline
    return None

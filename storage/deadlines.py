"""Deadlines: promises with a due time, as rows that are settled with what they are about."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, bindparam, text
from sqlmodel import Session, SQLModel, col, func, or_, select

from flows.rules.vocabulary import DeadlineKind, DeadlineState
from storage.cases import Case
from storage.columns import identifier, instant, reference, word
from storage.prepared import prepared
from storage.tasks import ABOUT_ONE
from storage.telling import cancel_told

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
    return _OF_CASE.all(session, case_id=case_id)


_OF_CASE = prepared(
    select(Deadline).where(Deadline.case_id == bindparam("case_id")).order_by(col(Deadline.id))
)


_LIVE = prepared(
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
    return _LIVE.all(session, case_id=case_id, kinds=kinds)


def meet(session: Session, case_id: int, now: datetime, *kinds: DeadlineKind) -> list[int]:
    """What was promised has been done: in time, or late if it fired; returns the ids."""
    return settle(session, live(session, case_id, *kinds), now)


def drop(session: Session, case_id: int, *kinds: DeadlineKind) -> None:
    """Nobody waits for it any more; one that fired keeps its state and tells nobody else."""
    settle(session, live(session, case_id, *kinds), None)


def settle(session: Session, ended: Sequence[Deadline], met_at: datetime | None) -> list[int]:
    """End deadlines of one case, met at that moment or (None) dropped; returns their ids.

    Warnings that wait for the end of quiet hours are not sent of what has not fired; an apology
    never after what it is about.
    """
    _take_back_words(session, ended)
    for deadline in ended:
        deadline.next_at = None
        deadline.met_at = met_at
        if deadline.state is DeadlineState.PENDING:
            deadline.state = DeadlineState.DROPPED if met_at is None else DeadlineState.MET
        session.add(deadline)
    session.flush()
    return [deadline.id for deadline in ended]


def _take_back_words(session: Session, ended: Sequence[Deadline]) -> None:
    """What staff are told of a campaign's calls stands in lists, which forget ended ones."""
    for case_id in {deadline.case_id for deadline in ended if deadline.case_id is not None}:
        keys = (
            about(one) if one.state is DeadlineState.PENDING else apology_key(one) for one in ended
        )
        cancel_told(session, case_id, *keys)


def about(deadline: Deadline) -> str:
    """What the keys of messages about this deadline begin with."""
    return f"deadline {deadline.id} "


def apology_key(deadline: Deadline) -> str:
    """What the keys of the resident's messages about a broken promise begin with."""
    return f"{about(deadline)}apology"


_COUNT = prepared(
    select(func.count()).where(
        Deadline.case_id == bindparam("case_id"),
        Deadline.kind == bindparam("kind"),
        Deadline.round == bindparam("round"),
    )
)


def next_sequence(session: Session, case_id: int, kind: DeadlineKind, round_: int) -> int:
    """The number of the next deadline of this kind in this round."""
    meant = {"case_id": case_id, "kind": kind, "round": round_}
    return _COUNT.one(session, **meant)

"""What tells a simulated process when to wake up: as few statements as can be for all its rows."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, literal, union_all
from sqlmodel import Session, col, func, select

from bot.simulation.foresight import Question
from flows.rules.vocabulary import DeadlineKind, MessageState
from scheduler.sweep import DUE
from storage.deadlines_due import earliest_of_each
from storage.outgoing import Outgoing
from storage.staff_cards import CHANGEABLE, StaffCard

QUEUE = ("send", "look up", "take back", "change a card")
"""What the postman is woken for."""

_WAITING = (
    (QUEUE[0], MessageState.QUEUED, col(Outgoing.not_before)),
    (QUEUE[1], MessageState.UNKNOWN, col(Outgoing.look_up_at)),
    (QUEUE[2], MessageState.CLAIMED, col(Outgoing.claimed_until)),
)
_CARDS = select(literal(QUEUE[3]), func.min(StaffCard.update_at)).where(*CHANGEABLE)
# What is due may wait for the one before it to the same reader, and that for a time ahead.
_QUEUED = union_all(
    *(
        select(literal(what), func.min(column)).where(Outgoing.state == state)
        for what, state, column in _WAITING
    ),
    *(
        select(literal(f"{what} later"), func.min(column)).where(
            Outgoing.state == state, column > bindparam("now")
        )
        for what, state, column in _WAITING
    ),
    _CARDS,
    _CARDS.with_only_columns(literal(f"{QUEUE[3]} later"), func.min(StaffCard.update_at)).where(
        col(StaffCard.update_at) > bindparam("now")
    ),
)


def _queue(session: Session, now: datetime) -> dict[str, datetime | None]:
    found = session.connection().execute(_QUEUED, {"now": now})
    return {what: at for what, at in found}  # noqa: C416 - a result has keys, and is taken for a mapping


def _deadlines(session: Session, _now: datetime) -> dict[str, datetime | None]:
    return {kind.value: at for kind, at in earliest_of_each(session).items()}


def _of_kind(kind: str, earliest: Callable[[Session], datetime | None]) -> Question:
    def ask(session: Session, _now: datetime) -> Mapping[str, datetime | None]:
        return {kind: earliest(session)}

    return ask


QUESTIONS = (
    _queue,
    _deadlines,
    *(_of_kind(kind, due.earliest) for kind, due in DUE.items() if kind not in list(DeadlineKind)),
)

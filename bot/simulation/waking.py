"""What tells a simulated process when to wake up: as few statements as can be for all its rows."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import literal, union_all
from sqlmodel import Session, col, func, select

from bot.simulation.foresight import Question
from flows.rules.vocabulary import DeadlineKind, MessageState
from scheduler.sweep import DUE
from storage.deadlines_due import earliest_of_each
from storage.outgoing import Outgoing
from storage.staff_cards import CHANGEABLE, StaffCard

QUEUE = ("send", "look up", "take back", "change a card")
"""What the postman is woken for."""

_QUEUED = union_all(
    *(
        select(literal(what), func.min(column)).where(Outgoing.state == state)
        for what, state, column in (
            (QUEUE[0], MessageState.QUEUED, col(Outgoing.not_before)),
            (QUEUE[1], MessageState.UNKNOWN, col(Outgoing.look_up_at)),
            (QUEUE[2], MessageState.CLAIMED, col(Outgoing.claimed_until)),
        )
    ),
    select(literal(QUEUE[3]), func.min(StaffCard.update_at))
    .join(Outgoing, col(Outgoing.id) == col(StaffCard.outgoing_id))
    .where(*CHANGEABLE),
)


def _queue(session: Session) -> dict[str, datetime | None]:
    found = session.connection().execute(_QUEUED)
    return {what: at for what, at in found}  # noqa: C416 - a result has keys, and is taken for a mapping


def _deadlines(session: Session) -> dict[str, datetime | None]:
    return {kind.value: at for kind, at in earliest_of_each(session).items()}


def _of_kind(kind: str, earliest: Callable[[Session], datetime | None]) -> Question:
    def ask(session: Session) -> Mapping[str, datetime | None]:
        return {kind: earliest(session)}

    return ask


QUESTIONS = (
    _queue,
    _deadlines,
    *(_of_kind(kind, due.earliest) for kind, due in DUE.items() if kind not in list(DeadlineKind)),
)

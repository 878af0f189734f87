"""What was news when it was written may be none when it can be sent: then it is not sent (R38)."""

from enum import StrEnum

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, SQLModel, col, select

from flows.rules.vocabulary import MessageState
from storage.outgoing import Outgoing, cancel_queued


class News(StrEnum):
    """What residents are told of a case, by what makes it old; the keys of messages begin with it.

    `event` never grows old: a human's words, a number. `step`, who has the case, does so with the
    next step or answer; `outlook`, what is to come, when the work is said to be done; `visit` with
    what is agreed on next; `done` with the next round.
    """

    EVENT = "event"
    STEP = "step"
    OUTLOOK = "outlook"
    VISIT = "visit news"
    DONE = "done"


OF_WORK = (News.STEP, News.OUTLOOK, News.VISIT)


def take_back(session: Session, case_id: int, *kinds: News) -> None:
    """Send no more what still waits of these kinds of news about a case."""
    cancel_queued(session, *(f"case {case_id} {kind.value} " for kind in kinds), case_id=case_id)


def take_back_from(session: Session, case_id: int, resident_id: int) -> None:
    """Send a resident nothing more about a case that they have left to others."""
    sent = SQLModel.metadata.tables["outgoing"]
    _cancel(session, case_id, sent.c.resident_id == resident_id)


def take_back_pushes(session: Session, case_id: int) -> frozenset[int]:
    """Take back what staff have not been sent yet of a case; returns who has heard of it.

    What answers a button that somebody has just pressed goes out all the same.
    """
    sent = SQLModel.metadata.tables["outgoing"]
    is_push = sent.c.resident_id.is_(None)
    _cancel(session, case_id, is_push & ~sent.c.passes_quiet_hours)
    unheard = (MessageState.QUEUED, MessageState.CANCELLED, MessageState.EXPIRED)
    query = select(Outgoing.staff_id).where(
        Outgoing.case_id == case_id, is_push, col(Outgoing.state).not_in(unheard)
    )
    return frozenset(one for one in session.exec(query) if one is not None)


def _cancel(session: Session, case_id: int, which: ColumnElement[bool]) -> None:
    sent = SQLModel.metadata.tables["outgoing"]
    waiting = (sent.c.case_id == case_id, sent.c.state == MessageState.QUEUED, which)
    # One statement, so that a message that the postman takes at this moment stays his.
    session.execute(update(sent).where(*waiting).values(state=MessageState.CANCELLED))

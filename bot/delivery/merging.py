"""Where a member's limit is used up, the pushes that wait for them go as one.

The rule: nothing is merged while there is room. As soon as one push has to wait, all that wait with
it and were never tried become one message, the urgent ones first, as many as fit; what does not fit
waits for the next. An answer to a pressed button is never merged: it asks for something.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from bot.channels.graphemes import longest_start
from bot.channels.wecom import TEXT_BYTES_MAX
from flows.rules.vocabulary import MessageState, Purpose
from flows.wording.say import plain, say
from storage.outgoing import Outgoing, for_same_staff, post
from storage.telling import STAFF_LANGUAGE, in_words

MERGED = "merged "
LINES_OF_EACH = 3
BYTES_OF_EACH = 300
HEAD_BYTES = 200


def merge_waiting(session: Session, message: Outgoing, until: datetime, now: datetime) -> None:
    """Put a push back that must wait `until`, together with all that wait for the same reader."""
    message.state, message.not_before = MessageState.QUEUED, until
    message.claimed_by = message.claimed_until = None
    session.add(message)
    session.flush()
    for together in _fitting(_waiting(session, message, until)):
        if len(together) > 1:
            _merge(session, together, until, now)


def _fitting(waiting: list[Outgoing]) -> Iterator[list[Outgoing]]:
    """As many at a time as fit into one message."""
    together: list[Outgoing] = []
    room = 0
    for one in waiting:
        size = len(_in_short(one.text).encode()) + len("\n")
        if size > room:
            yield together
            together, room = [], TEXT_BYTES_MAX - HEAD_BYTES
        together.append(one)
        room -= size
    yield together


def _waiting(session: Session, message: Outgoing, until: datetime) -> list[Outgoing]:
    query = (
        select(Outgoing)
        .where(
            for_same_staff(message),
            Outgoing.state == MessageState.QUEUED,
            Outgoing.purpose == Purpose.STAFF,
            Outgoing.attempts == 0,
            col(Outgoing.passes_quiet_hours).is_(False),
            col(Outgoing.not_before) <= until,
            ~col(Outgoing.unique_key).startswith(MERGED),
        )
        .order_by(col(Outgoing.urgent).desc(), col(Outgoing.id))
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))


def _merge(session: Session, waiting: list[Outgoing], until: datetime, now: datetime) -> None:
    first = waiting[0]
    lines = tuple(plain(_in_short(one.text)) for one in waiting)
    sentence = say("staff.merged", count=len(waiting), pushes=lines)
    merged = Outgoing(
        unique_key=f"{MERGED}{first.unique_key}",
        staff_id=first.staff_id,
        room=first.room,
        estate_id=first.estate_id,
        purpose=Purpose.STAFF,
        text=in_words(session, sentence, STAFF_LANGUAGE),
        urgent=first.urgent,
        state=MessageState.QUEUED,
        not_before=until,
        not_after=max((one.not_after for one in waiting if one.not_after), default=None),
        created_at=now,
    )
    post(session, merged)
    for one in waiting:
        one.state = MessageState.CANCELLED
        one.error = f"goes with message {merged.id}, together with others"
        session.add(one)
    session.flush()


def _in_short(text: str) -> str:
    """The first lines, which say what has happened, of which case, and where."""
    lines = " ".join(text.split("\n")[:LINES_OF_EACH])
    return longest_start(lines, lambda start: len(start.encode()) <= BYTES_OF_EACH)

"""What was sent in a period, by channel and purpose, and the segments that texts took (R69)."""

from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from flows.reports.indicator_facts import Sent
from flows.rules.vocabulary import Purpose
from storage.outgoing import Attempt, Outgoing

SEGMENT, PART = 70, 67
"""Characters of a Chinese text that is one SMS, and of each part where it takes several."""
TAKEN = "accepted"


MESSAGES_A_PAGE = 50


def messages_sent(
    session: Session,
    estate_id: int,
    span: tuple[datetime, datetime],
    way: tuple[str, Purpose],
    after: int = 0,
) -> list[tuple[Attempt, Outgoing]]:
    """The messages behind one number of `sent_within`, the first or those after an attempt's id.

    One more than a page holds, where there is one.
    """
    query = (
        select(Attempt, Outgoing)
        .join(Outgoing, col(Outgoing.id) == col(Attempt.outgoing_id))
        .where(
            *_taken(estate_id, span),
            col(Attempt.channel) == way[0],
            col(Outgoing.purpose) == way[1],
            col(Attempt.id) > after,
        )
        .order_by(col(Attempt.id))
        .limit(MESSAGES_A_PAGE + 1)
    )
    return [(attempt, message) for attempt, message in session.execute(query)]


def sent_within(
    session: Session, estate_id: int, span: tuple[datetime, datetime]
) -> tuple[Sent, ...]:
    """What providers took; a text whose words are forgotten by now counts as one segment."""
    length = func.length(col(Outgoing.text))
    segments = case((length <= SEGMENT, 1), else_=(length + (PART - 1)) // PART)
    query = (
        select(col(Attempt.channel), col(Outgoing.purpose), func.count(), func.sum(segments))
        .join(Outgoing, col(Outgoing.id) == col(Attempt.outgoing_id))
        .where(*_taken(estate_id, span))
        .group_by(col(Attempt.channel), col(Outgoing.purpose))
    )
    return tuple(
        Sent(channel, purpose, messages, int(parts))
        for channel, purpose, messages, parts in session.connection().execute(query)
    )


def _taken(estate_id: int, span: tuple[datetime, datetime]) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Attempt.started_at) >= span[0],
        col(Attempt.started_at) < span[1],
        col(Attempt.outcome) == TAKEN,
        # Not by its index: SQLite would begin at all messages of the estate, and not at the time.
        func.coalesce(col(Outgoing.estate_id), 0) == estate_id,
    )

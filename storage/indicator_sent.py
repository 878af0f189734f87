"""What was sent in a period, by channel and purpose, and the segments that texts took (R69)."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from flows.reports.indicator_facts import Sent
from storage.outgoing import Attempt, Outgoing

SEGMENT, PART = 70, 67
"""Characters of a Chinese text that is one SMS, and of each part where it takes several."""
TAKEN = "accepted"


def sent_within(
    session: Session, estate_id: int, span: tuple[datetime, datetime]
) -> tuple[Sent, ...]:
    """What providers took; a text whose words are forgotten by now counts as one segment."""
    # Not by its index: SQLite would begin at all messages of the estate, and not at the time.
    of_estate = func.coalesce(col(Outgoing.estate_id), 0) == estate_id
    length = func.length(col(Outgoing.text))
    segments = case((length <= SEGMENT, 1), else_=(length + (PART - 1)) // PART)
    query = (
        select(col(Attempt.channel), col(Outgoing.purpose), func.count(), func.sum(segments))
        .join(Outgoing, col(Outgoing.id) == col(Attempt.outgoing_id))
        .where(
            col(Attempt.started_at) >= span[0],
            col(Attempt.started_at) < span[1],
            col(Attempt.outcome) == TAKEN,
            of_estate,
        )
        .group_by(col(Attempt.channel), col(Outgoing.purpose))
    )
    return tuple(
        Sent(channel, purpose, messages, int(parts))
        for channel, purpose, messages, parts in session.connection().execute(query)
    )

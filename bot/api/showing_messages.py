"""How the messages about a case went to whoever reported it: every way that was tried, in order."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from storage.outgoing import Attempt, Outgoing


def show_messages(session: Session, case_id: int, zone: ZoneInfo) -> list[dict[str, object]]:
    """The messages to the resident in the order they were written, each with its tries.

    The `channel` of a message is the way that it took at last; `call` where a person has to.
    """
    query = select(Outgoing).where(
        Outgoing.case_id == case_id, col(Outgoing.staff_id).is_(None), col(Outgoing.room).is_(None)
    )
    messages = session.exec(query.order_by(col(Outgoing.id))).all()
    tries = _tries(session, [message.id for message in messages], zone)
    return [
        {
            "id": message.id,
            "purpose": message.purpose,
            "text": message.text,
            "state": message.state,
            "channel": message.channel,
            "created_at": message.created_at.astimezone(zone).isoformat(),
            "tries": tries[message.id],
        }
        for message in messages
    ]


def _tries(
    session: Session, ids: list[int], zone: ZoneInfo
) -> defaultdict[int, list[dict[str, object]]]:
    found: defaultdict[int, list[dict[str, object]]] = defaultdict(list)
    query = select(Attempt).where(col(Attempt.outgoing_id).in_(ids)).order_by(col(Attempt.id))
    for attempt in session.exec(query):
        found[attempt.outgoing_id].append(
            {
                "channel": attempt.channel,
                "at": attempt.started_at.astimezone(zone).isoformat(),
                "outcome": attempt.outcome,
                "reason": attempt.error,
            }
        )
    return found

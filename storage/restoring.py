"""What is done once after a backup was put back: nothing goes out twice because of it (F20)."""

from sqlalchemy import update
from sqlmodel import Session, col

from flows.rules.resending import Care, care_for
from flows.rules.vocabulary import MessageState, Purpose
from storage.outgoing import Outgoing

MAY_BE_SENT = "restored from a backup; it may have been sent since"


def hold_back(session: Session) -> int:
    """Leave in doubt what waited for its sending when the backup was made; how many those are.

    Since then it may have been sent, and the providers cannot be asked about what was never called
    here. Staff see these messages as doubtful, and send one again or call. What goes to staff is
    not held back: they shrug at hearing twice, and must not miss a deadline.
    """
    to_residents = [one for one in Purpose if care_for(one) is not Care.STAFF]
    statement = (
        update(Outgoing)
        .where(
            col(Outgoing.state).in_((MessageState.QUEUED, MessageState.CLAIMED)),
            col(Outgoing.purpose).in_(to_residents),
        )
        .values(
            state=MessageState.UNKNOWN,
            look_up_at=None,
            claimed_by=None,
            claimed_until=None,
            error=MAY_BE_SENT,
        )
        .returning(col(Outgoing.id))
    )
    return len(session.execute(statement).scalars().all())

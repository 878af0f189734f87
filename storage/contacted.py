"""How often residents were written to unasked, as the caps of R7 and R57 count it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from flows.rules.vocabulary import MessageState, Purpose
from storage.invitations import Invitation
from storage.outgoing import Outgoing

MONTH = timedelta(days=30)
WEEK = timedelta(days=7)

CAPPED = (Purpose.SURVEY, Purpose.NOTICE)
"""What comes unasked; safety and own cases are not counted."""
NEVER_CAME = (MessageState.REFUSED, MessageState.EXPIRED, MessageState.CANCELLED)


def surveys_in_month(session: Session, at: datetime) -> Mapping[int, int]:
    """How many surveys each resident was sent in the month before a moment."""
    query = (
        select(Invitation.resident_id, func.count())
        .where(col(Invitation.issued_at) > at - MONTH, col(Invitation.resident_id).is_not(None))
        .group_by(col(Invitation.resident_id))
    )
    return {resident: count for resident, count in session.exec(query) if resident is not None}


def texts_in_week(session: Session, at: datetime) -> Mapping[int, int]:
    """How many texts each resident was sent unasked in the week before a moment."""
    query = (
        select(Outgoing.resident_id, func.count())
        .where(
            col(Outgoing.created_at) > at - WEEK,
            col(Outgoing.resident_id).is_not(None),
            col(Outgoing.purpose).in_(CAPPED),
            col(Outgoing.state).not_in(NEVER_CAME),
        )
        .group_by(col(Outgoing.resident_id))
    )
    return {resident: count for resident, count in session.exec(query) if resident is not None}

"""How often residents were written to unasked, as the caps of R7 and R57 count it."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, select

from flows.rules.vocabulary import MessageState, Purpose
from storage.invitations import Invitation
from storage.outgoing import Outgoing

MONTH = timedelta(days=30)
WEEK = timedelta(days=7)

CAPPED = (Purpose.SURVEY, Purpose.NOTICE)
"""What comes unasked; safety and own cases are not counted."""
NEVER_CAME = (MessageState.REFUSED, MessageState.EXPIRED, MessageState.CANCELLED)


def surveys_in_month(
    session: Session, at: datetime, among: Collection[int] | None = None
) -> Mapping[int, int]:
    """How many surveys each resident, of these or of all, was sent in the month before."""
    resident = col(Invitation.resident_id)
    query = select(Invitation.resident_id, func.count()).where(
        col(Invitation.issued_at) > at - MONTH, _one_of(resident, among)
    )
    found = session.exec(query.group_by(resident))
    return {one: count for one, count in found if one is not None}


def texts_in_week(
    session: Session, at: datetime, among: Collection[int] | None = None
) -> Mapping[int, int]:
    """How many texts each resident, of these or of all, was sent unasked in the week before."""
    resident = col(Outgoing.resident_id)
    query = select(Outgoing.resident_id, func.count()).where(
        col(Outgoing.created_at) > at - WEEK,
        _one_of(resident, among),
        col(Outgoing.purpose).in_(CAPPED),
        col(Outgoing.state).not_in(NEVER_CAME),
    )
    found = session.exec(query.group_by(resident))
    return {one: count for one, count in found if one is not None}


def _one_of(resident: Mapped[int | None], among: Collection[int] | None) -> ColumnElement[bool]:
    return resident.is_not(None) if among is None else resident.in_(among)

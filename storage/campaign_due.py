"""Which survey has something to do by itself, and when next."""

from datetime import datetime

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, func, or_, select

from storage.campaigns import Campaign
from storage.prepared import prepared

_held, _next_at = col(Campaign.held_until), col(Campaign.next_at)
_EARLIEST = prepared(select(func.min(case((_held > _next_at, _held), else_=_next_at))))
_DUE = prepared(
    select(Campaign)
    .where(
        _next_at <= bindparam("now"),
        or_(_held.is_(None), _held <= bindparam("now")),
    )
    .order_by(_next_at, col(Campaign.id))
    .limit(1)
    .with_for_update(skip_locked=True, key_share=True)
)


def earliest_campaign(session: Session) -> datetime | None:
    """When the next survey does something; one that was put aside, not before it is back."""
    found: datetime | None = _EARLIEST.one(session)
    return found


def take_due_campaign(session: Session, now: datetime) -> Campaign | None:
    """One survey whose time has come, which this transaction now holds; others skip it."""
    return _DUE.first(session, now=now)

"""Which survey has something to do by itself, and when next."""

from datetime import datetime

from sqlalchemy import case
from sqlmodel import Session, col, func, or_, select

from storage.campaigns import Campaign


def earliest_campaign(session: Session) -> datetime | None:
    """When the next survey does something; one that was put aside, not before it is back."""
    held, next_at = col(Campaign.held_until), col(Campaign.next_at)
    waits = case((held > next_at, held), else_=next_at)
    found: datetime | None = session.exec(select(func.min(waits))).one()
    return found


def take_due_campaign(session: Session, now: datetime) -> Campaign | None:
    """One survey whose time has come, which this transaction now holds; others skip it."""
    held = col(Campaign.held_until)
    query = (
        select(Campaign)
        .where(col(Campaign.next_at) <= now, or_(held.is_(None), held <= now))
        .order_by(col(Campaign.next_at), col(Campaign.id))
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return session.exec(query).first()

"""The policy by which a message is sent."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.policy_text import DEFAULT_PROFILE, packaged
from storage.estates import policy_in_force


def policy_of(session: Session, estate_id: int | None, now: datetime) -> Policy:
    """The estate's policy; the packaged one where a reader belongs to no estate yet."""
    if estate_id is None:
        return packaged(DEFAULT_PROFILE)
    return policy_in_force(session, estate_id, now)

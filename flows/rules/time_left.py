"""How pressing a deadline is, in four steps: the share of its time that has gone decides."""

from datetime import datetime, timedelta
from enum import StrEnum


class Haste(StrEnum):
    """From nothing to do yet to too late."""

    CALM = "calm"
    HALF = "half"
    SOON = "soon"
    LATE = "late"


HALF_GONE = 0.5
NEARLY_GONE = 0.8
"""At these shares staff are told too (R32)."""


def haste_of(made_at: datetime, due_at: datetime, now: datetime) -> Haste:
    """How pressing a promise is that was made then and falls due then."""
    if now >= due_at:
        return Haste.LATE
    whole = max(due_at - made_at, timedelta(seconds=1))
    gone = (now - made_at) / whole
    if gone >= NEARLY_GONE:
        return Haste.SOON
    return Haste.HALF if gone >= HALF_GONE else Haste.CALM

"""A day and a time of day as a form sends them: in the estate's own time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flows.rules.wall_clock import instant

MINUTES_OF_HOUR = 60


def read_local(day: str, clock: str, zone: ZoneInfo) -> datetime | None:
    """The moment of `2026-11-30` and `14:30`; None for what is no such thing."""
    try:
        wanted, at = date.fromisoformat(day), time.fromisoformat(clock)
    except ValueError:
        return None
    return instant(wanted, at.hour * MINUTES_OF_HOUR + at.minute, zone)

"""The hours on the wall: stretches of a day, and the instants that they stand for in a zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a day in minutes from midnight: `begins` is inside, `ends` is outside.

    `ends` may be 1440 (24:00). A span that ends before it begins runs over midnight.
    """

    begins: int
    ends: int

    def __contains__(self, minute: float) -> bool:
        """Tell whether a minute of the day lies in the span."""
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends

    def __str__(self) -> str:
        """Write the span as policies do: 08:30-12:00."""
        return f"{_clock(self.begins)}-{_clock(self.ends)}"


def utc(at: datetime) -> datetime:
    """Return the same instant in UTC; raises ValueError for a naive time, which is no instant.

    Reckoning is done in UTC only: Python adds to and compares local times by what the wall shows.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no zone")
    return at.astimezone(UTC)


def instant(day: date, minute: int, zone: tzinfo, *, second_time: bool = False) -> datetime:
    """Return the UTC instant at which the clocks of `zone` show that minute of that day.

    `second_time` is for an hour that the clocks show twice. A time that they skip counts as just as
    long after the skip.
    """
    wall = datetime.combine(day, time.min) + timedelta(minutes=minute)
    return wall.replace(tzinfo=zone, fold=second_time).astimezone(UTC)


def minute_of_day(at: datetime, zone: tzinfo) -> float:
    """Return what the clocks of `zone` show at `at`, in minutes from midnight."""
    local = utc(at).astimezone(zone)
    return local.hour * 60 + local.minute + local.second / 60 + local.microsecond / 60_000_000


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

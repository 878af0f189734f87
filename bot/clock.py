"""The service clock: the system's, or one that a rehearsal moves forward.

Everything that is promised is counted in service time. The freshness of webhooks, HTTP time-outs
and leases are not: they use the system's clock and the monotonic one.
"""

import logging
from datetime import UTC, datetime, timedelta

from storage.clock import move_offset, read_offset
from storage.database import Database

log = logging.getLogger(__name__)


class SystemClock:
    """Service time is system time."""

    adjustable = False

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)


class AdjustableClock:
    """Service time is system time plus an offset that lies in a row and only grows."""

    adjustable = True

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.reading() as session:
            self._offset = timedelta(seconds=read_offset(session))

    def warn(self) -> None:
        """Say loudly, where a service begins with it, that its time is not the real one."""
        log.warning("ADJUSTABLE CLOCK: service time is not the real time (offset %s)", self._offset)

    def now(self) -> datetime:
        """The time, in UTC; it ticks."""
        return datetime.now(UTC) + self._offset

    def move_to(self, instant: datetime) -> None:
        """Move forward to an instant; one that has passed changes nothing. Blocking."""
        ahead = (instant - self.now()).total_seconds()
        if ahead <= 0:
            return
        with self._database.transaction() as session:
            self._offset = timedelta(seconds=move_offset(session, ahead))


ServiceClock = SystemClock | AdjustableClock

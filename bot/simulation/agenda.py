"""What is going to happen outside of the house, in order, and what time it is there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush

DAYS_A_YEAR = 365

Deed = Callable[[], None]


class Agenda:
    """The world's true time, and what people and providers will do when; ties keep their order."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._entries: list[tuple[datetime, int, Deed]] = []
        self._count = 0

    def at(self, when: datetime, deed: Deed) -> None:
        """Something will be done at a moment; one that has passed is now."""
        self._count += 1
        heappush(self._entries, (max(when, self.now), self._count, deed))

    def after(self, pause: timedelta, deed: Deed) -> None:
        """Something will be done when so much time has gone by."""
        self.at(self.now + pause, deed)

    def next_at(self) -> datetime | None:
        """When the next thing is done."""
        return self._entries[0][0] if self._entries else None

    def do_next(self) -> None:
        """Let time go on to the next thing, and do it."""
        when, _, deed = heappop(self._entries)
        self.now = max(self.now, when)
        deed()

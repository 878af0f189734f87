"""Who is worked for next: the estates take turns, so that one that floods keeps none waiting (S4).

An estate whose water has stopped writes hundreds of messages in a minute. They are worked on one
after the other, and of another estate one between two of them.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.crowds import Crowd

SEATS = 8
"""So many messages are worked on at once; deadlines and letters have threads left (POOL_SIZE)."""


class Seats:
    """So many that work goes on at once. Of one event loop."""

    def __init__(self, many: int = SEATS) -> None:
        self._free = many
        self._waiting: OrderedDict[Crowd, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def are_taken(self) -> bool:
        """Whether whoever comes now must wait."""
        return not self._free

    @asynccontextmanager
    async def taken(self, crowd: Crowd) -> AsyncIterator[None]:
        """Wait for a seat, and leave it at the end."""
        if self._free:
            self._free -= 1
        else:
            await self._given(crowd)
        try:
            yield
        finally:
            self._leave()

    async def _given(self, crowd: Crowd) -> None:
        seat = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(crowd, deque()).append(seat)
        try:
            await seat
        except asyncio.CancelledError:
            if not seat.cancelled():  # it was given in the same moment
                self._leave()
            raise

    def _leave(self) -> None:
        """Give the seat to the crowd that was served longest ago, of it to the first."""
        while self._waiting:
            crowd, queue = self._waiting.popitem(last=False)
            seat = queue.popleft()
            if queue:
                self._waiting[crowd] = queue
            if not seat.cancelled():
                seat.set_result(None)
                return
        self._free += 1

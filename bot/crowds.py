"""With whom a message waits where many wait: with those of its estate (S4)."""

import asyncio
from collections.abc import Collection, Hashable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from bot.channels import Incoming
from storage.crowds import Address, estates_of
from storage.database import Database

LOOK_SECONDS = 0.5
"""Whose estate is not found so soon waits with those of whom nothing is known."""
KNOWN_MAX = 20_000
"""Of so many addresses it is remembered whose they are: in a flood nobody writes but once."""

Crowd = Hashable
"""Those who take turns with others, and are first come, first served among themselves."""


class Crowds:
    """Knows to which crowd a message belongs; looks up all who ask in the meantime at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, "crowds")
        self._known: dict[Address, int | None] = {}
        self._asked: dict[Address, asyncio.Future[None]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def of(self, incoming: Incoming) -> Crowd:
        """The estate; of whom none is known, and of staff, the account they write to."""
        address = incoming.channel, incoming.account, incoming.sender
        if address not in self._known:
            told = self._asked.setdefault(address, asyncio.get_running_loop().create_future())
            if self._looking is None or self._looking.done():
                self._looking = asyncio.create_task(self._look_up())
            await asyncio.wait([told], timeout=LOOK_SECONDS)
        return self._known.get(address) or address[:2]

    def close(self) -> None:
        """Look no more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _look_up(self) -> None:
        while self._asked:
            asked, self._asked = self._asked, {}
            looking = asyncio.get_running_loop().run_in_executor(self._thread, self._look, asked)
            try:
                found = await looking
            except SQLAlchemyError:
                found = {}  # the work itself will tell that the database fails
            if len(self._known) + len(found) > KNOWN_MAX:
                self._known.clear()
            self._known |= found
            for told in asked.values():
                told.set_result(None)

    def _look(self, asked: Collection[Address]) -> dict[Address, int | None]:
        with self._database.reading() as session:
            return estates_of(session, asked)

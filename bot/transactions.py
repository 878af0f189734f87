"""The one thread hop from the event loop into the database."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from sqlmodel import Session

from storage.database import Database

Result = TypeVar("Result")
Item = TypeVar("Item")
Work = Callable[[Session], None]

GROUP_MAX = 64


async def in_transaction(database: Database, work: Callable[[Session], Result]) -> Result:
    """Do the work in a thread, in one transaction; the event loop goes on meanwhile."""

    def run() -> Result:
        with database.transaction() as session:
            return work(session)

    return await asyncio.to_thread(run)


class GroupCommit(Generic[Item]):
    """Many small things, written in as few transactions as they can share.

    What makes a commit slow is the disk, and it takes no longer for fifty rows than for one. While
    one transaction is being written, whatever comes waits for the next. `write` writes them all
    together; where that fails each is written alone, and what fails again is undone alone.
    """

    def __init__(
        self, database: Database, write: Callable[[Session, Sequence[Item]], object]
    ) -> None:
        self._database = database
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def do(self, item: Item) -> None:
        """Return when the item is committed; raise what writing it raised, or the commit."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_what_waits())
        await done

    async def _write_what_waits(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:GROUP_MAX], self._waiting[GROUP_MAX:]
            outcomes = await self._outcomes_of([item for item, _ in group])
            for (_, done), outcome in zip(group, outcomes, strict=True):
                if done.cancelled():
                    continue
                if outcome is None:
                    done.set_result(None)
                else:
                    done.set_exception(outcome)
        self._writing = None

    async def _outcomes_of(self, items: Sequence[Item]) -> Sequence[Exception | None]:
        try:
            await in_transaction(self._database, lambda session: self._write(session, items))
        except Exception as failure:  # noqa: BLE001 - it is raised again, to whoever waits
            if len(items) == 1:
                return [failure]
        else:
            return [None] * len(items)
        try:
            return await in_transaction(self._database, partial(self._write_each, items))
        except Exception as failure:  # noqa: BLE001 - as above
            return [failure] * len(items)

    def _write_each(self, items: Sequence[Item], session: Session) -> list[Exception | None]:
        outcomes: list[Exception | None] = []
        for item in items:
            try:
                with session.begin_nested():
                    self._write(session, [item])
            except Exception as error:  # noqa: BLE001 - as above
                outcomes.append(error)
            else:
                outcomes.append(None)
        return outcomes

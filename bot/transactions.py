"""The one thread hop from the event loop into the database."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from sqlmodel import Session

from storage.database import Database

Result = TypeVar("Result")
Work = Callable[[Session], None]

GROUP_MAX = 64


async def in_transaction(database: Database, work: Callable[[Session], Result]) -> Result:
    """Do the work in a thread, in one transaction; the event loop goes on meanwhile."""

    def run() -> Result:
        with database.transaction() as session:
            return work(session)

    return await asyncio.to_thread(run)


class GroupCommit:
    """Many small pieces of work, done in as few transactions as they can share.

    What makes a commit slow is the disk, and it takes no longer for fifty rows than for one. While
    one transaction is being written, whatever comes waits for the next. A piece that fails is
    undone alone.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Work, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def do(self, work: Work) -> None:
        """Return when the work is committed; raise what it raised, or what the commit did."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:GROUP_MAX], self._waiting[GROUP_MAX:]
            pieces = [work for work, _ in group]
            outcomes: list[Exception | None]
            try:
                outcomes = await in_transaction(self._database, partial(_do_each, pieces=pieces))
            except Exception as failure:  # noqa: BLE001 - it is raised again, to whoever waits
                outcomes = [failure] * len(group)
            for (_, done), outcome in zip(group, outcomes, strict=True):
                if done.cancelled():
                    continue
                if outcome is None:
                    done.set_result(None)
                else:
                    done.set_exception(outcome)
        self._writing = None


def _do_each(session: Session, pieces: Sequence[Work]) -> list[Exception | None]:
    outcomes: list[Exception | None] = []
    for work in pieces:
        try:
            with session.begin_nested():
                work(session)
        except Exception as error:  # noqa: BLE001 - as above
            outcomes.append(error)
        else:
            outcomes.append(None)
    return outcomes

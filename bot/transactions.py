"""The one thread hop from the event loop into the database."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session

from storage.database import Database

Result = TypeVar("Result")


async def in_transaction(database: Database, work: Callable[[Session], Result]) -> Result:
    """Do the work in a thread, in one transaction; the event loop goes on meanwhile."""

    def run() -> Result:
        with database.transaction() as session:
            return work(session)

    return await asyncio.to_thread(run)

"""`/readyz`: whether this process can work, and how far behind the house is."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.heartbeats import last_beats
from storage.standing import standing

log = logging.getLogger(__name__)

LOOK_SECONDS_MAX = 5.0
"""A database that takes longer is none to whoever asks."""
KEPT_SECONDS = 1.0
"""Whoever asks more often gets the same answer: asking must not be a way to keep the house busy."""

Journal = Callable[[], Awaitable[int]]
"""How many messages wait for the database on the disk; raises OSError where none could."""


class Readiness:
    """What one process answers; `system_now` tells how old the loops' signs of life are."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        system_now: Callable[[], datetime],
        journal: Journal,
    ) -> None:
        self._database = database
        self._now = now
        self._system_now = system_now
        self._journal = journal
        self._asking = asyncio.Lock()
        self._answered_at = float("-inf")
        self._answer: dict[str, Any] = {}

    async def answer(self) -> dict[str, Any]:
        """The document; its `database` is false where the process cannot work."""
        async with self._asking:
            if time.monotonic() - self._answered_at > KEPT_SECONDS:
                self._answer = await self._look()
                self._answered_at = time.monotonic()
        return self._answer

    async def _look(self) -> dict[str, Any]:
        spool = await self._spool()
        try:
            async with asyncio.timeout(LOOK_SECONDS_MAX):
                stands = await asyncio.to_thread(self._standing)
        except (SQLAlchemyError, TimeoutError):
            return {"status": "no database", "database": False, "spool": spool}
        return {"status": "ok", "database": True, "spool": spool, **stands}

    async def _spool(self) -> dict[str, Any]:
        try:
            return {"writable": True, "waiting": await self._journal()}
        except OSError as error:
            log.error("operator: the journal cannot be written: %s", error.strerror)  # noqa: TRY400 - the reason says it all
            return {"writable": False, "waiting": None}

    def _standing(self) -> dict[str, Any]:
        with self._database.reading() as session:
            now, system_now = self._now(), self._system_now()
            stands = standing(session, now)
            beats = last_beats(session)
        return {
            "oldest_queued_seconds": _seconds(stands.queued_since, now),
            "oldest_unknown_seconds": _seconds(stands.unknown_since, now),
            "overdue_rows": stands.overdue,
            "oldest_overdue_seconds": _seconds(stands.overdue_since, now),
            "loops_seen_seconds_ago": {
                loop: _seconds(at, system_now) for loop, at in sorted(beats.items())
            },
        }


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(int((now - since).total_seconds()), 0)

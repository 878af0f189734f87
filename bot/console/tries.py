"""Tries at a password or a code, counted by account and address before they are looked at (F51)."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.caller_address import caller_address
from bot.console.service import Console
from bot.setting_values import Networks
from storage.login_attempts import LoginAttempt, begin_attempt, succeed

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tries:
    """Who tries too often waits: at the login and, with an open session, at the password page."""

    console: Console
    trusted: Networks

    async def begin(self, request: web.Request, userid: str) -> LoginAttempt | datetime:
        """A try that counts as failed until it is right; a time where it is not heard before."""
        address = caller_address(request, self.trusted)
        begun = await asyncio.to_thread(self._begin, userid, address)
        if isinstance(begun, datetime):
            log.warning("operator: a login from %s has to wait until %s", address, begun)
        return begun

    async def right(self, attempt: LoginAttempt) -> None:
        """It was the right one."""
        await asyncio.to_thread(self._right, attempt)

    # In a thread, each in a transaction of its own

    def _begin(self, userid: str, address: str) -> LoginAttempt | datetime:
        now = self.console.system_now()
        with self.console.database.transaction() as session:
            return begin_attempt(session, userid, address, now)

    def _right(self, attempt: LoginAttempt) -> None:
        with self.console.database.transaction() as session:
            succeed(session, attempt)

"""Access tokens as rows: fetched once, however many coroutines and processes need one (W12)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from bot.channels import After, TokenUnavailable
from bot.clock import SystemClock
from bot.transactions import Result, in_transaction
from storage.database import Database
from storage.tokens import (
    Renewal,
    give_up_renewal,
    lease_renewal,
    note_refusal,
    read_token,
    write_token,
)

logger = logging.getLogger(__name__)

Fetch = Callable[[], Awaitable[tuple[str, int]]]
SYSTEM_CLOCK = SystemClock()

MARGIN_SECONDS = 300
"""A token is given up so long before its end: a call that begins with it must end with it."""
FETCH_SECONDS_MAX = 20
LEASE_SECONDS = 30
"""Longer than a fetch may take: a process that holds the lease and says nothing has died."""
WAIT_SECONDS_MAX = 60
POLL_SECONDS = 0.1
REFUSALS_MAX = 2
PAUSE_SECONDS = 300
UNCHANGED = "unchanged"
"""Our own code for a provider that gives out the very token that it refuses."""


class RowTokenStore:
    """The TokenStore of one account at a provider, over the account's row.

    `fetch` asks the provider for a token and for how many seconds it holds; it raises
    TokenUnavailable. A provider that refuses is asked twice in a row, and then only once every five
    minutes (F14). `clock` is the system's: a token ends in real time.
    """

    def __init__(
        self,
        database: Database,
        account: str,
        fetch: Fetch,
        clock: Callable[[], datetime] = SYSTEM_CLOCK.now,
        *,
        fetch_seconds_max: float = FETCH_SECONDS_MAX,
        wait_seconds_max: float = WAIT_SECONDS_MAX,
    ) -> None:
        self._database = database
        self._account = account
        self._fetch = fetch
        self._clock = clock
        self._fetch_seconds_max = fetch_seconds_max
        self._wait_seconds_max = wait_seconds_max
        self._renewals: dict[str, asyncio.Task[str]] = {}

    async def current(self) -> str:
        token = await self._do(partial(read_token, account=self._account, now=self._clock()))
        return token or await self.renew("")

    async def renew(self, bad: str) -> str:
        # All who ask at the same time in this process wait for one answer, good or bad.
        renewal = self._renewals.get(bad)
        if renewal is None:
            renewal = asyncio.create_task(self._renew(bad))
            self._renewals[bad] = renewal
            renewal.add_done_callback(partial(self._forget, bad))
        return await asyncio.shield(renewal)

    def _forget(self, bad: str, renewal: asyncio.Task[str]) -> None:
        del self._renewals[bad]
        if not renewal.cancelled() and (error := renewal.exception()) is not None:
            logger.warning("no token for %s: %s", self._account, error)

    async def _renew(self, bad: str) -> str:
        try:
            async with asyncio.timeout(self._wait_seconds_max):
                renewal = await self._lease(bad)
                while not (renewal.token or renewal.theirs or renewal.paused_by):
                    await asyncio.sleep(POLL_SECONDS)
                    renewal = await self._lease(bad)
        except TimeoutError:
            raise TokenUnavailable("network", "another process is asking, in vain") from None
        if renewal.paused_by:
            reason = "refused so often that the provider is left alone for a while"
            raise TokenUnavailable(renewal.paused_by, reason, After.OPERATOR)
        return renewal.token or await self._ask_provider(bad)

    async def _lease(self, bad: str) -> Renewal:
        now = self._clock()
        until = now + timedelta(seconds=LEASE_SECONDS)
        return await self._do(
            partial(lease_renewal, account=self._account, bad=bad, now=now, until=until)
        )

    async def _ask_provider(self, bad: str) -> str:
        try:
            async with asyncio.timeout(self._fetch_seconds_max):
                token, seconds = await self._fetch()
        except TimeoutError:
            await self._do(partial(give_up_renewal, account=self._account))
            raise TokenUnavailable("network", "no answer in time") from None
        except TokenUnavailable as error:
            if error.after is After.RETRY:
                await self._do(partial(give_up_renewal, account=self._account))
            else:
                await self._note_refusal(error.code)
            raise
        if token == bad:
            await self._note_refusal(UNCHANGED)
            raise TokenUnavailable(UNCHANGED, "the provider insists on a token that it refuses")
        good_for = max(seconds - MARGIN_SECONDS, seconds / 2)
        expires_at = self._clock() + timedelta(seconds=good_for)
        await self._do(
            partial(write_token, account=self._account, token=token, expires_at=expires_at)
        )
        return token

    async def _note_refusal(self, code: str) -> None:
        failures = await self._do(
            partial(
                note_refusal,
                account=self._account,
                code=code,
                failures_max=REFUSALS_MAX,
                pause_until=self._clock() + timedelta(seconds=PAUSE_SECONDS),
            )
        )
        if failures >= REFUSALS_MAX:
            logger.error("operator: %s gives no token: %s", self._account, code)

    async def _do(self, work: Callable[[Session], Result]) -> Result:
        return await in_transaction(self._database, work)

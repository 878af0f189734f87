"""A token store for tests: one token, in memory."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.channels import TokenUnavailable


class MemoryTokens:
    """The TokenStore of one process. `fetches` counts how often the provider was asked.

    `fetch` gives a token and for how many seconds it holds, which is not looked at here.
    """

    def __init__(self, fetch: Callable[[], Awaitable[tuple[str, int]]]) -> None:
        self._fetch = fetch
        self._token = ""
        self._lock = asyncio.Lock()
        self.fetches = 0

    async def current(self) -> str:
        return self._token or await self.renew("")

    async def renew(self, bad: str) -> str:
        async with self._lock:
            if self._token in ("", bad):
                self.fetches += 1
                self._token, _ = await self._fetch()
            return self._token


class NoTokens:
    """The TokenStore of an account to which the provider gives no token."""

    def __init__(self, error: TokenUnavailable) -> None:
        self._error = error

    async def current(self) -> str:
        raise self._error

    async def renew(self, bad: str) -> str:
        raise self._error

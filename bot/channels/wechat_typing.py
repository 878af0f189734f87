"""对方正在输入…: a sign of life while an answer takes long; if it fails, nothing changes."""

import asyncio
import logging

from bot.channels import TokenUnavailable
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat_client import OfficialAccount

logger = logging.getLogger(__name__)

AFTER_SECONDS = 1.5
TYPING_SECONDS_MAX = 3
AT_ONCE_MAX = 8
"""A sign that would have to wait for others is not given: the answer is the better sign."""


class Typing:
    """Gives the sign beside whatever else is done; nobody waits for it and nothing is retried.

    Of an answer that takes no longer than `after_seconds` there is nothing to announce.
    """

    def __init__(self, account: OfficialAccount, after_seconds: float = AFTER_SECONDS) -> None:
        self.after_seconds = after_seconds
        self._account = account
        self._under_way: set[asyncio.Task[None]] = set()

    def begin(self, openid: str) -> None:
        """Show a resident that an answer is being written."""
        if len(self._under_way) >= AT_ONCE_MAX:
            return
        task = asyncio.create_task(self._show(openid))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _show(self, openid: str) -> None:
        sign = {"touser": openid, "command": "Typing"}
        try:
            async with asyncio.timeout(TYPING_SECONDS_MAX):
                await self._account.post("message/custom/typing", data=sign)
        except (CallFailed, TokenUnavailable, TimeoutError) as error:
            logger.info("no sign of typing: %s", type(error).__name__)

"""The Official Account for one command: what it asks of WeChat, and what WeChat refuses."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import ClientSession

from bot.channels import Refused, TokenUnavailable
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat_client import OfficialAccount
from bot.commands.opening import CannotRun
from bot.providers import official_account
from bot.settings import Settings
from storage.database import Database

Result = TypeVar("Result")

WECHAT_IS_OFF = "WeChat is off: set WECHAT_APP_ID and what .env.example names beside it"


def app_id_of(settings: Settings) -> str:
    """The account that the settings name; raises CannotRun where they name none."""
    if settings.wechat is None:
        raise CannotRun(WECHAT_IS_OFF)
    return settings.wechat.app_id


def ask_wechat(
    settings: Settings,
    database: Database,
    work: Callable[[OfficialAccount], Awaitable[Result]],
) -> Result:
    """Let `work` call WeChat; raises CannotRun with WeChat's reason for a refusal."""

    async def run() -> Result:
        if settings.wechat is None:
            raise CannotRun(WECHAT_IS_OFF)
        async with ClientSession(trust_env=False) as session:
            return await work(official_account(settings.wechat, session, database))

    try:
        return asyncio.run(run())
    except TokenUnavailable as unavailable:
        message = f"WeChat gives no access token: {unavailable.code}: {unavailable.reason}"
        raise CannotRun(message) from None
    except CallFailed as failed:
        outcome = failed.outcome
        code = f"{outcome.code}: " if isinstance(outcome, Refused) else ""
        message = f"WeChat refuses: {code}{outcome.reason}"
        raise CannotRun(message) from None

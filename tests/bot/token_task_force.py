"""One process of two: so many tasks that all begin with the same token (a test runs this file)."""

import asyncio
import json
import sys
from functools import partial

from aiohttp import ClientSession

from bot.channels import TokenUnavailable
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat_client import OfficialAccount, StableToken
from bot.token_store import RowTokenStore
from storage.database import Database
from storage.keys import Keyring


async def send_all(
    database_url: str, base: str, app_id: str, secret: str, to: list[str], *, at_a_word: bool
) -> list[str]:
    """What became of each call; all begin at once, or at the word on standard input."""
    database = Database(database_url, Keyring((b"k" * 32,)))
    async with ClientSession() as session:
        fetch = partial(StableToken.fetch, session, base, app_id, secret)
        account = OfficialAccount(
            session, base, app_id, RowTokenStore(database, f"wechat {app_id}", fetch)
        )
        if at_a_word:
            print("ready", flush=True)  # noqa: T201 - the test reads it
            await asyncio.to_thread(sys.stdin.readline)
        outcomes = await asyncio.gather(*(_send(account, openid) for openid in to))
    database.close()
    return outcomes


async def _send(account: OfficialAccount, openid: str) -> str:
    try:
        await account.message.send_text(openid, "好")
    except CallFailed as failed:
        return failed.outcome.reason
    except TokenUnavailable as unavailable:
        return unavailable.reason
    return "sent"


if __name__ == "__main__":
    url, base, app_id, secret, *to = sys.argv[1:]
    print(json.dumps(asyncio.run(send_all(url, base, app_id, secret, to, at_a_word=True))))  # noqa: T201 - as above

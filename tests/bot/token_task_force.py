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


async def act(database_url: str, base: str, app_id: str, secret: str, tasks: int) -> list[str]:
    """What became of each call; all begin at the word that comes on standard input."""
    database = Database(database_url, Keyring((b"k" * 32,)))
    async with ClientSession() as session:
        fetch = partial(StableToken.fetch, session, base, app_id, secret)
        account = OfficialAccount(
            session, base, app_id, RowTokenStore(database, f"wechat {app_id}", fetch)
        )

        async def send(number: int) -> str:
            try:
                await account.message.send_text(f"o-{sys.argv[6]}-{number}", "好")
            except CallFailed as failed:
                return failed.outcome.reason
            except TokenUnavailable as unavailable:
                return unavailable.reason
            return "sent"

        print("ready", flush=True)  # noqa: T201 - the test reads it
        await asyncio.to_thread(sys.stdin.readline)
        outcomes = await asyncio.gather(*(send(number) for number in range(tasks)))
    database.close()
    return outcomes


if __name__ == "__main__":
    url, base, app_id, secret, tasks = sys.argv[1:6]
    print(json.dumps(asyncio.run(act(url, base, app_id, secret, int(tasks)))))  # noqa: T201 - as above

"""One estate that floods us lets another be heard: counted, not timed (S4)."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.channels import ChannelName, Incoming
from bot.front import Front, Patience
from bot.journal import Journal
from storage.database import POOL_SIZE
from tests.estate import Garden

CROWD = 10
EACH = 12
PATIENCE_SECONDS = 600.0
PATIENT = Patience(wechat=PATIENCE_SECONDS, stalled=PATIENCE_SECONDS, silent=PATIENCE_SECONDS)


@pytest.fixture
async def front(garden: Garden, tmp_path: Path) -> AsyncIterator[Front]:
    """As it stands in a service, with as many threads, and in no hurry."""
    threads = ThreadPoolExecutor(POOL_SIZE)
    asyncio.get_running_loop().set_default_executor(threads)
    journal = Journal(tmp_path, garden.database.keys)
    yield Front(garden.database, lambda: garden.now, lambda: None, journal, PATIENT)
    threads.shutdown()


def written(sender: str, number: int) -> Incoming:
    return Incoming(ChannelName.WECHAT, "gh", f"m:{sender}{number}", sender, "在吗")


async def test_a_flooding_estate_lets_another_be_heard(front: Front) -> None:
    """Of one address one message is in work at a time: a crowd holds up nobody for its whole flood.

    Behind hundreds of messages she waits for one of each flooder at most, and for those in work.
    """
    heard = 0

    async def flood(number: int, turn: int) -> None:
        nonlocal heard
        await front.take(PATIENCE_SECONDS, written(f"o-flood-{number}", turn), front.now())
        heard += 1

    flooding = [
        asyncio.create_task(flood(number, turn)) for turn in range(EACH) for number in range(CROWD)
    ]
    await asyncio.sleep(0)
    await front.take(PATIENCE_SECONDS, written("openid-chen", 0), front.now())
    before_her = heard
    await asyncio.gather(*flooding)

    assert heard == CROWD * EACH
    assert before_her <= CROWD + POOL_SIZE

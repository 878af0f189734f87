"""One estate that floods us lets another be heard: counted, not timed (S4)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.channels import ChannelName, Incoming
from bot.filing import Answer
from bot.front import Front, Patience
from bot.hearing import work_for
from bot.journal import Journal
from storage.database import POOL_SIZE
from tests.estate import Garden

HER = "openid-chen"
CROWD = 10
EACH = 8
PATIENCE_SECONDS = 600.0
PATIENT = Patience(wechat=PATIENCE_SECONDS, stalled=PATIENCE_SECONDS, silent=PATIENCE_SECONDS)


@dataclass
class Begun:
    """Who was worked for, in the order in which the work began."""

    senders: list[str] = field(default_factory=list)

    def work_for(self, incoming: Incoming) -> Callable[..., Answer]:
        def work(*args: object, **more: object) -> Answer:
            self.senders.append(incoming.sender)
            return work_for(incoming)(*args, **more)

        return work


@pytest.fixture
def begun() -> Begun:
    return Begun()


@pytest.fixture
async def front(garden: Garden, tmp_path: Path, begun: Begun) -> AsyncIterator[Front]:
    """As it stands in a service, with as many threads, and in no hurry."""
    threads = ThreadPoolExecutor(POOL_SIZE)
    asyncio.get_running_loop().set_default_executor(threads)
    journal = Journal(tmp_path, garden.database.keys)
    now = lambda: garden.now  # noqa: E731  # a clock
    yield Front(garden.database, now, lambda: None, journal, PATIENT, begun.work_for)
    threads.shutdown()


def written(sender: str, number: int) -> Incoming:
    return Incoming(ChannelName.WECHAT, "gh", f"m:{sender}{number}", sender, "在吗")


async def test_a_flooding_estate_lets_another_be_heard(front: Front, begun: Begun) -> None:
    """Of one address one message is in work at a time: a crowd holds up nobody for its whole flood.

    Behind hundreds of messages hers is worked on after one of each flooder at most.
    """

    async def write(sender: str, turn: int) -> None:
        await front.take(PATIENCE_SECONDS, written(sender, turn), front.now())

    flooding = [
        asyncio.create_task(write(f"o-flood-{number}", turn))
        for turn in range(EACH)
        for number in range(CROWD)
    ]
    await asyncio.sleep(0)
    await write(HER, 0)
    await asyncio.gather(*flooding)

    assert len(begun.senders) == CROWD * EACH + 1
    assert begun.senders.index(HER) <= CROWD + POOL_SIZE

"""One estate that floods us lets another be heard: counted, not timed (S4)."""

import asyncio
import threading
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
from bot.seats import SEATS
from storage.database import POOL_SIZE
from tests.estate import Garden

HER = "openid-chen"
CROWD = 10
EACH = 8
PATIENCE_SECONDS = 600.0
PATIENT = Patience(wechat=PATIENCE_SECONDS, stalled=PATIENCE_SECONDS, silent=PATIENCE_SECONDS)


@dataclass
class Begun:
    """Who was worked for, in the order in which the work began; none goes on while it is held."""

    senders: list[str] = field(default_factory=list)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def work_for(self, incoming: Incoming) -> Callable[..., Answer]:
        def work(*args: object, **more: object) -> Answer:
            self.senders.append(incoming.sender)
            self.may_go_on.wait(PATIENCE_SECONDS)
            return work_for(incoming)(*args, **more)

        return work


@pytest.fixture
def begun() -> Begun:
    begun = Begun()
    begun.may_go_on.set()
    return begun


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


async def test_another_estate_is_heard_between_two_of_a_flood(front: Front, begun: Begun) -> None:
    """However many of one estate wait before her, one of them goes first once all seats are taken.

    In the first turn it is found out who belongs where.
    """

    def write(sender: str, turn: int) -> asyncio.Task[Answer]:
        return asyncio.create_task(front.take(PATIENCE_SECONDS, written(sender, turn), front.now()))

    for turn in range(2):
        begun.senders.clear()
        begun.may_go_on.clear()
        flooding = [write(f"o-flood-{number}", turn) for number in range(CROWD * EACH)]
        await until_all_wait()
        hers = write(HER, turn)
        await until_all_wait()
        begun.may_go_on.set()
        await asyncio.gather(hers, *flooding)

    assert len(begun.senders) == CROWD * EACH + 1
    assert begun.senders.index(HER) <= SEATS + 1


async def until_all_wait() -> None:
    for _ in range(CROWD):
        await asyncio.sleep(0)

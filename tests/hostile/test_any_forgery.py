"""Forgeries by the thousand, and not one is accepted (S3, F12, F39-F43).

HOSTILE_REQUESTS says how many (`make hostile`: 100,000); HOSTILE_SEED makes the same.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.rows import query
from tests.e2e.test_forgeries import TABLES
from tests.hostile.figures import Figures, write_down
from tests.hostile.forgeries import Forger
from tests.hostile.house import Exposed, exposed
from tests.hostile.test_any_request import AT_ONCE, IS_MEASURED, REQUESTS, SEED

REPLAYS = 200


@pytest.fixture
async def house(sqlite_database: str, tmp_path: Path) -> AsyncIterator[Exposed]:
    async with exposed(sqlite_database, tmp_path) as opened:
        yield opened


def counted(house: Exposed) -> dict[str, int]:
    url = house.house.settings.database_url
    return {
        table: query(url, f"SELECT count(*) AS n FROM {table}")[0]["n"]  # noqa: S608  # our names
        for table in TABLES
    }


def forger_of(house: Exposed) -> Forger:
    return Forger(random.Random(SEED), house.providers)  # noqa: S311  # guesses are no secret


@pytest.mark.timeout(120 + REQUESTS // 50)
async def test_of_thousands_of_forgeries_none_is_accepted(house: Exposed) -> None:
    forger = forger_of(house)
    kinds = forger.kinds()
    before = counted(house)
    tried: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    accepted: Counter[str] = Counter()
    left = iter(range(REQUESTS))

    async def one_after_the_other() -> None:
        for number in left:
            what = list(kinds)[number % len(kinds)]
            status = await house.status_of(kinds[what]().as_bytes())
            tried[what] += 1
            statuses[status] += 1
            if not 400 <= status < 500:
                accepted[f"{what}: {status}"] += 1

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))

    assert accepted == {}
    assert counted(house) == before
    assert min(tried.values()) >= REQUESTS // len(kinds)
    if IS_MEASURED:
        write_down("forgeries", Figures.of(house.seconds, statuses, 0, SEED).told())


async def test_what_is_forged_is_taken_where_nothing_is_wrong_with_it(house: Exposed) -> None:
    """Or else the forgeries would be refused for another reason than that they are forged."""
    forger = forger_of(house)

    genuine = [forger.wechat(), forger.wecom(), forger.sms()]
    assert [await house.status_of(one.as_bytes()) for one in genuine] == [200, 200, 200]
    assert await house.status_of(forger.sms("/sms/status").as_bytes()) == 204


async def test_what_is_replayed_a_hundred_times_has_one_effect(house: Exposed) -> None:
    forger = forger_of(house)
    genuine = [forger.wechat().as_bytes(), forger.sms().as_bytes()]
    assert [await house.status_of(one) for one in genuine] == [200, 200]
    once = counted(house)

    replayed = {await house.status_of(one) for one in genuine * (REPLAYS // 2)}

    assert replayed == {200}
    assert counted(house) == once

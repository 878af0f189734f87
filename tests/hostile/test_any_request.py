"""Whatever strangers send, over every route, the house answers and never fails (S2, F30-F37).

HOSTILE_REQUESTS says how many (`make hostile`: 100,000, measured too); HOSTILE_SEED makes the same.
"""

import asyncio
import logging
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from bot.log import Redaction, StrangersMistakes
from tests.hostile.any_request import Sent, Stranger
from tests.hostile.figures import Figures, write_down
from tests.hostile.house import Exposed, exposed, memory_megabytes

REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", "10000"))
SEED = int(os.environ.get("HOSTILE_SEED", "7"))
IS_MEASURED = "HOSTILE_REQUESTS" in os.environ
AT_ONCE = 4
P99_SECONDS_MAX = 0.050
GROWTH_MEGABYTES_MAX = 32
SETTLED = 5
"""After a fifth of the requests everything is loaded that will ever be."""


class Kept(logging.Handler):
    """What the house would have logged, as it would have been written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Redaction("%(levelname)s %(message)s"))
        self.addFilter(StrangersMistakes())
        self.tracebacks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if "Traceback" in line:
            self.tracebacks.append(line)


async def send_all(house: Exposed, stranger: Stranger, count: int) -> Counter[int]:
    """The statuses of so many requests; each that fails is told with its bytes."""
    statuses: Counter[int] = Counter()
    left = iter(range(count))

    async def one_after_the_other() -> None:
        for _ in left:
            sent: Sent = stranger.request()
            status = await house.status_of(sent.data, is_whole=sent.is_whole)
            assert status < 500, (status, sent.data[:2000])
            statuses[status] += 1

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    return statuses


@pytest.mark.timeout(120 + REQUESTS // 50)
async def test_no_request_of_thousands_is_a_failure(sqlite_database: str, tmp_path: Path) -> None:
    log = Kept()
    logging.getLogger().addHandler(log)
    try:
        async with exposed(sqlite_database, tmp_path) as house:
            chance = random.Random(SEED)  # noqa: S311  # guesses are no secret
            stranger = Stranger(chance, house.routes(), house.providers.api_token)
            statuses = await send_all(house, stranger, REQUESTS // SETTLED)
            before = memory_megabytes()
            statuses += await send_all(house, stranger, REQUESTS - REQUESTS // SETTLED)
            growth = memory_megabytes() - before
            assert await house.status_of(b"GET /healthz HTTP/1.0\r\n\r\n") == 200
    finally:
        logging.getLogger().removeHandler(log)

    assert log.tracebacks == []
    assert {200, 400, 401, 404, 405} <= set(statuses), statuses
    assert statuses.total() == REQUESTS
    if IS_MEASURED:
        figures = Figures.of(house.seconds, statuses, growth, SEED)
        write_down("requests", figures.told())
        assert figures.p99 < P99_SECONDS_MAX
        assert growth < GROWTH_MEGABYTES_MAX

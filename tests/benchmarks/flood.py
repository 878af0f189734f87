"""An estate that writes as fast as it is answered, and others who write now and then (S4)."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tests.benchmarks.crowds import known_resident, settle
from tests.benchmarks.load import Line, at
from tests.benchmarks.places import opened, places
from tests.benchmarks.programs import huiyin
from tests.benchmarks.step import running, strangers
from tests.benchmarks.wire import Resident, request
from tests.benchmarks.written import Size, spread, table, written_down

CROWD = 100
NEIGHBOURS = 16
BREATH_SECONDS = 0.5
TURNS = 10
"""So many times as long as other parts: of few messages there is no p99."""
FLOODING = "在吗"


@dataclass(frozen=True)
class Waits:
    """How long neighbours waited, the shortest first, and how many messages the crowd wrote."""

    neighbours: tuple[float, ...]
    flooding: int


def measure(size: Size, *, keep: bool) -> None:
    """Measure, and tell."""
    rows = []
    seconds = TURNS * size.seconds
    with places() as (place,):
        for url in place.urls.values():
            database = opened(url)
            settle(database, CROWD)
            database.close()
        programs = [huiyin(name, url, place.folder) for name, url in place.urls.items()]
        with running(programs):
            for crowd in (0, CROWD):
                for program in programs:
                    turns = [beside(program.port, crowd, seconds) for _ in range(size.rounds)]
                    rows.append((f"{program.name}, {crowd or 'none'}", *_told(turns, seconds)))
    heads = (
        "database, flooding", "their messages a second",
        "neighbours' p50 ms", "p99 ms", "longest ms",
    )  # fmt: skip
    written_down("flood", size, table(heads, rows), keep=keep)


def beside(port: int, crowd: int, seconds: float) -> Waits:
    """Let neighbours write beside a crowd of so many, for so long."""
    return asyncio.run(_beside(port, crowd, seconds))


async def _beside(port: int, crowd: int, seconds: float) -> Waits:
    until = time.perf_counter() + seconds
    people = islice(strangers(10**9), NEIGHBOURS * int(seconds / BREATH_SECONDS))
    floods = [_flood(port, known_resident(who), until) for who in range(crowd)]
    flooding = asyncio.gather(*floods)
    waits: list[float] = []
    await asyncio.gather(*(_visit(port, people, until, waits) for _ in range(NEIGHBOURS)))
    return Waits(tuple(sorted(waits)), sum(await flooding))


async def _flood(port: int, resident: Resident, until: float) -> int:
    line = Line(port)
    written = 0
    while time.perf_counter() < until:
        await line.send(request(resident.openid, FLOODING))
        written += 1
    line.close()
    return written


async def _visit(port: int, people: Iterator[Resident], until: float, waits: list[float]) -> None:
    line = Line(port)
    for resident in people:
        for message in resident.requests:
            if time.perf_counter() >= until:
                line.close()
                return
            begins = time.perf_counter()
            await line.send(message)
            waits.append(time.perf_counter() - begins)
            await asyncio.sleep(BREATH_SECONDS)


def _told(turns: Sequence[Waits], seconds: float) -> tuple[str, ...]:
    return (
        spread([one.flooding / seconds for one in turns]),
        spread([at(0.5, one.neighbours) for one in turns]),
        spread([at(0.99, one.neighbours) for one in turns]),
        spread([at(1, one.neighbours) for one in turns]),
    )

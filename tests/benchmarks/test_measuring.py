"""What `make bench` measures with: residents at once, tables, and a place on the page for each."""

import asyncio
import pstats
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from aiohttp import web

from tests.benchmarks.__main__ import PARTS
from tests.benchmarks.load import ask_once, at, drive
from tests.benchmarks.profiles import by_package, profiled
from tests.benchmarks.wire import said, stranger
from tests.benchmarks.written import PAGE, spread, table
from tests.fakes.serving import FakeServer

SECONDS = 0.05


class Taker(FakeServer):
    """It answers with success as soon as so many wait at once, and hangs up if it is told to."""

    def __init__(self, at_once: int, *, hangs_up: bool) -> None:
        super().__init__()
        self.hangs_up = hangs_up
        self.all_there = asyncio.Barrier(at_once)

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/wechat", self.take)]

    async def take(self, request: web.Request) -> web.Response:
        await request.read()
        if len(self.requests) <= self.all_there.parties:
            await self.all_there.wait()
        response = web.Response(text="success")
        if self.hangs_up:
            response.force_close()
        return response


@contextmanager
def taking(at_once: int = 1, *, hangs_up: bool = False) -> Iterator[tuple[Taker, int]]:
    server = Taker(at_once, hangs_up=hangs_up)
    with server.in_thread():
        yield server, int(server.base.rpartition(":")[2])


def test_so_many_write_at_once_and_every_answer_is_counted() -> None:
    with taking(8) as (server, port):
        burst = drive(port, [stranger(number) for number in range(200)], 8, SECONDS)

    assert burst.steps == len(server.requests) == len(burst.waits)
    assert len(burst.first) == 8
    assert list(burst.waits) == sorted(burst.waits)


def test_whoever_hangs_up_after_each_answer_is_called_again() -> None:
    with taking(hangs_up=True) as (server, port):
        burst = drive(port, [stranger(number) for number in range(2)], 1, 60)
        body = ask_once(port, stranger(3).requests[0])

    assert burst.steps == 12
    assert len(server.requests) == 13
    assert (body, said(body)) == (b"success", "")


def test_a_share_of_the_waits_is_told_in_milliseconds() -> None:
    waits = [each / 1000 for each in range(1, 101)]

    assert (at(0.5, waits), at(0.99, waits), at(1, waits)) == (51, 100, 100)


def test_a_spread_tells_the_median_and_both_ends_where_there_are_several() -> None:
    assert spread([1500.4]) == "1,500"
    assert spread([3, 1, 2.0], ".1f") == "2.0 (1.0–3.0)"
    assert table(("a", "b"), [("x", "1")]) == "| a | b |\n|---|--:|\n| x | 1 |"


def test_the_time_is_told_by_package() -> None:
    numbers = count()
    stats = profiled(lambda: [stranger(next(numbers)) for _ in range(20)])

    assert isinstance(stats, pstats.Stats)
    assert "cryptography" in by_package(stats)


def test_every_part_has_its_place_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [name for name in PARTS if page.count(f"<!-- measured: {name} -->\n") != 1] == []

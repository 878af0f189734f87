"""Bodies that would fill the memory or never end, against the server as it is served (F36-F38)."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot import serving
from bot.app import BODY_BYTES_MAX
from tests.hostile.house import Exposed, exposed, memory_megabytes

TEN_MEGABYTES = 10 * 1024 * 1024
BOMB_MEGABYTES = 200
GROWTH_MEGABYTES_MAX = 100
IDLE_SECONDS = 2.0
IDLE = 300
PATIENCE_SECONDS = 120
WEBHOOKS = ("/wechat", "/wecom", "/sms", "/sms/status", "/sms/aliyun/x/up")
POSTED = (*WEBHOOKS, "/api/v1/cases", "/console/login", "/f/x")


@pytest.fixture
async def house(sqlite_database: str, tmp_path: Path) -> AsyncIterator[Exposed]:
    async with exposed(sqlite_database, tmp_path) as opened:
        yield opened


def posted(path: str, house: Exposed, *head: bytes, body: bytes) -> bytes:
    lines = (
        b"POST %s HTTP/1.1" % path.encode(),
        b"Host: 127.0.0.1",
        b"Content-Type: application/json",
        b"Authorization: Bearer " + house.providers.api_token.encode(),
        b"Connection: close",
        *head,
    )
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


async def test_ten_megabytes_are_refused_and_not_kept(house: Exposed) -> None:
    body = b"x" * TEN_MEGABYTES
    length = b"Content-Length: %d" % len(body)
    before = memory_megabytes()

    for path in POSTED:
        told = await house.status_of(posted(path, house, length, body=body))
        untold = await house.status_of(
            posted(path, house, b"Transfer-Encoding: chunked", body=chunked(body))
        )
        assert {told, untold} <= {400, 403, 404, 413, 415}, path
        if path in WEBHOOKS[:2]:
            assert (told, untold) == (413, 413)

    assert memory_megabytes() - before < GROWTH_MEGABYTES_MAX


async def test_what_is_as_long_as_allowed_is_read(house: Exposed) -> None:
    body = b"x" * BODY_BYTES_MAX
    length = b"Content-Length: %d" % len(body)

    assert await house.status_of(posted("/wechat", house, length, body=body)) == 400


async def test_a_bomb_is_not_unpacked(house: Exposed) -> None:
    bomb = gzip.compress(b"\0" * (BOMB_MEGABYTES * 1024 * 1024))[:BODY_BYTES_MAX]
    packed = (b"Content-Encoding: gzip", b"Content-Length: %d" % len(bomb))
    before = memory_megabytes()

    for path in POSTED:
        for _ in range(5):
            status = await house.status_of(posted(path, house, *packed, body=bomb))
            assert status in {400, 403, 404, 413, 415}, (path, status)

    assert memory_megabytes() - before < GROWTH_MEGABYTES_MAX


@asynccontextmanager
async def listening(runner: web.AppRunner) -> AsyncIterator[tuple[str, int]]:
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield host, port
    await runner.cleanup()


async def test_heads_that_never_end_are_cut_off_while_others_are_served(
    house: Exposed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Idle ones too: neither holds anything that others need."""
    monkeypatch.setattr(serving, "IDLE_SECONDS_MAX", IDLE_SECONDS)
    async with (
        listening(serving.web_runner(house.house)) as (host, port),
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        calls = [await asyncio.open_connection(host, port) for _ in range(IDLE)]
        for _, speaking in calls[::2]:
            speaking.write(b"POST /wechat HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        hearing, speaking = await asyncio.open_connection(host, port)
        speaking.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"200" in await hearing.readline()

        ends = await asyncio.gather(*(hearing.read() for hearing, _ in calls))
        for _, each in calls:
            each.close()
        speaking.close()

    assert set(ends) == {b""}

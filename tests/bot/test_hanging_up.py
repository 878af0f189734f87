"""Whoever hangs up in the middle leaves a line in the log; a mistake of ours its traceback."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.refusing import refusing
from tests.hostile.house import Wire

PATIENCE_SECONDS = 60
HEAD = b"POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"


async def test_a_body_whose_sender_is_gone_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    async def reading(request: web.Request) -> web.Response:
        return web.Response(body=await request.read())

    app = web.Application(middlewares=[refusing])
    app.add_routes([web.post("/slow", reading)])
    runner = web.AppRunner(app)
    await runner.setup()
    assert runner.server is not None
    wire, connection = Wire(("127.0.0.1", 1)), runner.server()
    connection.connection_made(wire)
    connection.data_received(HEAD)
    await asyncio.sleep(0)
    connection.connection_lost(None)
    await runner.cleanup()

    assert "hung up" in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_mistake_of_ours_is_not_taken_for_a_hanging_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(_request: web.Request) -> web.Response:
        raise RuntimeError("ours")

    app = web.Application(middlewares=[refusing])
    app.add_routes([web.get("/", broken)])
    async with TestServer(app) as server, asyncio.timeout(PATIENCE_SECONDS):
        hearing, speaking = await asyncio.open_connection(server.host, server.port)
        speaking.write(b"GET / HTTP/1.0\r\n\r\n")
        assert b"500" in await hearing.readline()
        speaking.close()

    assert "ours" in caplog.text

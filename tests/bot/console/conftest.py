"""The console of the garden: its staff have accounts, and browsers to come in with."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.refusing import refusing
from tests.bot.console.browser import Browser, Client
from tests.bot.console.desk import Desk, garden_routes
from tests.estate import Garden

NewBrowser = Callable[[], Browser]


@pytest.fixture
async def client(garden: Garden, tmp_path: Path) -> AsyncIterator[Client]:
    """The console of the garden over HTTP."""
    application = web.Application(middlewares=[refusing])
    application.add_routes(garden_routes(garden, tmp_path))
    async with TestClient(TestServer(application)) as client:
        yield client


@pytest.fixture
def desk(garden: Garden, client: Client, tmp_path: Path) -> Desk:
    """Everybody of the garden's staff has an account, and may come in."""
    return Desk(garden, client, tmp_path)

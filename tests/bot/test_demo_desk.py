"""The first page of a demo leads to the simulator and the desk, and its accounts open the desk."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from bot.console.demo_desk import DemoPage, open_demo_desk
from storage.console_accounts import give_account
from storage.staff import find_staff
from tests.bot.console.browser import Browser
from tests.bot.console.desk import garden_routes, quick_hash
from tests.estate import Garden


@pytest.fixture
async def browser(garden: Garden) -> AsyncIterator[Browser]:
    """A visitor's browser; everybody but xiao.lin has been given a demo account."""
    with garden.changing() as session:
        clerk = find_staff(session, "xiao.lin")
        assert clerk is not None
        give_account(session, clerk, quick_hash(), garden.now)
        open_demo_desk(session, garden.now)
    application = web.Application()
    page = DemoPage(garden.database, lambda: garden.now)
    application.add_routes([*page.routes(), *garden_routes(garden, hasher=PasswordHasher())])
    async with TestClient(TestServer(application)) as client:
        yield Browser(client)


async def test_a_visitor_logs_in_with_what_the_first_page_shows(
    garden: Garden, browser: Browser
) -> None:
    shown = await browser.open("/")
    assert 'href="/simulator/"' in shown.text
    assert 'href="/console"' in shown.text
    password = re.findall(r"<code>([\w-]{12})</code>", shown.text)[0]
    clerk = await browser.send("/console/login", userid="zhou", password=password)
    assert "事项" in clerk.words

    manager = Browser(browser.client)
    asked = await manager.send("/console/login", userid="wang", password=password)
    assert "动态验证码" in asked.words
    garden.now += timedelta(seconds=30)
    row = re.findall(
        r"<code>wang</code>.*?<code>(\d{6})</code>", (await browser.open("/")).text, re.DOTALL
    )
    inside = await manager.send("/console/login/code", code=row[0])
    assert "退出" in inside.words


async def test_an_account_of_somebodys_own_is_not_shown(garden: Garden, browser: Browser) -> None:
    shown = await browser.open("/?lang=en")

    assert "Demo accounts" in shown.words
    assert "xiao.lin" not in shown.words
    assert "zhou" in shown.words


async def test_no_two_demos_share_a_password(garden: Garden) -> None:
    page = DemoPage(garden.database, lambda: garden.now)
    application = web.Application()
    application.add_routes(page.routes())
    async with TestClient(TestServer(application)) as client:
        text = (await Browser(client).open("/")).text

    assert "<code>" not in text, "without demo accounts nothing is told"

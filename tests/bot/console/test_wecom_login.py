"""Coming in by WeCom: the browser goes there and brings back a code that names somebody, once."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.wecom_client import fetch_wecom_token
from bot.channels.wecom_login import WeComLogin
from bot.provider_settings import WeComSettings
from bot.token_store import RowTokenStore
from tests.bot.console.browser import Browser
from tests.bot.console.desk import Desk, garden_routes
from tests.estate import Garden
from tests.fakes.wecom import FakeWeCom

BASE = "https://desk.example"
BACK = "/console/login/wecom/back"


@pytest.fixture
async def wecom() -> AsyncIterator[FakeWeCom]:
    fake = FakeWeCom(("Xiao.Lin", "wang", "new.one"), prefix="/behind")
    async with fake.running():
        yield fake


@pytest.fixture
async def desk(garden: Garden, wecom: FakeWeCom, tmp_path: Path) -> AsyncIterator[Desk]:
    """The garden's desk, with WeCom as a way in."""
    settings = WeComSettings(
        corp_id=wecom.corp_id,
        agent_id=wecom.agent_id,
        secret=wecom.secret,
        token="",
        encoding_aes_key="",
        robot_key=None,
        api_base=wecom.base,
    )
    async with ClientSession() as session:
        fetch = partial(fetch_wecom_token, session, wecom.base, wecom.corp_id, wecom.secret)
        tokens = RowTokenStore(garden.database, "wecom", fetch)
        application = web.Application()
        way_in = WeComLogin(session, settings, tokens)
        application.add_routes(garden_routes(garden, tmp_path, BASE, way_in))
        async with TestClient(TestServer(application)) as client:
            yield Desk(garden, client, tmp_path)


async def set_out(browser: Browser, to: str = "") -> str:
    """Press the button; the state that WeCom is to bring back."""
    sent = await browser.open(f"/console/login/wecom?to={to}")
    assert sent.status == 303
    asked = parse_qs(urlsplit(sent.to).query)
    assert asked["redirect_uri"] == [BASE + BACK]
    return asked["state"][0]


async def come_back(browser: Browser, code: str, state: str) -> int:
    return (await browser.ask("GET", f"{BACK}?code={code}&state={state}")).status


async def test_whom_wecom_names_is_in_without_a_password(desk: Desk, wecom: FakeWeCom) -> None:
    desk.hire("xiao.lin", is_new=True)
    browser = desk.browser()
    assert "用企业微信登录" in (await browser.open("/console/login")).words
    state = await set_out(browser, "/console/account")
    code = wecom.log_in("Xiao.Lin")
    back = await browser.ask("GET", f"{BACK}?code={code}&state={state}")

    assert back.to == "/console/account"
    assert "xiao.lin" in (await browser.open("/console/account")).words

    again = desk.browser()
    assert await come_back(again, code, await set_out(again)) == 403, "a code is good once"


async def test_a_manager_by_wecom_owes_no_code(desk: Desk, wecom: FakeWeCom) -> None:
    desk.hire("wang")
    browser = desk.browser()
    await come_back(browser, wecom.log_in("wang"), await set_out(browser))

    assert (await browser.open("/console/account")).status == 200


async def test_a_login_that_another_browser_began_lets_nobody_in(
    desk: Desk, wecom: FakeWeCom
) -> None:
    desk.hire("xiao.lin")
    victim, thief = desk.browser(), desk.browser()
    state = await set_out(thief)
    await set_out(victim)

    assert await come_back(victim, wecom.log_in("xiao.lin"), state) == 403
    assert await come_back(desk.browser(), wecom.log_in("xiao.lin"), state) == 403


@pytest.mark.parametrize("userid", ["wang", "new.one", "guest.of.the.company"])
async def test_who_has_no_account_here_is_told_so(
    desk: Desk, wecom: FakeWeCom, userid: str
) -> None:
    browser = desk.browser()
    state = await set_out(browser)
    code = wecom.log_in(userid)
    shown = await browser.ask("GET", f"{BACK}?code={code}&state={state}")

    assert shown.status == 403
    assert "还没有开通工作台" in shown.words


async def test_an_expired_access_token_is_renewed_once(desk: Desk, wecom: FakeWeCom) -> None:
    desk.hire("xiao.lin")
    for _ in "12":
        browser = desk.browser()
        assert await come_back(browser, wecom.log_in("xiao.lin"), await set_out(browser)) == 303
        wecom.expire_token()

    assert wecom.token_fetches == 2


async def test_within_wecoms_own_browser_nothing_is_scanned(desk: Desk) -> None:
    browser = desk.browser()
    outside = (await browser.open("/console/login/wecom")).to
    browser.user_agent = "Mozilla/5.0 wxwork/4.1.30 MicroMessenger/7.0.1"
    inside = (await browser.open("/console/login/wecom")).to

    assert outside.startswith("https://login.work.weixin.qq.com/wwlogin/sso/login?")
    assert inside.startswith("https://open.weixin.qq.com/connect/oauth2/authorize?appid=")
    assert inside.endswith("#wechat_redirect")

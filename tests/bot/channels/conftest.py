"""What the channels' tests share: patience, and WeChat with one resident who has written."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.channels.wechat import WeChatCustomerService
from tests.bot.channels.patience import QUICK, patience_for
from tests.bot.channels.wechat_office import RESIDENT, TEMPLATE, Clock, Office
from tests.fakes.wechat import FakeWeChat


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> ClientTimeout:
    """How long a channel waits: long, unless the test is given a provider that hangs."""
    if request.node.get_closest_marker("hanging") is not None:
        return QUICK
    call = getattr(request.node, "callspec", None)
    return patience_for(*(() if call is None else call.params.values()))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def wechat(clock: Clock) -> AsyncIterator[FakeWeChat]:
    fake = FakeWeChat(prefix="/behind/wechat", clock=clock)
    fake.templates.add(TEMPLATE)
    async with fake.running():
        fake.heard(RESIDENT)
        yield fake
    assert fake.violations == []


@pytest.fixture
async def office(wechat: FakeWeChat, patience: ClientTimeout) -> AsyncIterator[Office]:
    async with ClientSession() as session:
        office = Office.open(wechat, session, patience=patience)
        await office.tokens.current()
        yield office


@pytest.fixture
def service(office: Office) -> WeChatCustomerService:
    return WeChatCustomerService(office.account)

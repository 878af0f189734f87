"""The three providers of one estate as fakes over real HTTP, and the settings that lead to them."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.canaries import CANARIES
from tests.e2e.service import free_port
from tests.fakes.twilio import FakeTwilio
from tests.fakes.twilio_world import TwilioWorld
from tests.fakes.wechat import FakeWeChat
from tests.fakes.wecom import FakeWeCom
from tests.fakes.wecom_world import WeComWorld

HERE = Path(__file__).parent
RESIDENTS = HERE / "residents.csv"
STAFF = HERE / "staff.csv"
WECHAT_TOKEN = "callbackTokenOfTheWechatTests"
WECOM_TOKEN = "callbackTokenOfTheWecomTests"
WECHAT_AES_KEY = "Wq3TeX9bFmZ1aLr7uKc5vYh2nJd8sPg4oQi6xBtM0wE"
CASE_TEMPLATE = "template-of-cases"
REVISIT_TEMPLATE = "template-of-revisits"
SURVEY_TEMPLATE = "template-of-surveys"
MEMBERS = ("lin", "he", "zhou", "qian")
"""Who of the staff has WeCom; the general manager has a telephone only."""


@contextmanager
def service_time(database_url: str) -> Iterator[Callable[[], float]]:
    """The service clock in Unix seconds, read from the row in which its offset lies.

    The fakes look at it for every letter: its connections are kept, and tried before they are used,
    since the database may have been ended meanwhile.
    """
    engine = create_engine(database_url, pool_pre_ping=True)

    def now() -> float:
        try:
            with engine.connect() as connection:
                offset = connection.execute(text("SELECT seconds FROM clock_offset")).scalar()
        except DBAPIError:
            offset = None  # nothing was migrated yet
        return time.time() + (offset or 0.0)

    try:
        yield now
    finally:
        engine.dispose()


@dataclass
class Providers:
    """WeChat, Twilio and WeCom, and the address at which they find our service."""

    clock: Callable[[], float] = time.time
    port: int = field(default_factory=free_port)
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    api_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        self.wechat = FakeWeChat(prefix="/wechat-of-the-tests", clock=self.clock)
        self.wechat.templates = {CASE_TEMPLATE, REVISIT_TEMPLATE, SURVEY_TEMPLATE}
        self.wecom = FakeWeCom(MEMBERS, clock=self.clock)
        self.wecom_world = WeComWorld(self.wecom.corp_id, self.wecom.agent_id, WECOM_TOKEN)
        self.twilio_world = TwilioWorld(public_base_url=f"http://127.0.0.1:{self.port}")
        self.twilio = FakeTwilio(self.twilio_world)
        for what, secret in self.secrets().items():
            CANARIES.hide(what, secret)

    @contextmanager
    def running(self) -> Iterator[None]:
        with ExitStack() as stack:
            for fake in (self.wechat, self.wecom, self.twilio):
                stack.enter_context(fake.in_thread())
            yield

    def environment(self, database_url: str, folder: Path, **more: str) -> dict[str, str]:
        """The settings of a service that only knows these fakes."""
        return {
            "SECRET_KEY": self.secret_key,
            "DATABASE_URL": database_url,
            "MEDIA_DIR": str(folder / "media"),
            "PUBLIC_BASE_URL": self.twilio_world.public_base_url,
            "PORT": str(self.port),
            "API_TOKENS": f"tests:general_manager:{self.api_token}",
            "WECHAT_APP_ID": self.wechat.app_id,
            "WECHAT_APP_SECRET": self.wechat.app_secret,
            "WECHAT_TOKEN": WECHAT_TOKEN,
            "WECHAT_ENCODING_AES_KEY": WECHAT_AES_KEY,
            "WECHAT_TEMPLATE_CASE": CASE_TEMPLATE,
            "WECHAT_TEMPLATE_REVISIT": REVISIT_TEMPLATE,
            "WECHAT_TEMPLATE_SURVEY": SURVEY_TEMPLATE,
            "WECHAT_API_BASE": self.wechat.base,
            "WECOM_CORP_ID": self.wecom.corp_id,
            "WECOM_AGENT_ID": str(self.wecom.agent_id),
            "WECOM_SECRET": self.wecom.secret,
            "WECOM_TOKEN": WECOM_TOKEN,
            "WECOM_ENCODING_AES_KEY": self.wecom_world.encoding_aes_key,
            "WECOM_API_BASE": self.wecom.base,
            "TWILIO_ACCOUNT_SID": self.twilio_world.account_sid,
            "TWILIO_AUTH_TOKEN": self.twilio_world.auth_token,
            "TWILIO_FROM": self.twilio_world.number,
            "TWILIO_API_BASE": self.twilio.base,
            **more,
        }

    def secrets(self) -> dict[str, str]:
        """Everything that may stand in no log, by what it is."""
        return {
            "SECRET_KEY": self.secret_key,
            "the API token": self.api_token,
            "the WeChat app secret": self.wechat.app_secret,
            "the WeChat callback token": WECHAT_TOKEN,
            "the WeChat AES key": WECHAT_AES_KEY,
            "the WeCom secret": self.wecom.secret,
            "the WeCom callback token": WECOM_TOKEN,
            "the WeCom AES key": self.wecom_world.encoding_aes_key,
            "the Twilio token": self.twilio_world.auth_token,
            "an access token of WeChat": "token_",
        }

"""A served estate with all its providers, and what the doctor says of it."""

import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.app import open_house, web_application
from bot.channels.wechat_menu import menu_document, menu_shown
from bot.doctor.examination import examine
from bot.doctor.findings import Check, Finding
from bot.settings import Settings, load_settings
from flows.rules.vocabulary import Language, Role
from flows.wording.catalogue import render
from storage.database import Database
from storage.estates import ensure_estate
from storage.keys import Keyring
from storage.migrate import upgrade
from storage.staff import Staff
from tests.bot.directory_world import NOW
from tests.e2e.service import free_port
from tests.fakes.aliyun import FakeAliyun
from tests.fakes.twilio import FakeTwilio
from tests.fakes.twilio_world import TwilioWorld
from tests.fakes.wechat import FakeWeChat
from tests.fakes.wecom import FakeWeCom

MASTER = b"ourmaster-key-of-a-doctor-visit!"
ESTATE = "松涛苑"
WECHAT_TOKEN = "callbackTokenOfTheWechatTests"
WECOM_TOKEN = "callbackTokenOfTheWecomTests"
PUSH_SECRET = "pathSecretOfTheDoctorTests0123"
WECHAT_AES_KEY = "Wq3TeX9bFmZ1aLr7uKc5vYh2nJd8sPg4oQi6xBtM0wE"
WECOM_AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CASE = (
    "编号：{{character_string1.DATA}}\n状态：{{phrase2.DATA}}\n时间：{{time3.DATA}}\n"
    "地点：{{thing4.DATA}}\n说明：{{thing5.DATA}}"
)
WORDS = partial(render, language=Language.SIMPLIFIED, zone=ZoneInfo("Asia/Shanghai"))
RUNGS = ("lin", "zhou", "wang", "boss")


@dataclass
class Practice:
    """The providers, the settings, and what is served with them."""

    folder: Path
    database_url: str
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.wechat = FakeWeChat(prefix="/wechat-of-the-tests")
        self.wechat.own_templates = {"template-case": CASE}
        self.wechat.subscription_templates = {"subscription-case": CASE}
        self.wechat.menus = [menu_document(menu_shown(self.base), WORDS, self.base)]
        self.wecom = FakeWeCom(RUNGS)
        self.twilio = FakeTwilio(TwilioWorld(public_base_url=self.base))
        self.aliyun = FakeAliyun(prefix="/aliyun-of-the-tests")

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self, **changes: str) -> Settings:
        return load_settings({**self._environment(), **changes}, None)

    def without_providers(self, **changes: str) -> Settings:
        names = ("SECRET_KEY", "DATABASE_URL", "MEDIA_DIR", "PUBLIC_BASE_URL", "PORT")
        kept = {name: self._environment()[name] for name in names}
        return load_settings({**kept, **changes}, None)

    def _environment(self) -> dict[str, str]:
        return {
            "SECRET_KEY": base64.urlsafe_b64encode(MASTER).decode(),
            "DATABASE_URL": self.database_url,
            "MEDIA_DIR": str(self.folder / "media"),
            "PUBLIC_BASE_URL": self.base,
            "PORT": str(self.port),
            "API_TOKENS": "tests:general_manager:api-token-of-the-doctor-tests",
            "WECHAT_APP_ID": self.wechat.app_id,
            "WECHAT_APP_SECRET": self.wechat.app_secret,
            "WECHAT_TOKEN": WECHAT_TOKEN,
            "WECHAT_ENCODING_AES_KEY": WECHAT_AES_KEY,
            "WECHAT_TEMPLATE_CASE": "template-case",
            "WECHAT_SUBSCRIBE_CASE": "subscription-case",
            "WECHAT_API_BASE": self.wechat.base,
            "WECOM_CORP_ID": self.wecom.corp_id,
            "WECOM_AGENT_ID": str(self.wecom.agent_id),
            "WECOM_SECRET": self.wecom.secret,
            "WECOM_TOKEN": WECOM_TOKEN,
            "WECOM_ENCODING_AES_KEY": WECOM_AES_KEY,
            "WECOM_ROBOT_KEY": self.wecom.robot_key,
            "WECOM_API_BASE": self.wecom.base,
            "TWILIO_ACCOUNT_SID": self.twilio.world.account_sid,
            "TWILIO_AUTH_TOKEN": self.twilio.world.auth_token,
            "TWILIO_FROM": self.twilio.world.number,
            "TWILIO_API_BASE": self.twilio.base,
            "ALIYUN_SMS_ACCESS_KEY_ID": self.aliyun.key_id,
            "ALIYUN_SMS_ACCESS_KEY_SECRET": self.aliyun.secret,
            "ALIYUN_SMS_SIGN_NAME": self.aliyun.sign_name,
            "ALIYUN_SMS_CALLBACK_TOKEN": PUSH_SECRET,
            "ALIYUN_SMS_TEMPLATE_CODE": "SMS_1001",
            "ALIYUN_SMS_TEMPLATE_REPLY": "SMS_1002",
            "ALIYUN_SMS_TEMPLATE_CASE": "SMS_1003",
            "ALIYUN_SMS_TEMPLATE_REVISIT": "SMS_1004",
            "ALIYUN_SMS_TEMPLATE_STAFF": "SMS_1007",
            "ALIYUN_SMS_TEMPLATE_UPLOAD": "SMS_1008",
            "ALIYUN_SMS_API_BASE": self.aliyun.base,
        }

    def secrets(self) -> dict[str, str]:
        """What may stand in no line, by what it is."""
        named = ("SECRET", "TOKEN", "KEY")
        return {
            name: value
            for name, value in self._environment().items()
            if any(part in name for part in named) and not name.endswith("_ID")
        }

    async def seen(self, settings: Settings | None = None, **more: float) -> dict[str, Finding]:
        """The doctor's lines by their names; each name comes once."""
        found = await examine(settings or self.settings(), **more)
        assert len({one.check for one in found}) == len(found)
        assert [one.check for one in found] == sorted(
            (one.check for one in found), key=list(Check).index
        )
        return {str(one.check): one for one in found}

    @asynccontextmanager
    async def serving(self, settings: Settings | None = None) -> AsyncIterator[None]:
        """Our own service at the public address."""
        async with open_house(settings or self.settings()) as house:
            runner = web.AppRunner(web_application(house), access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", self.port).start()
            try:
                yield
            finally:
                await runner.cleanup()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The providers."""
        async with AsyncExitStack() as stack:
            for fake in (self.wechat, self.wecom, self.twilio, self.aliyun):
                await stack.enter_async_context(fake.running())
            yield

    def furnish(self, *roles: Role, phone: bytes | None = b"sealed") -> Database:
        """One estate, and one member of staff for each role; tables where there are none."""
        database = Database(self.database_url, Keyring((MASTER,)))
        upgrade(database, NOW)
        with database.transaction() as session:
            estate = ensure_estate(session, ESTATE, NOW)
            for role, userid in zip(roles, RUNGS, strict=False):
                session.add(
                    Staff(
                        userid=userid,
                        name_sealed=database.keys.seal(userid),
                        role=role,
                        phone_sealed=phone and database.keys.seal("+85291230001"),
                        estate_id=estate.id,
                        created_at=NOW,
                    )
                )
        return database

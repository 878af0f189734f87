"""The webhooks over real HTTP, with little patience, and the providers that knock there."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from sqlalchemy import text
from sqlmodel import col, select

from bot.channels.twilio_gateway import TwilioGateway
from bot.front import Front, Patience
from bot.journal import Journal
from bot.provider_settings import TwilioSettings, WeChatSettings, WeComSettings
from bot.refusing import refusing
from bot.sms_webhooks import twilio_routes
from bot.webhooks import wechat_routes, wecom_routes
from storage.inbound import Inbound
from storage.outgoing import Outgoing
from tests.estate import Garden
from tests.fakes import wechat_world
from tests.fakes.twilio_world import TwilioWorld
from tests.fakes.wecom_world import WeComWorld

# So little that whoever is served under it is stalled on purpose; others get the usual.
PATIENCE = Patience(wechat=0.5, sms=0.5, stalled=0.15, silent=60, commit=0.1, retry=0.05)
ACCOUNT = "gh"  # the account of all residents in tests.estate
TOKEN = "callback-token-of-the-tests"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
WECOM = WeComWorld()
TWILIO = TwilioWorld()


@dataclass
class Said:
    """What a provider heard: the status, and the text for whoever wrote."""

    status: int
    text: str


class FrontDoor:
    """The webhooks of one estate."""

    def __init__(self, garden: Garden, front: Front, base: str, session: ClientSession) -> None:
        self.garden = garden
        self.front = front
        self.base = base
        self._session = session

    async def wechat(self, xml: str) -> Said:
        """One delivery of a message of the Official Account, signed and encrypted anew."""
        stamp = str(int(time.time())), "nonce"
        query, body = wechat_world.signed_post(TOKEN, AES_KEY, ACCOUNT, xml, *stamp)
        status, answer = await self._post("/wechat", query, body)
        return Said(status, _text(TOKEN, AES_KEY, ACCOUNT, answer))

    async def wecom(self, xml: str) -> Said:
        """One delivery of a line of staff's."""
        query, body = WECOM.post(xml, str(int(time.time())), "nonce")
        status, answer = await self._post("/wecom", query, body)
        return Said(status, _text(WECOM.token, WECOM.encoding_aes_key, WECOM.corp_id, answer))

    async def sms(self, sender: str, words: str, sid: str) -> Said:
        """One delivery of an SMS; the text is the TwiML."""
        form = TWILIO.message(sender, words, sid=sid)
        status, answer = await self._post("/sms", {}, form.body, form.headers)
        return Said(status, answer.decode())

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Somebody else holds the database, so that no message can be filed."""
        with self.garden.changing() as session:
            session.connection()  # on SQLite, who began first holds it all
            if not self.garden.database.is_sqlite:
                session.execute(text("LOCK TABLE inbound IN SHARE MODE"))
            yield

    def filed(self) -> int:
        """How many messages were taken."""
        with self.garden.looking() as session:
            return len(session.exec(select(Inbound.id)).all())

    async def _post(
        self, path: str, query: dict[str, str], body: bytes, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        async with self._session.post(
            self.base + path, params=query, data=body, headers=headers
        ) as response:
            return response.status, await response.read()


def apart(garden: Garden) -> list[Outgoing]:
    """Replies that follow by themselves."""
    with garden.looking() as session:
        begins = col(Outgoing.unique_key).startswith("inbound ")
        return list(session.exec(select(Outgoing).where(begins).order_by(col(Outgoing.id))))


@asynccontextmanager
async def front_door(
    garden: Garden, patience: Patience = PATIENCE, folder: Path | None = None
) -> AsyncIterator[FrontDoor]:
    """Open for as long as the block lasts; then work under way is finished."""
    with TemporaryDirectory() as other:
        journal = Journal(folder or Path(other), garden.database.keys)
        async with _front_door(garden, patience, journal) as door:
            yield door


@asynccontextmanager
async def _front_door(
    garden: Garden, patience: Patience, journal: Journal
) -> AsyncIterator[FrontDoor]:
    async with ClientSession() as session:
        front = Front(garden.database, lambda: garden.now, lambda: None, journal, patience)
        app = web.Application(middlewares=[refusing])
        app.on_startup.append(front.take_up)
        app.on_cleanup.append(front.finish)
        app.add_routes(wechat_routes(front, _wechat_settings()))
        app.add_routes(wecom_routes(front, _wecom_settings()))
        app.add_routes(twilio_routes(front, _twilio(session)))
        async with TestServer(app) as server:
            yield FrontDoor(garden, front, str(server.make_url("")).rstrip("/"), session)


def _wechat_settings() -> WeChatSettings:
    return WeChatSettings(
        app_id=ACCOUNT,
        app_secret="",
        token=TOKEN,
        encoding_aes_key=AES_KEY,
        previous_encoding_aes_key=None,
        allow_plaintext=False,
        templates={},
        subscribes={},
        api_base="",
    )


def _wecom_settings() -> WeComSettings:
    return WeComSettings(
        corp_id=WECOM.corp_id,
        agent_id=WECOM.agent_id,
        secret="",
        token=WECOM.token,
        encoding_aes_key=WECOM.encoding_aes_key,
        robot_key=None,
        api_base="",
    )


def _twilio(session: ClientSession) -> TwilioGateway:
    settings = TwilioSettings(
        account_sid=TWILIO.account_sid,
        auth_token=TWILIO.auth_token,
        previous_auth_token=None,
        sender=TWILIO.number,
        api_base="",
    )
    return TwilioGateway(session, settings, TWILIO.public_base_url)


def _text(token: str, aes_key: str, receive_id: str, answer: bytes) -> str:
    if not answer.startswith(b"<xml"):
        return answer.decode()
    xml = wechat_world.open_reply(token, aes_key, receive_id, answer)
    return wechat_world.fields_of(xml)["Content"]

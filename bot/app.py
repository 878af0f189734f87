"""The one place where everything is put together, for production, for the demo and for tests."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from os import getpid
from random import SystemRandom
from uuid import uuid4

from aiohttp import web

from bot import health
from bot.api import routes as api_routes
from bot.channels import Channel
from bot.channels.wechat_typing import Typing
from bot.clock import AdjustableClock, ServiceClock, SystemClock
from bot.console.demo_desk import DemoPage
from bot.console.pages import console_routes, menu
from bot.console.passwords import Passwords
from bot.console.service import Console
from bot.delivery.routes import SmsNumbers
from bot.fetchers import Fetchers
from bot.front import REHEARSED, Front, Patience
from bot.journal import Journal
from bot.media import MediaFetcher
from bot.open_ways import SIMULATED, open_ways, templates_of
from bot.outbound import outbound_session
from bot.pages.links import LinkPages
from bot.pages.progress import ProgressPages
from bot.pages.questionnaires import QuestionnairePages
from bot.pages.rendering import routes as page_routes
from bot.pages.survey_results import SurveyPages
from bot.pages.uploads import UploadPages
from bot.postman import Postman
from bot.providers import Providers, connect
from bot.readiness import Readiness
from bot.refusals import Refusals
from bot.refusing import refusing
from bot.settings import Clock, Settings
from bot.simulator.channel import SimulatorChannel
from bot.simulator.routes import SIMULATOR_ACCOUNT, Simulator
from bot.sms_webhooks import aliyun_routes, twilio_routes
from bot.stepping import Stepper
from bot.watchdog import Loop, Watchdog
from bot.webhooks import wechat_routes, wecom_routes
from scheduler.alarm import Alarm
from storage.database import Database
from storage.keys import Keyring
from storage.revision import NotMigrated, is_current

BODY_BYTES_MAX = 64 * 1024
SIMULATOR_BODY_BYTES_MAX = 32 * 1024 * 1024
RING_PAUSE_SECONDS = 0.1
"""Where many write at once, one look at the queues and the deadlines is for all of them."""


@dataclass
class House:
    """A whole running service; made by `open_house`. No other start has the name `process`."""

    settings: Settings
    database: Database
    clock: ServiceClock
    postman: Postman
    alarm: Alarm
    media: MediaFetcher
    process: str
    simulator: Simulator | None = None
    providers: Providers = field(default_factory=Providers)
    watchdog: Watchdog = field(default_factory=Watchdog)
    is_working: bool = False
    _ringing: asyncio.TimerHandle | None = None

    def __post_init__(self) -> None:
        self.postman.moves = partial(self.watchdog.moves, Loop.POSTMAN)
        self.media.moves = partial(self.watchdog.moves, Loop.MEDIA)
        self.alarm.moves = partial(self.watchdog.moves, Loop.ALARM)

    def rung(self) -> None:
        """After a commit: look for what is to be sent, fetched, or due sooner than thought.

        A process of role web only answers: what it wrote is found by those that work.
        """
        if self.is_working and self._ringing is None:
            loop = asyncio.get_running_loop()
            self._ringing = loop.call_later(RING_PAUSE_SECONDS, self._ring)

    def _ring(self) -> None:
        self._ringing = None
        if self.is_working:
            self.postman.ring()
            self.media.ring()
            self.alarm.ring()


def open_database(settings: Settings) -> Database:
    """The database of the settings, not yet looked at."""
    return Database(
        settings.database_url,
        Keyring(settings.master_keys),
        settings.timezone,
        settings.public_base_url,
    )


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[House]:
    """Everything wired together, nothing running yet. Raises NotMigrated."""
    database = open_database(settings)
    async with AsyncExitStack() as stack:
        stack.callback(database.close)
        if not await asyncio.to_thread(is_current, database):
            raise NotMigrated
        session = await stack.enter_async_context(outbound_session(settings.api_bases))
        clock: ServiceClock = SystemClock()
        if settings.clock is Clock.ADJUSTABLE:
            clock = await asyncio.to_thread(AdjustableClock, database)
            clock.warn()
        fetchers = Fetchers()
        providers = connect(settings, session, database, fetchers)
        channels: dict[str, Channel] = dict(providers.channels)
        if clock.adjustable:
            for name in SIMULATED:
                channels.setdefault(name, SimulatorChannel())
        process = f"{socket.gethostname()} {getpid()} {uuid4()}"
        postman = Postman(
            database,
            channels,
            owner=process,
            clock=clock.now,
            chance=SystemRandom(),
            templates=templates_of(settings),
            numbers=SmsNumbers(providers.is_two_way, providers.is_abroad),
        )
        media = MediaFetcher(database, settings.media_dir, fetchers.by_channel(), clock.now)
        house = House(
            settings,
            database,
            clock,
            postman,
            Alarm(database, clock.now, postman.ring),
            media,
            process,
            providers=providers,
        )
        if isinstance(clock, AdjustableClock):
            house.simulator = Simulator(
                database,
                clock,
                Stepper(database, clock, house.alarm, postman),
                house.rung,
                wechat_account=settings.wechat.app_id if settings.wechat else SIMULATOR_ACCOUNT,
            )
            fetchers.simulator = house.simulator.fetch
        yield house


def patience_with(clock: ServiceClock) -> Patience:
    """How long deliveries may take; in a rehearsal, longer than a real provider would wait."""
    return REHEARSED if clock.adjustable else Patience()


def web_application(house: House) -> web.Application:
    """The routes of a house; a provider that is off has none."""
    settings = house.settings
    limit = SIMULATOR_BODY_BYTES_MAX if house.simulator is not None else BODY_BYTES_MAX
    limits = Refusals(settings.trusted_proxies)
    app = web.Application(middlewares=[limits.limit, refusing], client_max_size=limit)
    journal = Journal(settings.media_dir, house.database.keys)
    patience = patience_with(house.clock)
    front = Front(house.database, house.clock.now, house.rung, journal, patience)
    app.on_startup.append(front.take_up)
    app.on_cleanup.append(front.finish)
    readiness = Readiness(house.database, house.clock.now, SystemClock().now, front.waiting)
    app.add_routes(
        health.routes(house.database, house.clock.now, settings.trusted_proxies, readiness)
    )
    if settings.wechat is not None:
        account = house.providers.wechat
        typing = None if account is None else Typing(account)
        app.add_routes(wechat_routes(front, settings.wechat, typing))
    if settings.wecom is not None:
        app.add_routes(wecom_routes(front, settings.wecom))
    if house.providers.twilio is not None:
        app.add_routes(twilio_routes(front, house.providers.twilio))
    if house.providers.aliyun is not None:
        app.add_routes(aliyun_routes(front, house.providers.aliyun))
    if house.simulator is not None:
        app.add_routes(house.simulator.routes())
        app.add_routes(DemoPage(house.database, SystemClock().now).routes())
    behind = (house.database, settings.media_dir, house.clock.now, house.rung)
    links = LinkPages(house.database, UploadPages(*behind), QuestionnairePages(*behind))
    boards = ProgressPages(house.database, house.clock.now)
    surveys = SurveyPages(house.database, house.clock.now)
    app.add_routes([*page_routes(), *links.routes(), *boards.routes(), *surveys.routes()])
    ways = open_ways(settings)
    console = Console(
        house.database,
        house.clock.now,
        SystemClock().now,
        house.rung,
        settings.public_base_url,
        settings.media_dir,
        menu(),
        ways,
    )
    wecom = house.providers.wecom_login
    app.add_routes(console_routes(console, Passwords(), settings.trusted_proxies, wecom))
    app.add_routes(
        api_routes(house.database, settings.api_tokens, house.clock.now, house.rung, ways)
    )
    return app

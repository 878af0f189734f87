"""The one place where everything is put together, for production, for the demo and for tests."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
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
from bot.refusals import Refusals
from bot.refusing import refusing
from bot.settings import Clock, ProcessRole, Settings
from bot.simulator.channel import SimulatorChannel
from bot.simulator.routes import SIMULATOR_ACCOUNT, Simulator
from bot.sms_webhooks import aliyun_routes, twilio_routes
from bot.stepping import Stepper
from bot.webhooks import wechat_routes, wecom_routes
from scheduler.alarm import Alarm
from storage.database import POOL_SIZE, Database
from storage.keys import Keyring
from storage.migrate import NotMigrated, is_current
from storage.single import single_server

log = logging.getLogger(__name__)

BODY_BYTES_MAX = 64 * 1024
SIMULATOR_BODY_BYTES_MAX = 32 * 1024 * 1024
RING_PAUSE_SECONDS = 0.1
"""Where many write at once, one look at the queues and the deadlines is for all of them."""
GRACE_SECONDS = 8
"""How long a stop waits for requests and sendings that are under way."""


@dataclass
class House:
    """A whole running service; made by `open_house`."""

    settings: Settings
    database: Database
    clock: ServiceClock
    postman: Postman
    alarm: Alarm
    media: MediaFetcher
    simulator: Simulator | None = None
    providers: Providers = field(default_factory=Providers)
    is_working: bool = False
    _ringing: asyncio.TimerHandle | None = None

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
        postman = Postman(
            database,
            channels,
            owner=f"{socket.gethostname()} {getpid()} {uuid4()}",
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
    app.add_routes(health.routes(house.database, house.clock.now, settings.trusted_proxies))
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
    console = Console(
        house.database,
        house.clock.now,
        SystemClock().now,
        house.rung,
        settings.public_base_url,
        settings.media_dir,
        menu(),
    )
    wecom = house.providers.wecom_login
    app.add_routes(console_routes(console, Passwords(), settings.trusted_proxies, wecom))
    ways = open_ways(settings)
    app.add_routes(
        api_routes(house.database, settings.api_tokens, house.clock.now, house.rung, ways)
    )
    return app


async def run(settings: Settings, role: ProcessRole) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way."""
    settings.check_role(role)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    # The default is the cores and four: a few slow transactions would keep all others waiting.
    loop.set_default_executor(ThreadPoolExecutor(POOL_SIZE, "huiyin"))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with AsyncExitStack() as stack:
        stack.enter_context(single_server(settings.database_url))
        house = await stack.enter_async_context(open_house(settings))
        if role in {ProcessRole.ALL, ProcessRole.SCHEDULER}:
            await stack.enter_async_context(_working(house, stopping))
        if role in {ProcessRole.ALL, ProcessRole.WEB}:
            await stack.enter_async_context(_answering(house))
        log.info("serving as %s on %s:%s", role, settings.host, settings.port)
        log.info("providers: %s", house.providers.described())
        await stopping.wait()
        log.info("stopping")


@asynccontextmanager
async def _answering(house: House) -> AsyncIterator[None]:
    runner = web.AppRunner(
        web_application(house),
        access_log=None,
        auto_decompress=False,
        shutdown_timeout=GRACE_SECONDS,
        keepalive_timeout=75,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, house.settings.host, house.settings.port).start()
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _working(house: House, stopping: asyncio.Event) -> AsyncIterator[None]:
    """The loops that keep promises. One that dies takes the process with it, loudly."""

    def dead(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.critical("a loop died, the process ends", exc_info=task.exception())
            stopping.set()

    loops = [asyncio.create_task(house.postman.run()), asyncio.create_task(house.media.run())]
    for task in loops:
        task.add_done_callback(dead)
    house.alarm.start()
    house.is_working = True
    try:
        yield
    finally:
        house.is_working = False
        await house.alarm.stop()
        await house.postman.stop()
        await house.media.stop()
        await asyncio.gather(*loops, return_exceptions=True)


def serve(settings: Settings, role: ProcessRole) -> None:
    """`huiyin serve`. Raises NotMigrated, or AlreadyServed for a second server of a SQLite file."""
    asyncio.run(run(settings, role))

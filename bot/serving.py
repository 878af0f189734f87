"""`huiyin serve`: what runs in one process, until it is told to stop or a part of it has died."""

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.app import House, open_house, web_application
from bot.clock import SystemClock
from bot.garbage import spare_what_stays
from bot.postman import ALONE_TICK_SECONDS
from bot.settings import ProcessRole, Settings
from bot.warming import read_ahead
from bot.watchdog import Loop, LoopDied, end_at_once
from bot.watching import Watcher
from storage.database import POOL_SIZE
from storage.single import single_server

log = logging.getLogger(__name__)

IDLE_SECONDS_MAX = 75
"""A connection over which no whole head of a request comes for so long is closed (F38).

Longer than a proxy keeps its own idle connections, which would otherwise close in its face.
"""
GRACE_SECONDS = 4
"""How long a stop waits for requests that are under way."""
STOP_SECONDS_MAX = 10
"""Whoever asked for a stop waits no longer: what is not done then is as after kill -9."""
MOVE_SECONDS = 10


async def run(settings: Settings, role: ProcessRole) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way. Raises LoopDied."""
    settings.check_role(role)
    stopping = asyncio.Event()
    died: list[BaseException] = []
    loop = asyncio.get_running_loop()
    # The default is the cores and four: a few slow transactions would keep all others waiting.
    loop.set_default_executor(ThreadPoolExecutor(POOL_SIZE, "huiyin"))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with AsyncExitStack() as stack:
        stack.enter_context(single_server(settings.database_url))
        house = await stack.enter_async_context(open_house(settings))
        if role is ProcessRole.SCHEDULER:
            house.postman.tick_seconds = ALONE_TICK_SECONDS
        if role in {ProcessRole.ALL, ProcessRole.SCHEDULER}:
            died = await stack.enter_async_context(working(house, stopping))
        if role in {ProcessRole.ALL, ProcessRole.WEB}:
            await asyncio.to_thread(read_ahead)
            await stack.enter_async_context(_answering(house))
        house.watchdog.start()
        await stack.enter_async_context(_watching(house))
        spare_what_stays()
        log.info("serving as %s on %s:%s", role, settings.host, settings.port)
        log.info("providers: %s", house.providers.described())
        await stopping.wait()
        log.info("stopping")
        house.watchdog.stop()
        _end_in_time()
        house.postman.begin_to_stop()
    if died:
        message = "a loop died; the log says why"
        raise LoopDied(message)


def _end_in_time() -> None:
    """See to it that the process ends, whatever a database or a thread still waits for."""
    timer = threading.Timer(STOP_SECONDS_MAX, _end_unfinished)
    timer.daemon = True
    timer.start()


def _end_unfinished() -> None:
    log.critical("not finished after %s seconds, the process ends", STOP_SECONDS_MAX)
    end_at_once()


def web_runner(house: House) -> web.AppRunner:
    """The server of a house, not yet listening; nothing packed is unpacked before it is asked."""
    return web.AppRunner(
        web_application(house),
        access_log=None,
        auto_decompress=False,
        shutdown_timeout=GRACE_SECONDS,
        keepalive_timeout=IDLE_SECONDS_MAX,
    )


@asynccontextmanager
async def _answering(house: House) -> AsyncIterator[None]:
    runner = web_runner(house)
    await runner.setup()
    moving = asyncio.create_task(_move(house))
    try:
        await web.TCPSite(runner, house.settings.host, house.settings.port).start()
        yield
    finally:
        moving.cancel()
        await runner.cleanup()


async def _move(house: House) -> None:
    """Show the watchdog that the event loop turns."""
    while True:
        house.watchdog.moves(Loop.WEB)
        await asyncio.sleep(MOVE_SECONDS)


@asynccontextmanager
async def _watching(house: House) -> AsyncIterator[None]:
    clock = None if house.clock.adjustable else house.clock.now
    watcher = Watcher(house.database, house.watchdog, house.process, SystemClock().now, clock)
    looking = asyncio.create_task(watcher.run())
    try:
        yield
    finally:
        looking.cancel()
        await watcher.end()


@asynccontextmanager
async def working(house: House, stopping: asyncio.Event) -> AsyncIterator[list[BaseException]]:
    """The loops that keep promises. One that dies takes the process with it, loudly.

    Gives the list of what they died of.
    """
    died: list[BaseException] = []

    def dead(task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.critical("a loop died, the process ends", exc_info=error)
            died.append(error)
            stopping.set()

    loops = [asyncio.create_task(house.postman.run()), asyncio.create_task(house.media.run())]
    for task in loops:
        task.add_done_callback(dead)
    house.alarm.start()
    house.is_working = True
    try:
        yield died
    finally:
        house.is_working = False
        await house.alarm.stop()
        await house.postman.stop()
        await house.media.stop()
        await asyncio.gather(*loops, return_exceptions=True)


def serve(settings: Settings, role: ProcessRole) -> None:
    """`huiyin serve`. Raises NotMigrated and LoopDied; AlreadyServed for a SQLite file in use."""
    asyncio.run(run(settings, role))

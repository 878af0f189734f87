"""A provider on 127.0.0.1: in the test's own event loop, or in a thread beside it."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from email.utils import formatdate
from typing import Any, TypeVar

from aiohttp import web

from tests.fakes.faults import Answer, Drop, Fault, Hang

Result = TypeVar("Result")

STOP_SECONDS = 0.1
PATIENCE_SECONDS = 60


class FakeServer:
    """The frame of a fake provider: it listens, notes every request, and fails on demand.

    A subclass gives `routes()`. `base` is what belongs into the setting `*_API_BASE`; with a
    `prefix` it has a path, which shows whether really every call is redirected. `faults` are spent
    one per request, in order, by the handlers that go through `answer`; every further request meets
    `always`, if there is one. Its clock, as the header Date shows it, is `ahead_seconds` before
    everybody else's.
    """

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.base = ""
        self.ahead_seconds = 0.0
        self.faults: deque[Fault] = deque()
        self.always: Fault | None = None
        self.requests: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._background: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        raise NotImplementedError

    async def on_stop(self) -> None:
        """What a subclass has open."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve within the event loop of the test."""
        self._loop = asyncio.get_running_loop()
        application = web.Application(middlewares=[self._note])
        application.add_routes(
            [
                web.route(route.method, self.prefix + route.path, route.handler)
                for route in self.routes()
            ]
        )
        # Its access log would hold the secrets that our own log must not hold.
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.base = f"http://{host}:{port}{self.prefix}"
        try:
            yield
        finally:
            for task in self._background:
                task.cancel()
            await asyncio.gather(*self._background, return_exceptions=True)
            await self.on_stop()
            await runner.cleanup()

    @contextmanager
    def in_thread(self) -> Iterator[None]:
        """Serve in a thread of its own, for tests that are not async or talk to a process."""
        started, stop = threading.Event(), asyncio.Event()

        async def serve() -> None:
            async with self.running():
                started.set()
                await stop.wait()

        thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
        thread.start()
        if not started.wait(PATIENCE_SECONDS):
            raise RuntimeError("the fake did not start")
        try:
            yield
        finally:
            self.loop.call_soon_threadsafe(stop.set)
            thread.join(PATIENCE_SECONDS)

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            raise RuntimeError("the fake is not running")
        return self._loop

    def run(self, work: Coroutine[Any, Any, Result], seconds: float = PATIENCE_SECONDS) -> Result:
        """Let the fake do something, called from outside its thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Let the fake do something beside its answers, until it is stopped."""
        task = self.loop.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def answer(self, request: web.Request, usual: Callable[[], web.Response]) -> web.Response:
        """Answer as usual, which takes the message, unless a fault is next."""
        fault = self.faults.popleft() if self.faults else self.always
        if fault is None:
            return usual()
        taken = usual() if fault.accepts else None
        answer = await _suffer(fault, request)
        if answer is not None:
            return answer
        if taken is None and (request.transport is None or request.transport.is_closing()):
            return web.Response()
        return usual() if taken is None else taken

    @web.middleware
    async def _note(
        self,
        request: web.Request,
        handler: Any,  # noqa: ANN401  # aiohttp's handler type is private
    ) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path_qs}")
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPException as refusal:
            refusal.headers["Date"] = self._date()
            raise
        response.headers["Date"] = self._date()
        return response

    def _date(self) -> str:
        return formatdate(time.time() + self.ahead_seconds, usegmt=True)


async def _suffer(fault: Fault, request: web.Request) -> web.Response | None:
    """Do what the fault says; the answer to give, or None to answer as usual after all."""
    match fault:
        case Answer():
            return web.Response(
                status=fault.status,
                body=fault.body,
                headers={"Content-Type": fault.content_type, **fault.headers},
            )
        case Hang():
            await asyncio.sleep(fault.seconds)
            return None
        case Drop():
            if request.transport is not None:
                request.transport.abort()
            return web.Response()

"""The whole house as it is served, with a wire that ends in this process instead of a socket.

What arrives is the bytes of a request, parsed by the server itself; only the network is left out.
"""

import asyncio
import resource
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web
from sqlalchemy import event

from bot.app import House, open_house
from bot.serving import web_runner
from bot.settings import Settings, load_settings
from tests.databases import hurry
from tests.e2e.office import furnish
from tests.e2e.providers import Providers

ANSWER_SECONDS_MAX = 120.0
PACKET_BYTES = 64 * 1024
PEER = ("127.0.0.1", 50_000)


class Wire(asyncio.Transport):
    """One end of a connection: what the server writes is kept until it hangs up."""

    def __init__(self, peer: tuple[str, int]) -> None:
        super().__init__({"peername": peer})
        self.written = bytearray()
        self.hung_up = asyncio.Event()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += data

    def is_closing(self) -> bool:
        return self.hung_up.is_set()

    def close(self) -> None:
        self.hung_up.set()
        self.may_go_on.set()

    abort = close

    def is_reading(self) -> bool:
        return self.may_go_on.is_set() and not self.is_closing()

    def pause_reading(self) -> None:
        self.may_go_on.clear()

    def resume_reading(self) -> None:
        self.may_go_on.set()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Nothing is held back on this side of the wire."""


@dataclass
class Exposed:
    """A house that anybody can send bytes to. `seconds` is how long each answer took."""

    house: House
    providers: Providers
    server: web.Server
    seconds: list[float] = field(default_factory=list)

    async def status_of(
        self, sent: bytes, *, is_whole: bool = True, peer: tuple[str, int] = PEER
    ) -> int:
        """The status that these bytes are answered with; 0 where the server hangs up in silence.

        Of what is not `is_whole` no more will come: whoever sent it hangs up.
        """
        wire = Wire(peer)
        connection = self.server()
        connection.connection_made(wire)
        began = time.perf_counter()
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            for begin in range(0, len(sent), PACKET_BYTES):
                await wire.may_go_on.wait()
                if wire.is_closing():
                    break
                connection.data_received(sent[begin : begin + PACKET_BYTES])
                if len(sent) > PACKET_BYTES or not is_whole:
                    await asyncio.sleep(0)
            if not is_whole:
                wire.close()
            await wire.hung_up.wait()
        self.seconds.append(time.perf_counter() - began)
        connection.connection_lost(None)
        head = bytes(wire.written[:12])
        return int(head[9:12]) if head.startswith(b"HTTP/1.") else 0

    def routes(self) -> list[tuple[str, str]]:
        """Each method and path that the house answers to, as it is declared."""
        app = self.server.request_handler.__self__  # type: ignore[attr-defined]
        return sorted(
            (route.method, route.resource.canonical)
            for route in app.router.routes()
            if route.resource is not None
        )


def memory_megabytes() -> float:
    """What this process holds at this moment."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1_048_576


def settings_of(providers: Providers, database_url: str, folder: Path) -> Settings:
    """All providers are on; they are never called, since nobody works behind the web."""
    nowhere = "http://127.0.0.1:9"
    for fake in (providers.wechat, providers.wecom, providers.twilio):
        fake.base = nowhere
    return load_settings(
        providers.environment(
            database_url,
            folder,
            ALIYUN_SMS_ACCESS_KEY_ID="LTAI0123456789",
            ALIYUN_SMS_ACCESS_KEY_SECRET=secrets.token_hex(16),
            ALIYUN_SMS_SIGN_NAME="松涛苑",
            ALIYUN_SMS_CALLBACK_TOKEN="pathSecretOfTheTests0123456789",
            ALIYUN_SMS_API_BASE=nowhere,
        ),
        None,
    )


@asynccontextmanager
async def exposed(database_url: str, folder: Path) -> AsyncIterator[Exposed]:
    """A furnished house on SQLite, listening to whatever is sent."""
    providers = Providers()
    settings = settings_of(providers, database_url, folder)
    await asyncio.to_thread(furnish, database_url, providers.secret_key)
    async with open_house(settings) as house:
        event.listen(house.database.engine, "connect", hurry)
        runner = web_runner(house)
        await runner.setup()
        try:
            assert runner.server is not None
            yield Exposed(house, providers, runner.server)
        finally:
            await runner.cleanup()

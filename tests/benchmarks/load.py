"""Many residents at once: each on a connection, each waiting for the answer before writing on."""

import asyncio
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from tests.benchmarks.wire import Resident

ANSWER_SECONDS_MAX = 600
OK = b"http/1.1 200"


@dataclass(frozen=True)
class Burst:
    """What came of it; waits are in seconds, the shortest first.

    `first` are those for the first answer on each connection, which had to be made too.
    """

    steps: int
    seconds: float
    waits: tuple[float, ...]
    first: tuple[float, ...]

    @property
    def per_second(self) -> float:
        return self.steps / self.seconds


@dataclass
class _Notes:
    until: float
    waits: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)


def drive(port: int, people: Sequence[Resident], at_once: int, seconds: float) -> Burst:
    """Let so many write at once, until the time or the people are used up."""
    return asyncio.run(_drive(port, people, at_once, seconds))


def at(share: float, waits: Sequence[float]) -> float:
    """What so large a share of them did not exceed, in milliseconds."""
    return 1000 * waits[min(len(waits) - 1, int(len(waits) * share))]


async def _drive(port: int, people: Sequence[Resident], at_once: int, seconds: float) -> Burst:
    _allow_connections(at_once)
    began = time.perf_counter()
    notes = _Notes(began + seconds)
    waiting = iter(people)
    await asyncio.gather(*(_connection(port, waiting, notes) for _ in range(at_once)))
    taken = time.perf_counter() - began
    return Burst(len(notes.waits), taken, tuple(sorted(notes.waits)), tuple(sorted(notes.first)))


def _allow_connections(at_once: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < at_once + 100:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, at_once + 1000), hard))


async def _connection(port: int, people: Iterator[Resident], notes: _Notes) -> None:
    asked = time.perf_counter()
    line = Line(port)
    is_first = True
    for request in chain.from_iterable(person.requests for person in people):
        begins = time.perf_counter()
        await line.send(request)
        ends = time.perf_counter()
        notes.waits.append(ends - begins)
        if is_first:
            notes.first.append(ends - asked)
            is_first = False
        if ends > notes.until:
            break
    line.close()


class Line:
    """A connection that stays open, and is made anew where the other side closes it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, request: bytes) -> bytes:
        """The body of the answer, which must be a 200."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(request)
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            if not head.startswith(OK):
                raise RuntimeError(head.decode(errors="replace"))
            length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
            body = await reader.readexactly(int(length))
        if b"\r\nconnection: close\r\n" in head:
            self.close()
        return body

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def ask_once(port: int, request: bytes) -> bytes:
    """One request on a connection of its own."""

    async def ask() -> bytes:
        line = Line(port)
        try:
            return await line.send(request)
        finally:
            line.close()

    return asyncio.run(ask())

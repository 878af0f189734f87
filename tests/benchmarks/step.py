"""A whole durable step of a dialogue against a bare encrypted echo, taking turns."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, islice

from yarl import URL

from bot.channels.callbacks import Codec
from bot.channels.wechat_messages import read_message
from bot.reception import receive
from storage.database import Database
from tests.benchmarks.load import Burst, ask_once, at, drive
from tests.benchmarks.places import opened, places
from tests.benchmarks.profiles import by_package, by_statement, profiled, statements_of
from tests.benchmarks.programs import LOADS_CORE, Program, echo, huiyin
from tests.benchmarks.wire import APP_ID, REGISTERED, Resident, said, stranger
from tests.benchmarks.written import Size, spread, table, written_down
from tests.e2e.providers import WECHAT_AES_KEY, WECHAT_TOKEN

ECHO = "echo"
FASTEST_PER_SECOND = 4_000
"""Nobody here answers faster: so many messages are made ready for a second."""
STEPS_OF_A_DIALOGUE = 6
ONE, PERCENT = 1_000_000, 0.99
PROFILED_DIALOGUES = 60

_numbers = count(1)


@dataclass
class Turns:
    """What each round gave for one program, at one number at once."""

    per_second: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)


def measure(size: Size, *, keep: bool) -> None:
    """Measure, profile, and tell."""
    with places() as (place,):
        programs = [echo(place.folder)]
        programs += [huiyin(name, url, place.folder) for name, url in place.urls.items()]
        with running(programs):
            found = in_turns(programs, size)
        profiles = "\n\n".join(_profile(name, url) for name, url in place.urls.items())
    written_down("step", size, f"{_told(found)}\n\n{profiles}", keep=keep)


@contextmanager
def running(programs: list[Program]) -> Iterator[None]:
    """All of them started and warm, on one processor; the load, from now on, on the other."""
    before = os.sched_getaffinity(0)
    try:
        for program in programs:
            program.start()
            warm(program)
            program.keep_to_one_core()
        if len(before) > 1:
            os.sched_setaffinity(0, {LOADS_CORE})
        yield
    finally:
        os.sched_setaffinity(0, before)
        for program in programs:
            program.kill()


def warm(program: Program) -> None:
    """One whole dialogue, looked at: what is measured must be what is meant."""
    for request in next(strangers(1)).requests:
        answer = said(ask_once(program.port, request))
    if program.name != ECHO and not answer.startswith(REGISTERED):
        message = f"{program.name} ended with {answer!r}"
        raise RuntimeError(message)


def strangers(how_many: int) -> Iterator[Resident]:
    """Residents who have never written before."""
    return (stranger(number) for number in islice(_numbers, how_many))


def in_turns(
    programs: list[Program], size: Size, people: Mapping[str, Iterator[Resident]] | None = None
) -> dict[tuple[int, str], Turns]:
    """Each program at each number at once, round by round."""
    found = {(each, one.name): Turns() for each in size.at_once for one in programs}
    for _ in range(size.rounds):
        for at_once in size.at_once:
            for program in programs:
                needed = int(FASTEST_PER_SECOND * size.seconds / STEPS_OF_A_DIALOGUE) + at_once
                fresh = strangers(needed) if people is None else people[program.name]
                ready = list(islice(fresh, needed))
                note(found[at_once, program.name], program, ready, at_once, size.seconds)
    return found


def note(
    turns: Turns, program: Program, people: list[Resident], at_once: int, seconds: float
) -> Burst:
    """One turn of one program."""
    idle = program.busy_seconds()
    burst = drive(program.port, people, at_once, seconds)
    turns.cpu.append(ONE * (program.busy_seconds() - idle) / burst.steps)
    turns.per_second.append(burst.per_second)
    turns.p50.append(at(0.5, burst.waits))
    turns.p99.append(at(PERCENT, burst.waits))
    turns.first.append(at(PERCENT, burst.first))
    return burst


def ratios(these: list[float], those: list[float]) -> list[float]:
    """Round by round, so that what slows the machine slows both."""
    return [one / other for one, other in zip(these, those, strict=True)]


def _told(found: Mapping[tuple[int, str], Turns]) -> str:
    heads = (
        "at once, program", "steps/s", "÷ echo", "p50 ms", "p99 ms", "first answer p99 ms",
        "CPU µs a step", "its ÷ echo",
    )  # fmt: skip
    rows = []
    for (at_once, name), turns in found.items():
        against = found[at_once, ECHO]
        rows.append(
            (
                f"{at_once}, {name}",
                spread(turns.per_second),
                spread(ratios(turns.per_second, against.per_second), ".2f"),
                spread(turns.p50, ".1f"),
                spread(turns.p99, ".1f"),
                spread(turns.first),
                spread(turns.cpu),
                spread(ratios(turns.cpu, against.cpu), ".1f"),
            )
        )
    return table(heads, rows)


def _profile(name: str, url: str) -> str:
    """The same steps in this process, from the request's bytes to the reply's."""
    database = opened(url)
    take = _taking(database)
    people = list(strangers(PROFILED_DIALOGUES))
    steps = [request for person in people for request in person.requests]
    for request in steps[: len(steps) // 3]:
        take(request)
    rest = steps[len(steps) // 3 :]
    with statements_of(database.engine) as noted:
        stats = profiled(lambda: [take(request) for request in rest])
    database.close()
    return (
        f"Where a step's time goes on {name}: {by_package(stats)}.\n\n"
        f"{by_statement(noted, len(rest))}"
    )


def _taking(database: Database) -> Callable[[bytes], object]:
    codec = Codec(WECHAT_TOKEN, (WECHAT_AES_KEY,), APP_ID)

    def take(request: bytes) -> object:
        head, _, body = request.partition(b"\r\n\r\n")
        query = URL(head.split(b" ")[1].decode()).query
        letter = codec.open(query, body, now=time.time())
        message = read_message(letter, APP_ID)
        answer = receive(database, message, datetime.now(UTC))
        codec.seal("x", query["timestamp"], query["nonce"], letter.key_used)
        return answer

    return take

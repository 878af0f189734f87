"""The same five-question dialogue by peers: how fast, and what outlives kill -9 or comes twice."""

from dataclasses import replace
from itertools import islice

from tests.benchmarks.load import ask_once
from tests.benchmarks.places import POSTGRES, SQLITE, places
from tests.benchmarks.programs import PEERS, Program, flask, huiyin, werobot
from tests.benchmarks.step import Turns, in_turns, ratios, running, strangers, warm
from tests.benchmarks.wire import REGISTERED, Resident, said
from tests.benchmarks.written import Size, spread, table, written_down

AT_ONCE = (1, 32)
ANSWERED_BEFORE_THE_KILL = 4
TWICE = 2
"""The message that is delivered again: the answer to the second question."""
YES, NO = "yes", "**no**"


def measure(size: Size, *, keep: bool) -> None:
    """Measure, and tell. Raises FileNotFoundError where the peers are not installed."""
    if not PEERS.exists():
        message = "the peers are installed by `make bench PART=peers`"
        raise FileNotFoundError(message)
    with places() as (place,):
        programs = [
            huiyin(f"Huiyin, {SQLITE}", place.urls[SQLITE], place.folder),
            huiyin(f"Huiyin, {POSTGRES}", place.urls[POSTGRES], place.folder),
            werobot(place.folder),
            flask(place.folder),
        ]
        with running(programs):
            found = in_turns(programs, replace(size, at_once=AT_ONCE))
            kept = {one.name: _outlives_a_kill(one) for one in programs}
            once = {one.name: _takes_once(one) for one in programs}
    written_down("peers", size, _told(found, kept, once), keep=keep)


def _outlives_a_kill(program: Program) -> bool:
    """Whether a dialogue goes on where it stood, when the program was killed in its middle."""
    (person,) = islice(strangers(1), 1)
    for request in person.requests[:ANSWERED_BEFORE_THE_KILL]:
        ask_once(program.port, request)
    program.kill()
    program.start()
    warm(program)
    program.keep_to_one_core()
    return _ends_well(program, person, ANSWERED_BEFORE_THE_KILL)


def _takes_once(program: Program) -> bool:
    """Whether a message that comes again is answered as before, and counts for one answer."""
    (person,) = islice(strangers(1), 1)
    answers = [said(ask_once(program.port, one)) for one in person.requests[: TWICE + 1]]
    again = said(ask_once(program.port, person.requests[TWICE]))
    return again == answers[-1] and _ends_well(program, person, TWICE + 1)


def _ends_well(program: Program, person: Resident, position: int) -> bool:
    answers = [said(ask_once(program.port, one)) for one in person.requests[position:]]
    return answers[-1].startswith(REGISTERED)


def _told(found: dict[tuple[int, str], Turns], kept: dict[str, bool], once: dict[str, bool]) -> str:
    heads = (
        "at once, program", "steps/s", "÷ WeRoBot", "÷ Flask", "p50 ms", "p99 ms", "CPU µs a step",
        "outlives kill -9", "a redelivery counts once",
    )  # fmt: skip
    rows = []
    for (at_once, name), turns in found.items():
        rows.append(
            (
                f"{at_once}, {name}",
                spread(turns.per_second),
                spread(ratios(turns.per_second, found[at_once, "WeRoBot"].per_second), ".2f"),
                spread(ratios(turns.per_second, found[at_once, "Flask"].per_second), ".2f"),
                spread(turns.p50, ".1f"),
                spread(turns.p99, ".1f"),
                spread(turns.cpu),
                YES if kept[name] else NO,
                YES if once[name] else NO,
            )
        )
    return table(heads, rows)

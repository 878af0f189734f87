"""The same step in an estate of a thousand and in a town of a million residents, taking turns."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from tests.benchmarks.crowds import known_resident, settle
from tests.benchmarks.load import ask_once
from tests.benchmarks.places import opened, places
from tests.benchmarks.programs import Program, huiyin
from tests.benchmarks.step import Turns, in_turns, ratios, running
from tests.benchmarks.wire import REGISTERED, Resident, said
from tests.benchmarks.written import Size, spread, table, written_down

AT_ONCE = 32
FEW = 1_000


def measure(size: Size, *, keep: bool) -> None:
    """Measure, and tell."""
    with places(2) as both:
        programs: list[Program] = []
        people: dict[str, Iterator[Resident]] = {}
        for residents, place in zip((FEW, size.residents), both, strict=True):
            for name, url in place.urls.items():
                database = opened(url)
                known = settle(database, residents)
                database.close()
                program = huiyin(f"{name}, {residents:,}", url, place.folder)
                programs.append(program)
                people[program.name] = map(known_resident, cycle(range(known)))
        with running(programs):
            for program in programs:
                _look(program, next(people[program.name]))
            found = in_turns(programs, replace(size, at_once=(AT_ONCE,)), people)
    written_down("growth", size, _told(found, size), keep=keep)


def _look(program: Program, person: Resident) -> None:
    answers = [said(ask_once(program.port, request)) for request in person.requests]
    if not answers[-1].startswith(REGISTERED):
        message = f"{program.name} answered {answers}"
        raise RuntimeError(message)


def _told(found: dict[tuple[int, str], Turns], size: Size) -> str:
    heads = (
        "database, residents", "steps/s", "÷ with 1,000", "p50 ms", "p99 ms", "CPU µs a step",
        "its ÷ with 1,000",
    )  # fmt: skip
    rows = []
    for (at_once, name), turns in found.items():
        few = found[at_once, f"{name.partition(',')[0]}, {FEW:,}"]
        rows.append(
            (
                name,
                spread(turns.per_second),
                spread(ratios(turns.per_second, few.per_second), ".2f"),
                spread(turns.p50, ".1f"),
                spread(turns.p99, ".1f"),
                spread(turns.cpu),
                spread(ratios(turns.cpu, few.cpu), ".2f"),
            )
        )
    return table(heads, rows)

"""How long each page of the desk takes on an estate of 2,000 homes and 5,000 cases: `make bench`.

Milliseconds from a request over HTTP to the last byte of its page, on SQLite and on PostgreSQL; and
how much of that the processor was at work for the desk and its reader: on a machine that does other
things as well, the rest is waiting for a turn. `python -m tests.benchmarks.pages --write` puts the
table into docs/performance.md.
"""

import http.client
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count, environ, getloadavg
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from sqlalchemy import text
from sqlmodel import col, select

from bot.garbage import spare_what_stays
from flows.rules.vocabulary import CaseState
from storage.cases import Case
from storage.tasks import Task, TaskState
from tests.databases import Servers, fresh_database, shared_folder
from tests.e2e.desk_pages import TOKEN, desk_of
from tests.estate import Garden
from tests.seeded.estate import CASES, HOMES, SEED, seeded_estate

ROUNDS, WARM = 60, 3
AIM_MILLISECONDS = 200.0
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
BEGINS, ENDS = "<!-- pages: begins -->\n", "<!-- pages: ends -->\n"
ANALYZE = text("ANALYZE")


@dataclass(frozen=True)
class Times:
    """What a page took, in milliseconds, the shortest first: by the clock, and of work."""

    clock: tuple[float, ...]
    work: tuple[float, ...]


@dataclass(frozen=True)
class Measured:
    """What each page took on a database."""

    database: str
    times: Mapping[str, Times]


def main() -> int:
    """Measure, print the table, and say by the exit code whether the aim is reached."""
    found = list(_all_databases())
    table = _table(found)
    print(table)  # noqa: T201 - a benchmark is read on a terminal
    if "--write" in sys.argv:
        _write(table)
    slowest = max(_at(0.95, times.work) for one in found for times in one.times.values())
    return int(slowest > AIM_MILLISECONDS)


def _all_databases() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        yield _measured(f"SQLite {sqlite3.sqlite_version}", f"sqlite:///{folder}/bench.db")
    servers = Servers(shared_folder())
    try:
        with fresh_database(servers.url(environ)) as url:
            yield _measured("PostgreSQL", url)
    finally:
        servers.close()


def _measured(name: str, url: str) -> Measured:
    garden = seeded_estate(url)
    with garden.changing() as session:
        session.execute(ANALYZE)
    addresses = _addresses(garden)
    spare_what_stays()  # as the service does when it starts
    with desk_of(garden) as server:
        times = {label: _timed(server.base, address) for label, address in addresses.items()}
    return Measured(name, times)


def _addresses(garden: Garden) -> Mapping[str, str]:
    """The pages that are open all day, as they are asked for."""
    with garden.looking() as session:
        open_case = session.exec(select(Case).where(Case.state == CaseState.HANDLING)).first()
        ended = session.exec(select(Case).where(Case.state == CaseState.CLOSED)).first()
        task = session.exec(select(col(Task.id)).where(Task.state == TaskState.OPEN)).first()
    assert open_case is not None
    assert ended is not None
    asked = {
        "Board": {},
        "Board, ended": {"shelf": "ended"},
        "Board, nobody's, repairs": {"shelf": "nobodys", "kind": "repair"},
        "Board, words": {"q": "漏水"},
        "Board, words in ended": {"q": "轮椅", "shelf": "ended"},
        "Board, one home": {"q": open_case.place},
        "Board, one phone": {"q": "+85260000042"},
    }
    months = {"month": "2026-11", "quarter": "2026-Q4"}
    return {
        **{label: f"/console?{urlencode(query)}" for label, query in asked.items()},
        "Case": f"/console/cases/{open_case.number}",
        "Case, ended": f"/console/cases/{ended.number}",
        **{f"Figures, {one}": f"/console/figures?period={of}" for one, of in months.items()},
        "Figures, rows": "/console/figures/rows/reported?period=2026-11",
        "Tasks": "/console/tasks",
        "Tasks, ended": "/console/tasks?shelf=ended",
        "Task": f"/console/tasks/{task}",
        "Delivery": "/console/delivery",
        "Delivery, refused": "/console/delivery?shelf=refused",
        "Estate": "/console/estate",
        "Estate, search": f"/console/estate?q={quote('12-1')}",
    }


def _timed(base: str, address: str) -> Times:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
    clock, work = [], []
    for _ in range(WARM + ROUNDS):
        begins, idle = time.perf_counter(), time.process_time()
        connection.request("GET", address, headers={"Cookie": f"__Host-huiyin={TOKEN}"})
        answer = connection.getresponse()
        answer.read()
        clock.append(1000 * (time.perf_counter() - begins))
        work.append(1000 * (time.process_time() - idle))
        if answer.status != http.client.OK:
            message = f"{address} was answered with {answer.status}"
            raise RuntimeError(message)
    connection.close()
    return Times(tuple(sorted(clock[WARM:])), tuple(sorted(work[WARM:])))


def _at(share: float, times: tuple[float, ...]) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


def _table(found: list[Measured]) -> str:
    heads = "".join(f" {one.database} p50 | p95 | slowest | work p95 |" for one in found)
    lines = [f"| page |{heads}", "|---|" + "--:|--:|--:|--:|" * len(found)]
    for label in found[0].times:
        told = [one.times[label] for one in found]
        cells = "".join(
            f" {_at(0.5, one.clock):.0f} | {_at(0.95, one.clock):.0f} | {one.clock[-1]:.0f} |"
            f" {_at(0.95, one.work):.0f} |"
            for one in told
        )
        lines.append(f"| {label} |{cells}")
    return "\n".join(lines)


def _machine() -> str:
    names = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    processor = names[0].partition(":")[2].strip() if names else platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {processor}, {cpu_count()} processors, on which"
        f" {getloadavg()[0]:.0f} others wanted to run, Python"
        f" {platform.python_version()}, SQLAlchemy {version('sqlalchemy')}, aiohttp"
        f" {version('aiohttp')}; {ROUNDS} requests of each page, one after the other; seed {SEED},"
        f" {HOMES:,} homes, {CASES:,} cases"
    )


def _write(table: str) -> None:
    """Put the table between its marks; whatever else stands on the page stays."""
    known = PAGE.read_text(encoding="utf-8") if PAGE.exists() else f"{BEGINS}{ENDS}"
    before, _, rest = known.partition(BEGINS)
    after = rest.partition(ENDS)[2]
    PAGE.write_text(f"{before}{BEGINS}\n{table}\n\n{_machine()}.\n\n{ENDS}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())

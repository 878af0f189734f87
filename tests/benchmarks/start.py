"""From the command to the first answer, and how much memory that and a day's talk take."""

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.benchmarks.crowds import settle
from tests.benchmarks.load import ask_once, drive
from tests.benchmarks.places import opened, places
from tests.benchmarks.programs import ROOT, huiyin
from tests.benchmarks.step import strangers
from tests.benchmarks.wire import Resident
from tests.benchmarks.written import Size, spread, table, written_down

FEW = 1_000
AT_ONCE = 16
OPEN_A_SECOND = 500
KILOBYTE = 1024
IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
SHOWN = 10

Values = list[float]


def measure(size: Size, *, keep: bool) -> None:
    """Measure, and tell."""
    rows = []
    with places(2) as both:
        for residents, place in zip((FEW, size.residents), both, strict=True):
            for name, url in place.urls.items():
                database = opened(url)
                settle(database, residents)
                database.close()
                rows.append((f"{name}, {residents:,}", *_started(name, url, place.folder, size)))
    heads = (
        "database, residents", "to the first answer s", "its CPU s", "MB then",
        "MB after open conversations", "how many", "KB more for each",
    )  # fmt: skip
    written_down("start", size, f"{table(heads, rows)}\n\n{_imports()}", keep=keep)


def _started(name: str, url: str, folder: Path, size: Size) -> tuple[str, ...]:
    seconds, busy, first, after, growth = Values(), Values(), Values(), Values(), Values()
    for _ in range(size.rounds):
        program = huiyin(name, url, folder, role="all")
        listening = program.start()
        try:
            (person,) = strangers(1)
            answered = _timed(program.port, person)
            seconds.append(listening + answered)
            busy.append(program.busy_seconds())
            first.append(program.megabytes())
            warm = _begin_many(program.port, size)
            half = program.megabytes()
            more = _begin_many(program.port, size)
            after.append(program.megabytes())
            growth.append((after[-1] - half) * KILOBYTE / more)
        finally:
            program.kill()
    memory = (spread(first), spread(after), f"{warm + more:,}", spread(growth, ".1f"))
    return (spread(seconds, ".1f"), spread(busy, ".1f"), *memory)


def _timed(port: int, person: Resident) -> float:
    began = time.perf_counter()
    ask_once(port, person.requests[0])
    return time.perf_counter() - began


def _begin_many(port: int, size: Size) -> int:
    """Conversations that are begun and left open; how many."""
    people = strangers(int(size.seconds * OPEN_A_SECOND))
    begun = [Resident(one.openid, one.requests[:2]) for one in people]
    return drive(port, begun, AT_ONCE, size.seconds * 10).steps // 2


def _imports() -> str:
    """Which packages the start is spent on."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import bot.serving"],
        capture_output=True, check=True, text=True, cwd=ROOT,
    )  # fmt: skip
    spent: Counter[str] = Counter()
    for microseconds, module in IMPORTED.findall(done.stderr):
        spent[module.partition(".")[0]] += int(microseconds)
    whole = sum(spent.values())
    shares = (f"{name} {100 * own / whole:.0f} %" for name, own in spent.most_common(SHOWN))
    return f"What is loaded at the start, by its time: {', '.join(shares)}."

"""Where the time goes: by package, and by statement."""

import cProfile
import pstats
import re
import site
import sysconfig
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, event

from tests.benchmarks.written import table

ROWS = 6
WAITING = ("poll", "acquire", "select.select", "wait")
STATEMENT_SHOWN = 90
OURS = ("bot", "scheduler", "storage", "flows")
ROOT = str(Path(__file__).parents[2]) + "/"
PACKAGES = [*site.getsitepackages(), sysconfig.get_paths()["stdlib"]]
"""Libraries first: they lie inside of the standard library's folder on some machines."""


@dataclass
class Statements:
    """Every statement that an engine ran: how often, and how long the database took."""

    count: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))


@contextmanager
def statements_of(engine: Engine) -> Iterator[Statements]:
    """Note what runs inside the block."""
    noted = Statements()
    began = threading.local()

    def before(*_: object) -> None:
        began.at = time.perf_counter()

    def after(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        noted.count[statement] += 1
        noted.seconds[statement] += time.perf_counter() - began.at

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield noted
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)


def profiled(work: Callable[[], object]) -> pstats.Stats:
    """Run it under the profiler, which slows calls of Python more than those of C."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return pstats.Stats(profile)


def by_package(stats: pstats.Stats) -> str:
    """Which packages the time was spent in, themselves alone."""
    spent: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        if not any(waiting in name for waiting in WAITING):
            spent[_package(file, name)] += own
    whole = sum(spent.values())
    most = sorted(spent.items(), key=lambda one: -one[1])[:ROWS]
    return ", ".join(f"{name} {100 * own / whole:.0f} %" for name, own in most)


def _package(file: str, name: str) -> str:
    if file.startswith("~") or not file.startswith("/"):
        return "the database's own call" if "execute" in name or "commit" in name else "C"
    if file.startswith(ROOT) and file.removeprefix(ROOT).split("/")[0] in OURS:
        return file.removeprefix(ROOT).split("/")[0]
    for folder in PACKAGES:
        if file.startswith(folder):
            return file.removeprefix(folder).lstrip("/").split("/")[0].removesuffix(".py")
    return "other"


def by_statement(noted: Statements, steps: int) -> str:
    """The statements that took longest, and how often each step runs one."""
    whole = sum(noted.seconds.values())
    longest = sorted(noted.seconds.items(), key=lambda one: -one[1])[:ROWS]
    rows = [
        (f"`{_short(text)}`", f"{noted.count[text] / steps:.2f}", f"{1e6 * own / steps:.0f}")
        for text, own in longest
    ]
    all_of_them = sum(noted.count.values()) / steps
    rows.append(("all", f"{all_of_them:.1f}", f"{1e6 * whole / steps:.0f}"))
    return table(("statement", "a step", "µs a step"), rows)


def _short(statement: str) -> str:
    flat = re.sub(r"\s+", " ", statement).replace("|", "¦").replace("`", "")
    flat = re.sub(r"^SELECT .*? FROM ", "SELECT … FROM ", flat)
    return flat[:STATEMENT_SHOWN]

"""What was measured, as it is kept in docs/performance.md: tables between marks, and on what."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.hostile.figures import put_between

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
LIBRARIES = ("aiohttp", "SQLAlchemy", "wechatpy")


@dataclass(frozen=True)
class Size:
    """How much of everything: `rounds` take turns, each of `seconds`."""

    name: str
    rounds: int
    seconds: float
    at_once: tuple[int, ...]
    residents: int
    deadlines: int
    due: int
    letters: int


SMALL = Size("small", 1, 0.5, (1, 8), 2_000, 2_000, 20, 100)
FULL = Size("full", 3, 3.0, (1, 32, 256), 1_000_000, 1_000_000, 1_000, 5_000)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, its first column to the left."""
    lines = [f"| {' | '.join(heads)} |", "|---|" + "--:|" * (len(heads) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def spread(values: Sequence[float], form: str = ",.0f") -> str:
    """The median, and between what all lay where there are several."""
    told = format(statistics.median(values), form)
    if len(values) == 1:
        return told
    return f"{told} ({format(min(values), form)}–{format(max(values), form)})"


def written_down(name: str, size: Size, told: str, more: str = "", *, keep: bool) -> None:
    """Print a part, and where it is to be kept put it on the page."""
    whole = f"\n{told}\n\n{_circumstances(size)}{more}\n"
    print(f"{name}\n{whole}")  # noqa: T201 - a benchmark is read on a terminal
    if keep:
        put_between(PAGE, name, whole)


def _circumstances(size: Size) -> str:
    others = os.getloadavg()[0]
    versions = ", ".join(f"{one} {version(one)}" for one in LIBRARIES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {_processor()}, {os.cpu_count()} processors, load"
        f" {others:.1f}; Python {platform.python_version()}, {versions}; size {size.name},"
        f" rounds {size.rounds}."
    )


def _processor() -> str:
    found = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("model name\t: ")[2]
    return found.partition("\n")[0] or platform.machine()

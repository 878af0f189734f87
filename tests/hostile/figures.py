"""What `make hostile` measured, as it is kept in docs/reliability.md."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


@dataclass(frozen=True)
class Figures:
    """Of one run: how many, how long in seconds, how much more memory in megabytes."""

    count: int
    median: float
    p99: float
    longest: float
    growth: float
    statuses: Mapping[int, int]
    seed: int

    @classmethod
    def of(
        cls, seconds: Sequence[float], statuses: Mapping[int, int], growth: float, seed: int
    ) -> "Figures":
        """The figures of a run."""
        ranked = sorted(seconds)
        median, p99 = ranked[len(ranked) // 2], ranked[len(ranked) * 99 // 100]
        return cls(sum(statuses.values()), median, p99, ranked[-1], growth, statuses, seed)

    def told(self) -> str:
        """One line for people."""
        ended = ", ".join(
            f"{status}: {self.statuses[status]:,}" for status in sorted(self.statuses)
        )
        return (
            f"{self.count:,} sent, seed {self.seed}; median {self.median * 1000:.1f} ms,"
            f" p99 {self.p99 * 1000:.1f} ms, longest {self.longest * 1000:.0f} ms;"
            f" memory {self.growth:+.0f} MB; {ended}"
        )


def machine() -> str:
    """On what it was measured."""
    versions = f"Python {platform.python_version()}, aiohttp {version('aiohttp')}"
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, {versions}"


def write_down(name: str, told: str, page: Path = PAGE) -> None:
    """Put a measurement between its marks on the page, and print it."""
    line = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}: {told}"
    print(f"{name}: {line}")  # noqa: T201  # a report for whoever runs it
    put_between(page, name, line)


def put_between(page: Path, name: str, line: str) -> None:
    """Replace what stands between the marks of this name; KeyError where there are none."""
    mark = re.escape(f"<!-- measured: {name} -->")
    pattern = re.compile(f"({mark}\n).*?(\n<!-- end -->)", re.DOTALL)
    text, count = pattern.subn(lambda found: found[1] + line + found[2], page.read_text("utf-8"))
    if count != 1:
        raise KeyError(name)
    page.write_text(text, encoding="utf-8")

"""`make bench`, or one part of it: `python -m tests.benchmarks PART [--size small] [--write]`."""

import argparse
from dataclasses import replace

from tests.benchmarks import due, flood, growth, peers, sender, start, step
from tests.benchmarks.written import FULL, SMALL

PARTS = {
    "step": step.measure,
    "peers": peers.measure,
    "due": due.measure,
    "sender": sender.measure,
    "growth": growth.measure,
    "flood": flood.measure,
    "start": start.measure,
}
SIZES = {one.name: one for one in (SMALL, FULL)}


def main() -> None:
    """Measure one part, or all of them one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=[*PARTS, "all"])
    parser.add_argument("--size", choices=SIZES, default=FULL.name)
    parser.add_argument("--rounds", type=int, help="how often all take turns, if not as usual")
    parser.add_argument("--write", action="store_true", help="keep it in docs/performance.md")
    asked = parser.parse_args()
    size = SIZES[asked.size]
    size = replace(size, rounds=asked.rounds or size.rounds)
    for name, measure in PARTS.items():
        if asked.part in {name, "all"}:
            measure(size, keep=asked.write)


if __name__ == "__main__":
    main()

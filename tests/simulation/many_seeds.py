# ruff: noqa: T201 - it is read on a terminal
"""Many seeds, one after the other on every core: `make simulation` prints what came of them all.

HOMES, DAYS, SEEDS, FIRST_SEED and REPORTS (a year, of each home) come from the environment; exit
code 1 if any promise was broken, or if no story reached a state that so many should. `--write`
keeps what was measured in docs/reliability.md.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from resource import RUSAGE_CHILDREN, getrusage

from bot.commands.simulating import tell
from bot.simulation.agenda import DAYS_A_YEAR
from bot.simulation.faults import Fault
from bot.simulation.life import Point
from bot.simulation.providers import Mood
from bot.simulation.reached import REPORTS_ENOUGH, STATES
from bot.simulation.running import Outcome, Plan
from tests.hostile.figures import write_down

FAULTS = (
    *(fault.value for fault in Fault),
    *(f"killed {point}" for point in Point),
    *(f"a provider {mood}" for mood in Mood if mood is not Mood.TAKES),
)
WRITE = "--write"


def main() -> int:
    """Run them all, each told of as it ends."""
    homes, days, seeds, first = (
        int(os.environ.get(name, usual))
        for name, usual in (("HOMES", 200), ("DAYS", 365), ("SEEDS", 4), ("FIRST_SEED", 1))
    )
    reports = float(os.environ.get("REPORTS", "4"))
    plans = [Plan(homes, days, seed, reports) for seed in range(first, first + seeds)]
    began, total, broken = time.monotonic(), Counter[str](), 0
    with ProcessPoolExecutor() as pool:
        for outcome in pool.map(tell, plans):
            total.update(outcome.counts)
            broken += len(outcome.violations)
            print("\n".join(_told(outcome)), flush=True)
    unseen = [what for what in STATES if not total[what]]
    told = (
        f"{seeds * days / DAYS_A_YEAR:.2f} estate-years of {homes:,} homes, {days} days each,"
        f" {reports:g} reports a year of each home, seeds {first} to {first + seeds - 1}:"
        f" {total['messages from people']:,} messages, {total['letters taken']:,} letters,"
        f" {sum(total[fault] for fault in FAULTS):,} faults injected, {broken} violations;"
        f" never seen in any of them: {', '.join(unseen) or 'nothing'};"
        f" {getrusage(RUSAGE_CHILDREN).ru_utime:.0f} s of CPU,"
        f" {time.monotonic() - began:.0f} s by the clock"
    )
    if WRITE in sys.argv:
        write_down(f"simulation of {homes} homes, {days} days", told)
    else:
        print(told)
    is_large = sum(plan.reports for plan in plans) >= REPORTS_ENOUGH
    return 1 if broken or (is_large and unseen) else 0


def _told(outcome: Outcome) -> Iterator[str]:
    yield f"seed {outcome.plan.seed}: {outcome.digest[:12]}, {len(outcome.violations)} broken"
    yield from outcome.violations


if __name__ == "__main__":
    sys.exit(main())

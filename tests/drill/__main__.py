# ruff: noqa: T201 - it is read on a terminal
"""`make drill`: a machine is lost with all that it has, and how long until its backup answers.

On SQLite and on PostgreSQL, which both wait for the disk; `--write` keeps what was measured in
docs/reliability.md. Exit code 1 where anything promised did not hold.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.benchmarks.places import POSTGRES, SQLITE, make_safe
from tests.databases import Servers, fresh_database, furnish, shared_folder
from tests.drill.drill import FULL, PHOTO_BYTES, Drill
from tests.drill.outcome import MEGABYTE
from tests.drill.places import Place
from tests.hostile.figures import write_down

WRITE = "--write"


def main(words: list[str]) -> int:
    """Lose a machine of each kind."""
    broken = []
    for name in (SQLITE, POSTGRES):
        with two_places(name) as (place, elsewhere):
            furnish(place.url)
            outcome = Drill(FULL, place, elsewhere).run()
        found = list(outcome.violations())
        broken += found
        told = f"{_estate()}; {outcome.told()}; violations: {len(found)}"
        print(name, told, *found, sep="\n")
        if WRITE in words:
            write_down(f"drill on {name}", told)
    return 1 if broken else 0


@contextmanager
def two_places(name: str) -> Iterator[tuple[Place, Place]]:
    """Where all is lost, and where it is put back: two databases without tables, two folders."""
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folders = [root / "lost", root / "elsewhere"]
        for folder in folders:
            folder.mkdir()
        urls = [f"sqlite:///{folder / 'huiyin.db'}" for folder in folders]
        if name == POSTGRES:
            servers = Servers(shared_folder())
            stack.callback(servers.close)
            administrator = servers.url({})
            make_safe(administrator)
            urls = [stack.enter_context(fresh_database(administrator)) for _ in folders]
        lost, elsewhere = map(Place, urls, folders)
        yield lost, elsewhere


def _estate() -> str:
    photos = FULL.photos * PHOTO_BYTES / MEGABYTE
    return f"{FULL.homes:,} homes, {FULL.cases:,} cases, {photos:,.0f} MB of photos"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# ruff: noqa: T201 - it is read on a terminal
"""`make mutants`: every planted bug must be caught, and a life without one must be clean.

Names of bugs may be given, or beginnings of them; `--write` keeps the table in docs/reliability.md.
Exit code 1 if one is not caught.
"""

import sys
import time

from tests.hostile.figures import write_down
from tests.planted.bugs import all_bugs, control
from tests.planted.hunting import Found, hunt, processors
from tests.planted.telling import is_as_it_should_be, line_of, table, verdict

WRITE = "--write"


def main(words: list[str]) -> int:
    """Hunt for all, or for those that are named."""
    began = time.monotonic()
    names = tuple(word for word in words if word != WRITE)
    bugs = [bug for bug in all_bugs() if not names or bug.name.startswith(names)]
    lives = {bug.life: control(bug) for bug in bugs}
    found: list[Found] = []
    for one in hunt([*bugs, *lives.values()], processors()):
        found.append(one)
        print(line_of(one), flush=True)
    told = verdict(found, time.monotonic() - began)
    print(told)
    if WRITE in words:
        order = [bug.name for bug in bugs]
        found.sort(key=lambda one: order.index(one.bug.name) if one.bug.changes else len(order))
        write_down("planted bugs", f"{told}\n\n{table(found)}")
    return 0 if bugs and all(map(is_as_it_should_be, found)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

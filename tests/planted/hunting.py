"""Let estates live with bugs, each in a process of its own, and see by what they are found out.

A process is forked off where it has imported all that its bug leaves as it is: since imports go one
way, a bug in storage shares flows with its neighbours, and a bug in bot nearly everything.
"""

import multiprocessing
import os
import pkgutil
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from multiprocessing.connection import Connection, wait

from tests.planted.bugs import LAYERS, ROOT, Bug
from tests.planted.overlay import lay_over

FORKING = multiprocessing.get_context("fork")
THIRD_PARTY = ("sqlalchemy", "sqlmodel", "aiohttp", "pydantic")
TRIES = 3
"""How many seeds are tried before a bug counts as not caught."""
SECONDS_MAX = 240
"""Of a processor: an estate that has not come to rest by then never will."""


@dataclass(frozen=True)
class Found:
    """What came of a bug: the sentence that caught it, or none."""

    bug: Bug
    sentence: str
    seed: int
    seconds: float


def hunt(bugs: Sequence[Bug], at_once: int) -> Iterator[Found]:
    """Each bug, as soon as it is known what came of it."""
    under_way: dict[Connection, Bug] = {}
    for name in THIRD_PARTY:
        import_module(name)
    for layer in (*LAYERS, ""):
        for bug in bugs:
            if (bug.layer if bug.changes else "") == layer:
                under_way[_begin(bug)] = bug
                while len(under_way) >= at_once:
                    yield from _heard(under_way)
        if layer:
            _import_all(layer)
    while under_way:
        yield from _heard(under_way)


def _heard(under_way: dict[Connection, Bug]) -> Iterator[Found]:
    for one in wait(list(under_way)):
        assert isinstance(one, Connection)
        bug = under_way.pop(one)
        try:
            yield one.recv()
        except EOFError:
            yield Found(bug, "the estate never came to rest", bug.life.seed, SECONDS_MAX)


def _import_all(layer: str) -> None:
    if layer == "bot":
        import_module("bot.commands.simulating")
        return
    for module in pkgutil.walk_packages([str(ROOT / layer)], f"{layer}."):
        if ".migrations" not in module.name:
            import_module(module.name)


def _begin(bug: Bug) -> Connection:
    ours, theirs = FORKING.Pipe(duplex=False)
    FORKING.Process(target=_live, args=(bug, theirs)).start()
    theirs.close()
    return ours


def _live(bug: Bug, answer: Connection) -> None:
    """In a process of its own: plant the bug, and let the estate live until it is caught."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    began = time.process_time()
    lay_over(bug.sources())
    found = Found(bug, "", bug.life.seed, 0)
    for seed in range(bug.life.seed, bug.life.seed + TRIES):
        sentence = _sentence(bug, seed)
        found = Found(bug, sentence, seed, time.process_time() - began)
        if sentence or not bug.changes:
            break
    answer.send(replace(found))
    answer.close()


def _sentence(bug: Bug, seed: int) -> str:
    """The first thing that `huiyin simulate` finds broken; nothing where all is well."""
    # What is imported here carries the bug.
    from bot.commands.simulating import tell  # noqa: PLC0415
    from bot.simulation.running import Plan  # noqa: PLC0415

    life = bug.life
    plan = Plan(life.homes, life.days, seed, reports_a_year=life.reports_a_year, harm=life.harm)
    try:
        outcome = tell(plan)
    except Exception as error:  # noqa: BLE001 - whatever a planted bug may raise is how it shows
        return f"fell over: {type(error).__name__}: {error}"
    return next(iter(outcome.violations), "")


def processors() -> int:
    """How many estates may live at once."""
    return os.cpu_count() or 1

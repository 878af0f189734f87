"""A service that begins loads all before the first message, and collects no garbage meanwhile."""

import json
import subprocess
import sys

WHAT_IS_NOT_LOADED = """
import inspect, json, sys
from functools import _lru_cache_wrapper as Kept
from bot.warming import read_ahead

def empty():
    return [
        f"{name}.{one.__name__}"
        for name, module in list(sys.modules.items())
        if name.startswith("flows.understanding")
        for one in vars(module).values()
        if isinstance(one, Kept) and one.__module__ == name
        and not inspect.signature(one).parameters and not one.cache_info().currsize
    ]

before = empty()
read_ahead()
json.dump([before, empty()], sys.stdout)
"""

LIFE_OF_A_PROCESS = """
import gc
from bot.garbage import collect_nothing, spare_what_stays
collect_nothing()
print(gc.isenabled())
spare_what_stays()
print(gc.isenabled(), gc.get_freeze_count() > 1000)
"""


def test_all_lists_patterns_and_models_are_loaded_before_the_first_message() -> None:
    before, after = json.loads(_told_by_a_process(WHAT_IS_NOT_LOADED))

    assert len(before) > 20
    assert after == []


def test_the_collector_waits_until_all_is_loaded_and_works_again_after_it() -> None:
    assert _told_by_a_process(LIFE_OF_A_PROCESS).split() == ["False", "True", "True"]


def _told_by_a_process(words: str) -> str:
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True, text=True)
    return done.stdout

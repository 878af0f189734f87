"""Who writes first to a service that has just begun waits for nothing to be loaded."""

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


def test_all_lists_patterns_and_models_are_loaded_before_the_first_message() -> None:
    found = subprocess.run(
        [sys.executable, "-c", WHAT_IS_NOT_LOADED], capture_output=True, check=True, text=True
    )
    before, after = json.loads(found.stdout)

    assert len(before) > 20
    assert after == []

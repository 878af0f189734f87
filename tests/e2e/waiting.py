"""Waiting for what happens by itself in another process."""

import time
from collections.abc import Callable

WAIT_SECONDS_MAX = 120.0
PAUSE_SECONDS = 0.05


def until(holds: Callable[[], object], what: str, seconds: float = WAIT_SECONDS_MAX) -> None:
    """Wait until it holds; fails with `what` was waited for."""
    latest = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > latest:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(PAUSE_SECONDS)

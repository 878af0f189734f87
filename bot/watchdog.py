"""Ends the process when one of its loops does not move any more: a new one will.

A loop that dies says so; one that hangs, or an event loop that does, says nothing for ever. So the
watchdog has a thread of its own and the monotonic clock, and asks nobody.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from enum import StrEnum

log = logging.getLogger(__name__)

STILL_SECONDS_MAX = 300.0
"""Longer than the slowest round: a thousand rows, and a database that takes its time for each."""
LOOK_SECONDS = 5.0
LOOKS = 3
"""So often in a row: after a pause of the whole process the loops must have had their chance."""
EXIT_CODE = 70
"""EX_SOFTWARE: whoever starts services starts this one again."""


class Loop(StrEnum):
    """What must go on for the promises to be kept."""

    POSTMAN = "postman"
    MEDIA = "media"
    ALARM = "alarm"
    WEB = "web"


class LoopDied(Exception):
    """One of the loops that keep promises has ended by itself; the log says why."""


def end_at_once() -> None:
    """As kill -9 would, for which everything is made; only the exit code is ours."""
    logging.shutdown()
    os._exit(EXIT_CODE)


class Watchdog:
    """Watches the loops that have moved once, until it is stopped."""

    def __init__(
        self,
        end: Callable[[], None] = end_at_once,
        *,
        still_seconds_max: float = STILL_SECONDS_MAX,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._end = end
        self._still_seconds_max = still_seconds_max
        self._look_seconds = look_seconds
        self._moved_at: dict[Loop, float] = {}
        self._is_over = threading.Event()

    def moves(self, loop: Loop) -> None:
        """The loop is alive at this moment."""
        self._moved_at[loop] = time.monotonic()

    def still(self) -> dict[Loop, float]:
        """For how many seconds each loop has not moved."""
        now = time.monotonic()
        return {loop: now - at for loop, at in self._moved_at.copy().items()}

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """The loops are about to end."""
        self._is_over.set()

    def _watch(self) -> None:
        looks = 0
        while not self._is_over.wait(self._look_seconds):
            hanging = [
                loop for loop, seconds in self.still().items() if seconds > self._still_seconds_max
            ]
            looks = looks + 1 if hanging else 0
            if looks >= LOOKS:
                log.critical("%s hangs, the process ends", ", ".join(hanging))
                self._end()
                return

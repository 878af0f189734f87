"""The clock of a whole machine, stepped by a file: every process that follows it steps with it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

SETTING = "HUIYIN_TESTS_CLOCK"
LOOK_SECONDS = 0.05


class SteppedClock:
    """How many seconds the clock is before the real one; monotonic time is left alone."""

    def __init__(self, file: Path) -> None:
        self.file = file
        if not file.exists():
            file.write_text("0", encoding="ascii")
        self._traveller = time_machine.travel(datetime.now(UTC), tick=True)
        self._coordinates = self._traveller.start()
        self._ahead = 0
        self.look()

    def step(self, seconds: int) -> None:
        """Step for everybody, backwards too."""
        beside = self.file.with_suffix(".new")
        beside.write_text(str(self._ahead + seconds), encoding="ascii")
        beside.replace(self.file)
        self.look()

    def look(self) -> None:
        """Step to where the file says."""
        ahead = int(self.file.read_text(encoding="ascii"))
        if ahead != self._ahead:
            self._coordinates.shift(timedelta(seconds=ahead - self._ahead))
            self._ahead = ahead

    def stop(self) -> None:
        """Back to the real time."""
        self._traveller.stop()


@contextmanager
def stepped_clock(file: Path) -> Iterator[SteppedClock]:
    """The clock of this process, for the length of a test."""
    clock = SteppedClock(file)
    try:
        yield clock
    finally:
        clock.stop()


def follow(file: Path) -> None:
    """Let this process, from now to its end, have the clock of the file."""
    clock = SteppedClock(file)

    def look_on() -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            clock.look()

    threading.Thread(target=look_on, daemon=True).start()

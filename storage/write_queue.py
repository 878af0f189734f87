"""Who of one process's threads writes next, where a database lets only one of them write."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from sqlalchemy.exc import TimeoutError as NoTurn


class WriteQueue:
    """Lets writers in one at a time, in the order in which they came.

    SQLite lets in whoever happens to look just when its lock is free, and each looks less often
    the longer it has waited: among many, the first to come may be the last.
    """

    def __init__(self, seconds_max: float) -> None:
        self._seconds_max = seconds_max
        self._guard = Lock()
        self._is_taken = False
        self._waiting: deque[Event] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and have it; raises NoTurn where it does not come in time."""
        if not self._take():
            message = f"no turn to write within {self._seconds_max} s"
            raise NoTurn(message)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self) -> bool:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Event()
            self._waiting.append(mine)
        if mine.wait(self._seconds_max):
            return True
        with self._guard:
            if mine.is_set():  # it came while we gave up
                return True
            self._waiting.remove(mine)
            return False

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False

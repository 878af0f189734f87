"""What the house itself complains of while it is simulated: a logged error is a broken promise."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class Complaints(logging.Handler):
    """Keeps what is logged as an error; what is only a warning belongs to a simulated life."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.heard.append(f"an error was logged: {record.name}: {record.getMessage()}")


@contextmanager
def listening() -> Iterator[Complaints]:
    """Hear every complaint inside the block."""
    complaints, root = Complaints(), logging.getLogger()
    root.addHandler(complaints)
    try:
        yield complaints
    finally:
        root.removeHandler(complaints)

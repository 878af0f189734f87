"""How long the database has been silent towards those who wait for it.

A message may take long because there is much to think about, or because the database hangs. Only
the second keeps everybody waiting, and for that a provider need not be kept waiting too (W6).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from sqlalchemy import event

from storage.database import Database


class Silence:
    """Watches the statements of one database, whatever thread they come from.

    The time from the beginning of a piece of work to its first statement counts too: connecting
    is a part of it, and so is waiting for a connection.
    """

    def __init__(self, database: Database) -> None:
        self._asked_at: dict[int, float] = {}
        event.listen(database.engine, "before_cursor_execute", self._ask)
        event.listen(database.engine, "after_cursor_execute", self._hear)
        event.listen(database.engine, "handle_error", self._hear)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Around a piece of work in a thread, from before it asks for a connection."""
        self._ask()
        try:
            yield
        finally:
            self._hear()

    def seconds(self) -> float:
        """How long the one has waited who waits longest; 0 where nobody does."""
        asked_at = min(self._asked_at.copy().values(), default=None)
        return 0.0 if asked_at is None else time.monotonic() - asked_at

    def _ask(self, *_statement: Any) -> None:  # noqa: ANN401 - what SQLAlchemy tells of a statement
        self._asked_at[get_ident()] = time.monotonic()

    def _hear(self, *_statement: Any) -> None:  # noqa: ANN401 - as above
        self._asked_at.pop(get_ident(), None)

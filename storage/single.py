"""One server for one SQLite file: a second one is refused at its start."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url


class AlreadyServed(Exception):
    """Another process serves this SQLite file; several processes need PostgreSQL."""


@contextmanager
def single_server(database_url: str) -> Iterator[None]:
    """Hold the file against other servers; commands beside it are fine. Raises AlreadyServed."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        yield
        return
    path = Path(f"{url.database}.serving")
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"{url.database} is already being served; several servers need PostgreSQL"
            raise AlreadyServed(message) from error
        yield

"""The databases of the chaos: one that can be stopped, cut off and filled without any privilege."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.databases import (
    Servers,
    fresh_database,
    go_on,
    shared_folder,
    stop,
)

CUT_SECONDS = 1.0
CUT_PAUSE = 0.02
NO_ROOM = 1
FULL_SECONDS = 1.5
WITHOUT_ROOM = ("sh", "-c", 'ulimit -S -f 1; exec "$@"', "pg_ctl")
"""Whatever it starts can write no file of more than a block."""


@dataclass
class OwnPostgres:
    """A PostgreSQL of this test alone."""

    url: str
    binaries: Path
    folder: Path

    def restart(self) -> None:
        """End it at once, as when its machine dies, and start it again."""
        stop(self.binaries, self.folder)
        go_on(self.binaries, self.folder)

    def cut(self) -> None:
        """Cut whatever connection there is, again and again, in the middle of anything."""
        latest = time.monotonic() + CUT_SECONDS
        while time.monotonic() < latest:
            self._of_others("SELECT pg_terminate_backend(pid)::int")
            time.sleep(CUT_PAUSE)

    def fill(self) -> None:
        """End it, and let it find no room on its disk until it is started once more."""
        stop(self.binaries, self.folder)
        with pytest.raises(RuntimeError, match="failed"):
            go_on(self.binaries, self.folder, *WITHOUT_ROOM)
        time.sleep(FULL_SECONDS)
        go_on(self.binaries, self.folder)

    def _of_others(self, what: str) -> list[tuple[int]]:
        others = f"{what} FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            name = make_url(self.url).database
            return connection.execute(others.encode(), (name,)).fetchall()

    def _address(self, database: str) -> str:
        return _plain(make_url(self.url).set(database=database))


@contextmanager
def own_postgres(furnished: str) -> Iterator[OwnPostgres]:
    """A server with a database that lasts as long as the block; it has the tables of another.

    Where that one is not ours, it is left empty.
    """
    folder = shared_folder()
    servers = Servers(folder)
    try:
        with fresh_database(servers.url({})) as url:
            if "TEST_DATABASE_URL" not in os.environ:  # whose version our programs may not know
                _copy(servers.programs, furnished, url)
            yield OwnPostgres(url, servers.programs, folder)
    finally:
        servers.close()


def _copy(programs: Path, furnished: str, url: str) -> None:
    """Copy a database from server to server: to make its tables takes five times as long."""
    here, there = _plain(make_url(furnished)), _plain(make_url(url))
    dumped = subprocess.run(
        [programs / "pg_dump", "--no-owner", f"--dbname={here}"], check=True, capture_output=True
    )
    subprocess.run(
        [programs / "psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={there}"],
        check=True,
        input=dumped.stdout,
        stdout=subprocess.DEVNULL,
    )


def _plain(url: URL) -> str:
    """An address as PostgreSQL's own programs read it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def limit_files(pid: int, size: int) -> None:
    """No file of this process may grow beyond so many bytes; its writes fail as on a full disk."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def pause(pid: int, seconds: float) -> None:
    """Stop a process as if its machine stood still, then let it go on."""
    os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(seconds)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

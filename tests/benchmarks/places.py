"""Where a benchmark keeps its rows: SQLite files and a PostgreSQL that both wait for the disk."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from bot.setting_values import key_bytes
from storage.database import Database
from storage.keys import Keyring
from tests.benchmarks.programs import SECRET_KEY
from tests.databases import Servers, fresh_database, shared_folder
from tests.e2e.office import furnish

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
SAFE = (
    "ALTER SYSTEM SET fsync = on",
    "ALTER SYSTEM SET full_page_writes = on",
    "ALTER SYSTEM SET autovacuum = on",
    "SELECT pg_reload_conf()",
)
"""The server of the tests forgets all when it ends; measured is one that would not."""


@dataclass(frozen=True)
class Place:
    """A folder, and in it or beside it one furnished database of each kind, by its name."""

    folder: Path
    urls: Mapping[str, str]


@contextmanager
def places(how_many: int = 1) -> Iterator[list[Place]]:
    """So many places, each with an estate, its staff and a few residents; removed afterwards."""
    servers = Servers(shared_folder())
    with ExitStack() as stack:
        root = stack.enter_context(tempfile.TemporaryDirectory())
        stack.callback(servers.close)
        administrator = servers.url(os.environ)
        make_safe(administrator)
        yield [_place(stack, administrator, Path(root) / str(each)) for each in range(how_many)]


def _place(stack: ExitStack, administrator: str, folder: Path) -> Place:
    folder.mkdir()
    urls = {
        SQLITE: f"sqlite:///{folder / 'huiyin.db'}",
        POSTGRES: stack.enter_context(fresh_database(administrator)),
    }
    for url in urls.values():
        furnish(url, SECRET_KEY)
    return Place(folder, urls)


def make_safe(administrator: str) -> None:
    """Let a server of the tests wait for the disk, and tidy up, as one does that is depended on."""
    plain = make_url(administrator).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as server:
        for statement in SAFE:
            server.execute(statement)


def opened(url: str) -> Database:
    """The database as `huiyin serve` opens it."""
    return Database(url, Keyring((key_bytes(SECRET_KEY),)))


def version_of(name: str, url: str) -> str:
    """The name of a database with its version."""
    if name == SQLITE:
        return f"{name} {sqlite3.sqlite_version}"
    with psycopg.connect(url.replace("+psycopg", "", 1)) as server:
        return f"{name} {server.info.server_version // 10000}"

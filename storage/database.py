"""The database: how it is opened, and the one place that commits."""

import select
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import SessionTransaction
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from storage.keys import KEYRING, Keyring
from storage.lasting import LASTING, keep_what_was_seen
from storage.write_queue import WriteQueue

SQLITE_BUSY_MILLISECONDS = 10_000
SQLITE_CHECKPOINT_PAGES = 16_000
POSTGRES_LOCK_TIMEOUT = "10s"
POSTGRES_STATEMENT_TIMEOUT = "30s"
POSTGRES_IDLE_TIMEOUT = "30s"
POSTGRES_LINE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""When a line on which nothing comes back counts as broken: in seconds, but for the second."""
POOL_SIZE = 16

DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")
ZONE = "zone"
PUBLIC_URL = "public url"
CLOSINGS = "closings before"
OPENED_WITH = frozenset({KEYRING, ZONE, PUBLIC_URL, LASTING})
CROSSED = frozenset({"40P01", "40001"})
"""PostgreSQL's deadlock_detected and serialization_failure."""


class Transaction(Session):
    """A session that remembers in `info` what was looked up once in its transaction."""


@event.listens_for(Transaction, "after_soft_rollback")
def _look_up_again(session: Session, _undone: SessionTransaction) -> None:
    # What was seen or written within a savepoint is not there any more.
    for name in session.info.keys() - OPENED_WITH:
        del session.info[name]


event.listen(Transaction, "after_commit", keep_what_was_seen)


class Database:
    """One open database, SQLite or PostgreSQL, and its transactions.

    On SQLite every transaction begins IMMEDIATE: a read that later writes would otherwise fail at
    once when another writer came between (SQLITE_BUSY ignores the busy timeout there). The writers
    of this process come in turn.
    `public_url` is where the house's pages are reached from outside; empty where they are not.
    `lasting` is what was found to be true for ever (storage.lasting).
    """

    def __init__(
        self, url: str, keys: Keyring, zone: ZoneInfo = DEFAULT_ZONE, public_url: str = ""
    ) -> None:
        self.url = make_url(url)
        self.keys = keys
        self.zone = zone
        self.public_url = public_url
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self.writers = WriteQueue(SQLITE_BUSY_MILLISECONDS / 1000)
        self._closings = 0
        self.lasting: dict[Any, Any] = {}
        event.listen(self.engine, "connect", self._remember_when)
        event.listen(self.engine, "checkin", self._close_what_comes_late)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is committed as a whole when the block ends, or not at all."""
        session = Transaction(self.engine, expire_on_commit=False, info=self._info())
        turn = self.writers.turn() if self.is_sqlite else nullcontext()
        with turn, session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only looks: it takes no write lock, and what it changed would be lost."""
        engine = self.engine.execution_options(reading=True)
        with Transaction(engine, expire_on_commit=False, info=self._info()) as session:
            yield session

    def _info(self) -> dict[Any, Any]:
        return {
            KEYRING: self.keys,
            ZONE: self.zone,
            PUBLIC_URL: self.public_url,
            LASTING: self.lasting,
        }

    def close(self) -> None:
        """Close all connections; one at work is closed as soon as its work is done."""
        self._closings += 1
        self.engine.dispose()

    def _remember_when(self, _connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info[CLOSINGS] = self._closings

    def _close_what_comes_late(
        self, _connection: DBAPIConnection, entry: ConnectionPoolEntry
    ) -> None:
        # A disposed pool forgets what is at work; given back, it would stay open for nobody.
        # Of a connection that could not be made again nothing is known, and nothing open.
        if entry.info.get(CLOSINGS, self._closings) < self._closings:
            entry.close()


def zone_of(session: Session) -> ZoneInfo:
    """The time zone of the estates in this database; days and times of day are counted in it."""
    zone = session.info[ZONE]
    if not isinstance(zone, ZoneInfo):
        message = "this session was not made by storage.database"
        raise TypeError(message)
    return zone


def public_url_of(session: Session) -> str:
    """Where the house's pages are reached from outside; empty where they are not."""
    return str(session.info.get(PUBLIC_URL, ""))


def has_crossed(error: SQLAlchemyError) -> bool:
    """Whether the transaction was undone because another held what it needed, and the reverse.

    Done again, it finds what the other wrote. SQLite has one writer at a time: there it never is.
    """
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") in CROSSED


def is_away(error: SQLAlchemyError) -> bool:
    """Whether the database could not be reached or was too busy; what it refuses is no such thing.

    Done again later, the same transaction may succeed as it is.
    """
    return isinstance(error, (OperationalError, InterfaceError, NoConnectionFree))


def _sqlite_engine(url: str) -> Engine:
    # A pool keeps the file open: closing the last connection would fold the whole log into it.
    engine = create_engine(url, pool_size=POOL_SIZE, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        raw: Any = connection
        raw.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={SQLITE_BUSY_MILLISECONDS}",
            f"wal_autocheckpoint={SQLITE_CHECKPOINT_PAGES}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        statement = "BEGIN" if reading else "BEGIN IMMEDIATE"
        raw: Any = connection.connection.dbapi_connection
        # Straight to the driver: every transaction begins, and this takes a tenth of the time.
        try:
            raw.execute(statement)
        except sqlite3.OperationalError as error:
            raise OperationalError(statement, None, error) from error

    return engine


def _postgres_engine(url: str) -> Engine:
    options = (
        f"-c lock_timeout={POSTGRES_LOCK_TIMEOUT}"
        f" -c statement_timeout={POSTGRES_STATEMENT_TIMEOUT}"
        f" -c idle_in_transaction_session_timeout={POSTGRES_IDLE_TIMEOUT}"
        " -c synchronous_commit=on -c timezone=UTC"
    )
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        hide_parameters=True,
        connect_args={"options": options, **POSTGRES_LINE},
    )

    @event.listens_for(engine, "checkout")
    def look(connection: DBAPIConnection, _entry: ConnectionPoolEntry, _lent: object) -> None:
        # A server that has ended said so, and so did the system where the line is broken. Nothing
        # else comes unasked: whoever is silent need not be asked whether it lives.
        raw: Any = connection
        errors: Any = engine.dialect.loaded_dbapi.Error
        try:
            if _says_something(raw.fileno()):
                engine.dialect.do_ping(connection)
        except errors as error:
            message = "the server has closed the connection"
            raise DisconnectionError(message) from error

    return engine


def _says_something(file: int) -> bool:
    heard = select.poll()
    heard.register(file, select.POLLIN)
    return bool(heard.poll(0))

"""The audit log only grows, however its table came to be, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Delete, Update, delete, select, update
from sqlalchemy.exc import DBAPIError

from storage.audit import COMMAND, AuditEntry, audit
from storage.database import Database
from storage.keys import Keyring
from storage.tables import metadata

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
TABLE = metadata.tables["audit_entry"]


MIGRATED = ("sqlite_database", "postgres_database")
CREATED = ("empty_sqlite_database", "empty_postgres_database")


@pytest.fixture(params=[*MIGRATED, *CREATED])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database whose audit log has one line; what is empty is made as the code declares it."""
    database = Database(request.getfixturevalue(request.param), Keyring((b"k" * 32,)))
    metadata.create_all(database.engine)
    with database.transaction() as session:
        audit(session, "export", "resident 7", by="wang", via=COMMAND, why="她要的", now=NOW)
    yield database
    database.close()


@pytest.mark.parametrize("statement", [update(TABLE).values(by="nobody"), delete(TABLE)])
def test_the_database_refuses_to_change_or_take_away_a_line(
    database: Database, statement: Update | Delete
) -> None:
    with pytest.raises(DBAPIError, match="only grows"), database.transaction() as session:
        session.execute(statement)

    with database.reading() as session:
        (entry,) = session.execute(select(AuditEntry)).scalars()
    assert (entry.by, entry.subject, entry.why, entry.at) == ("wang", "resident 7", "她要的", NOW)


def test_a_line_is_written_only_with_what_it_tells_of(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as session:
            audit(session, "erase", "resident 7", by="wang", via=COMMAND, now=NOW)
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    with database.reading() as session:
        assert len(list(session.execute(select(AuditEntry)).scalars())) == 1

"""The audit log only grows, however its table came to be, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Delete, Update, delete, select, update
from sqlalchemy.exc import DBAPIError

from storage.audit import COMMAND, AuditEntry, audit
from storage.database import Database
from storage.keys import Keyring
from storage.migrate import upgrade
from storage.tables import metadata

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
TABLE = metadata.tables["audit_entry"]


@pytest.fixture(params=["migrated", "created"])
def database(request: pytest.FixtureRequest, database_url: str) -> Iterator[Database]:
    """A database whose audit log has one line."""
    database = Database(database_url, Keyring((b"k" * 32,)))
    if request.param == "migrated":
        upgrade(database, NOW)
    else:
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

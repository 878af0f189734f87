"""Alembic's entrance: the revisions run on the connection that `storage.migrate` gives.

Everything happens in one transaction, on SQLite too: storage.database begins its transactions
itself, so that SQLite's tables are made and changed with it or not at all.
"""

from alembic import context
from sqlalchemy import Connection, text

from storage.migrate import BrokenReferences
from storage.migrations.rendering import comparison

UPGRADE_LOCK = 0x68756979  # any number that no other program locks; these bytes spell "huiy"


def run(connection: Connection) -> None:
    """Run what the command asks for; a second process waits, then finds nothing left to do."""
    context.configure(connection=connection, transactional_ddl=True, **comparison())
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            _check_references(connection)


def _check_references(connection: Connection) -> None:
    """Ask SQLite at the end: while a revision rebuilds tables it looks at no foreign key."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise BrokenReferences(f"row {broken.rowid} of {broken.table} would refer to nothing")


run(context.config.attributes["connection"])

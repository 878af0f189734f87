"""The audit log (S18): who did or read what, when, why and about whom; it only ever grows.

It holds no words of residents. The database itself refuses to change or take away a line.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, event
from sqlalchemy.schema import ExecutableDDLElement
from sqlmodel import Field, Session, SQLModel

from storage.columns import document, identifier, instant
from storage.inserting import insert_into

READ = "read"
COMMAND = "command"
CHAT = "chat"
OPERATOR = "operator"
"""Whoever runs a command of which nobody asked for their name."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
REFUSES_CHANGE = {
    "sqlite": (
        f"CREATE TRIGGER audit_entry_not_updated BEFORE UPDATE ON audit_entry {_REFUSE}",
        f"CREATE TRIGGER audit_entry_not_deleted BEFORE DELETE ON audit_entry {_REFUSE}",
    ),
    "postgresql": (
        """
        CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$
        """,
        """
        CREATE TRIGGER audit_entry_not_changed BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_only_grows()
        """,
    ),
}
"""By dialect, the statements after which the table can only be added to."""


class AuditEntry(SQLModel, table=True):
    """One line. `by` is a staff userid, a token's name or the operator's; `via` the way taken.

    `subject` names what it was about (`resident 12`, `case TS-20261124-0001`), `details` which part
    of it, never what it says.
    """

    __tablename__ = "audit_entry"

    id: int = identifier()
    at: datetime = instant(index=True)
    by: str
    via: str
    action: str = Field(index=True)
    subject: str = Field(index=True)
    why: str = ""
    details: dict[str, Any] = document(dict)


for _dialect, _statements in REFUSES_CHANGE.items():
    for _statement in _statements:
        _ddl: ExecutableDDLElement = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy's
        event.listen(
            SQLModel.metadata.tables["audit_entry"],
            "after_create",
            _ddl.execute_if(dialect=_dialect),
        )


def audit(
    session: Session,
    action: str,
    subject: str,
    *,
    by: str,
    via: str,
    now: datetime,
    why: str = "",
    **details: object,
) -> None:
    """Add a line, in the transaction of what it tells of."""
    insert, _table = insert_into(session, "audit_entry")
    session.execute(
        insert.values(
            at=now, by=by, via=via, action=action, subject=subject, why=why, details=details
        )
    )

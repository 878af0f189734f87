"""What the database is asked, and how much work that is for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import text

from storage.database import Database

STEPS_A_CALL = 10
GROWING = (
    "report_case case_event deadline outgoing attempt task task_record conversation audit_entry"
    " home resident residence identity"
).split()


@dataclass
class Meter:
    """What a database was asked, and how many steps of its own machine that took (SQLite)."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    steps: int = 0

    def step(self) -> int:
        self.steps += STEPS_A_CALL
        return 0

    def asked(self, *called: Any) -> None:  # noqa: ANN401 - as the driver calls it
        self.statements.append((called[2], called[3]))


@contextmanager
def metered(database: Database) -> Iterator[Meter]:
    """Count what is asked within the block."""
    meter = Meter()

    def watch(connection: Any, *_: Any) -> None:  # noqa: ANN401 - of either driver
        if database.is_sqlite:
            connection.set_progress_handler(meter.step, STEPS_A_CALL)

    def leave(connection: Any, *_: Any) -> None:  # noqa: ANN401 - as above
        if database.is_sqlite:
            connection.set_progress_handler(None, 0)

    heard = (("before_cursor_execute", meter.asked), ("checkout", watch), ("checkin", leave))
    for name, listener in heard:
        event.listen(database.engine, name, listener)
    yield meter
    for name, listener in heard:
        event.remove(database.engine, name, listener)


def scanned(engine: Engine, meter: Meter) -> list[str]:
    """The tables that are read from end to end, also where PostgreSQL is told not to."""
    found = []
    with engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        for statement, given in meter.statements:
            if not statement.lstrip().upper().startswith("SELECT"):
                continue
            explained = f"EXPLAIN {statement}"
            plan = connection.exec_driver_sql(explained, given)
            found += [
                f"{line}: {statement}"
                for (line,) in plan
                if any(f"Seq Scan on {name} " in f"{line} " for name in GROWING)
            ]
        connection.rollback()
    return found

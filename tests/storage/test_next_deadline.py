"""The next deadline of each kind is found, however many wait behind it."""

from sqlalchemy import event

from flows.rules.vocabulary import DeadlineKind
from storage.deadlines_due import earliest_of_each
from tests.databases import open_database


def test_it_is_the_first_of_an_index_and_not_looked_for(sqlite_database: str) -> None:
    database = open_database(sqlite_database)
    asked: list[tuple[str, tuple[object, ...]]] = []
    with database.reading() as session:
        connection = session.connection()

        @event.listens_for(connection, "before_cursor_execute")
        def note(*call: object) -> None:
            _, _, statement, values, *_ = call
            asked.append((str(statement), tuple(values)))  # type: ignore[arg-type]

        earliest_of_each(session)
        event.remove(connection, "before_cursor_execute", note)
        plans = []
        for statement, values in asked:
            explained = f"EXPLAIN QUERY PLAN {statement}"
            plans += [row[3] for row in connection.exec_driver_sql(explained, values)]
    database.close()

    first = "USING INDEX ix_deadline_kind_next_at (kind=? AND next_at>?)"
    held = "USING INDEX ix_deadline_kind_held_until (kind=? AND held_until>?)"
    assert sum(first in line for line in plans) == len(DeadlineKind)
    assert sum(held in line for line in plans) == 1
    assert not any("SCAN deadline" in line for line in plans)

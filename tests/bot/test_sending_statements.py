"""What a message costs the database, from its row to its outcome: no more than it has to."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import MessageState
from storage.claiming import claim
from storage.keeping import keep_day
from storage.outgoing import post
from tests.bot.post_office import PostOffice

READERS = 20
STATEMENTS_OF_A_LETTER_MAX = 3
"""Of a letter that goes out with others: what is read or written for all of them is shared."""

STATEMENTS_OF_NOTHING_MAX = 5
"""To begin, to see what there is, to claim what is due, and to ask when something will be."""
INSTRUCTIONS_A_STEP = 10
GROWTH_MAX = 8
"""Where each message of the queue were looked for in the whole queue it would be sixteen."""


@pytest.fixture
def office(database_url: str) -> Iterator[PostOffice]:
    office = PostOffice(database_url)
    yield office
    office.close()


@contextmanager
def counted(office: PostOffice) -> Iterator[list[str]]:
    """Every statement that runs inside of the block."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(office.database.engine, "before_cursor_execute", note)


async def test_letters_that_go_out_together_share_their_statements(office: PostOffice) -> None:
    letters = [
        office.write("您好", resident_id=office.resident(openid=f"o-{number}"))
        for number in range(READERS)
    ]

    with counted(office) as statements:
        await office.postman().drain(office.now)

    assert {office.state(one) for one in letters} == {MessageState.ACCEPTED}
    assert len(statements) <= STATEMENTS_OF_A_LETTER_MAX * READERS


async def test_a_look_at_a_queue_where_nothing_is_due_costs_next_to_nothing(
    office: PostOffice,
) -> None:
    with counted(office) as statements:
        await office.postman().drain(office.now)

    assert len(statements) <= STATEMENTS_OF_NOTHING_MAX, statements


def test_a_message_is_written_once_by_one_statement_and_stays_at_hand(office: PostOffice) -> None:
    write = partial(office.unwritten, "您好", unique_key="the same")
    with office.changing() as session:
        keep_day(session, office.now, Keeping.MESSAGE)
        first, again = write(), write()
        with counted(office) as statements:
            assert post(session, first)
        assert len(statements) == 1, statements
        assert not post(session, again)
        first.error = "changed in the transaction that wrote it"

    assert office.message(first.id).error == first.error


def test_a_queue_four_times_as_long_is_not_sixteen_times_the_work(sqlite_database: str) -> None:
    office = PostOffice(sqlite_database)
    short = work_of_a_claim(office, queued=100)
    long = work_of_a_claim(office, queued=400)
    office.close()

    assert long <= GROWTH_MAX * short


def test_a_long_queue_of_one_reader_is_looked_through_once(sqlite_database: str) -> None:
    office = PostOffice(sqlite_database)
    reader = office.resident(openid="o-1")
    short = work_of_a_claim(office, queued=100, reader=reader)
    long = work_of_a_claim(office, queued=400, reader=reader)
    office.close()

    assert long <= GROWTH_MAX * short


def test_postgresql_looks_through_a_queue_once_also_while_it_knows_nothing_of_it(
    postgres_database: str,
) -> None:
    office = PostOffice(postgres_database)
    short = rows_of_a_claim(office, queued=100)
    long = rows_of_a_claim(office, queued=400)
    office.close()

    assert long <= GROWTH_MAX * short


def rows_of_a_claim(office: PostOffice, *, queued: int) -> float:
    """How many rows PostgreSQL touches to claim one of so many; in a transaction that is undone."""
    said: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, words: str, values: object, *_: object) -> None:
        said.append((words, values))

    readers = [office.resident(openid=f"o{queued}-{number}") for number in range(queued)]
    with Session(office.database.engine) as session:
        session.add_all(office.unwritten(f"{one}", resident_id=one) for one in readers)
        session.flush()
        event.listen(office.database.engine, "before_cursor_execute", note)
        claim(session, "one", office.now, office.now, limit=1)
        event.remove(office.database.engine, "before_cursor_execute", note)
        session.rollback()
        session.add_all(office.unwritten(f"{one}", resident_id=one) for one in readers)
        session.flush()
        words, values = said[0]
        explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {words}"
        plan = session.connection().exec_driver_sql(explained, values).scalar_one()
    return touched(plan[0]["Plan"])


def touched(node: dict[str, Any]) -> float:
    """The rows of a step of a plan and of all below it, each time that it was taken."""
    own: float = node["Actual Rows"] * node["Actual Loops"]
    return own + sum(touched(one) for one in node.get("Plans", ()))


def work_of_a_claim(office: PostOffice, *, queued: int, reader: int | None = None) -> int:
    """How much SQLite does to claim one of so many, behind as many that were sent; it is undone."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with Session(office.database.engine) as session:
        for state in (MessageState.ACCEPTED, MessageState.QUEUED):
            session.add_all(
                office.unwritten(f"{number}", resident_id=reader, state=state)
                for number in range(queued)
            )
        session.flush()
        connection: Any = session.connection().connection.dbapi_connection
        connection.set_progress_handler(step, INSTRUCTIONS_A_STEP)
        taken = claim(session, "one", office.now, office.now, limit=1)
        connection.set_progress_handler(None, 0)
        assert len(taken) == 1
    return steps

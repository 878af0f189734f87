"""What a message costs the database, from its row to its outcome: no more than it has to."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy import event

from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import MessageState
from storage.keeping import keep_day
from storage.outgoing import post
from tests.bot.post_office import PostOffice

READERS = 20
STATEMENTS_OF_A_LETTER_MAX = 3
"""Of a letter that goes out with others: what is read or written for all of them is shared."""


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

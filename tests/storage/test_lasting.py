"""What a process remembers is never anything that another process has made wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, select

from flows.rules.policy import Policy
from flows.rules.policy_privacy import Keeping
from storage.database import Database
from storage.estates import estates, policy_in_force, set_policy
from storage.forgetting import Forgetting
from storage.in_force import look_what_is_in_force
from storage.keeping import keep_day
from storage.knowledge import knowledge_text, set_knowledge
from tests.databases import KEYS
from tests.estate import Garden
from tests.metering import metered

pytestmark = pytest.mark.both_databases


@contextmanager
def undone(garden: Garden) -> Iterator[Session]:
    """A transaction that is given up at its end."""
    with garden.changing() as session:
        yield session
        session.rollback()


@contextmanager
def other_process(garden: Garden) -> Iterator[Database]:
    database = Database(garden.database.url.render_as_string(False), KEYS)
    yield database
    database.close()


def policy(session: Session, garden: Garden) -> Policy:
    look_what_is_in_force(session, garden.now)
    return policy_in_force(session, estates(session)[0].id, garden.now)


def let_write(session: Session, garden: Garden, messages: int) -> None:
    before = policy(session, garden)
    talk = replace(before.conversation, messages_per_minute=messages)
    now = garden.now
    whole = replace(before, conversation=talk)
    estate = estates(session)[0].id
    set_policy(session, estate, whole, effective_at=now, by="lin", why="test", now=now)


def writes_let(garden: Garden) -> int:
    with garden.changing() as session:
        return policy(session, garden).conversation.messages_per_minute


def test_a_policy_that_another_process_brings_in_holds_from_its_commit_on(garden: Garden) -> None:
    before = writes_let(garden)

    with other_process(garden) as other, other.transaction() as session:
        let_write(session, garden, before + 1)

    assert writes_let(garden) == before + 1


def test_a_version_that_was_undone_is_not_taken_for_the_one_that_gets_its_number(
    garden: Garden,
) -> None:
    before = writes_let(garden)
    with undone(garden) as session:
        let_write(session, garden, before + 1)
        estate = estates(session)[0].id
        now_in_force = policy_in_force(session, estate, garden.now)
        assert now_in_force.conversation.messages_per_minute == before + 1
    with garden.changing() as session:
        savepoint = session.begin_nested()
        let_write(session, garden, before + 2)
        assert policy(session, garden).conversation.messages_per_minute == before + 2
        savepoint.rollback()
        assert policy(session, garden).conversation.messages_per_minute == before
    with garden.changing() as session:
        let_write(session, garden, before + 3)

    assert writes_let(garden) == before + 3


def test_what_a_version_says_is_read_once(garden: Garden) -> None:
    writes_let(garden)
    with metered(garden.database) as meter:
        writes_let(garden)
        writes_let(garden)

    assert len(meter.statements) == 2


def test_knowledge_that_another_process_brings_in_holds_from_its_commit_on(garden: Garden) -> None:
    def bring(database: Database, text: str) -> None:
        with database.transaction() as session:
            estate = estates(session)[0].id
            set_knowledge(session, estate, text, by="lin", why="test", now=garden.now)
            assert knowledge_text(session, estate) == text

    def known() -> str | None:
        with garden.changing() as session:
            look_what_is_in_force(session, garden.now)
            return knowledge_text(session, estates(session)[0].id)

    assert known() is None
    bring(garden.database, "first")
    assert known() == "first"
    with other_process(garden) as other:
        bring(other, "second")
    assert known() == "second"


def test_a_day_whose_row_was_undone_gets_it_again(garden: Garden) -> None:
    def kinds(session: Session) -> list[str]:
        days = select(Forgetting.kind).where(Forgetting.day == date(2026, 1, 5))
        return list(session.exec(days))

    day = garden.now.replace(year=2026, month=1, day=5)
    with undone(garden) as session:
        keep_day(session, day, Keeping.RAW)
    with garden.changing() as session:
        keep_day(session, day, Keeping.RAW)
        keep_day(session, day, Keeping.RAW)
        assert kinds(session) == [Keeping.RAW]
    with garden.changing() as session:
        keep_day(session, day, Keeping.RAW, Keeping.MESSAGE)
        assert set(kinds(session)) == {Keeping.RAW, Keeping.MESSAGE}


def test_what_was_undone_after_a_savepoint_of_it_was_kept_is_not_remembered(
    garden: Garden,
) -> None:
    with undone(garden) as session:
        keep_day(session, garden.now, Keeping.RAW)
        with session.begin_nested():
            pass

    with garden.changing() as session:
        keep_day(session, garden.now, Keeping.RAW)

    with garden.looking() as session:
        assert session.exec(select(Forgetting.kind)).all() == [Keeping.RAW]

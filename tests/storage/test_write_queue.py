"""On SQLite, whoever came first writes first, and nobody waits for ever."""

import threading
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as NoTurn

from storage.database import is_away
from storage.write_queue import WriteQueue
from tests.databases import open_database
from tests.e2e.waiting import until


def test_whoever_came_first_writes_first(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'huiyin.db'}")
    with database.transaction() as session:
        session.execute(text("CREATE TABLE line (words TEXT)"))

    def write(words: str) -> None:
        with database.transaction() as session:
            session.execute(text("INSERT INTO line VALUES (:words)"), {"words": words})

    came = [f"resident {number}" for number in range(12)]
    writers = [threading.Thread(target=write, args=(words,)) for words in came]
    with database.transaction() as session:
        session.execute(text("INSERT INTO line VALUES ('whoever was there')"))
        for number, writer in enumerate(writers, start=1):
            writer.start()
            until(partial(_are_in_line, database.writers, number), "the writer is in line")
    for writer in writers:
        writer.join()

    with database.reading() as session:
        assert list(session.scalars(text("SELECT words FROM line"))) == ["whoever was there", *came]
    database.close()


def _are_in_line(queue: WriteQueue, how_many: int) -> bool:
    return len(queue) == how_many


def test_whoever_waits_in_vain_gives_up_and_keeps_nobody_else_out() -> None:
    queue = WriteQueue(seconds_max=0.01)
    with queue.turn():
        with pytest.raises(NoTurn) as refused, queue.turn():
            pytest.fail("two wrote at once")
        assert is_away(refused.value)
        assert len(queue) == 0

    with queue.turn():
        assert len(queue) == 0


def test_whose_writing_fails_lets_the_next_one_write(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'huiyin.db'}")
    with pytest.raises(ZeroDivisionError), database.transaction():
        raise ZeroDivisionError

    with database.transaction() as session:
        session.execute(text("CREATE TABLE line (words TEXT)"))
    database.close()

"""Pieces of work share a commit, and neither lose nor hide each other's failures."""

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.transactions import GROUP_MAX, GroupCommit, in_transaction
from tests.databases import open_database

BROKEN = "broken"


class Diary:
    """One table of lines, and how many transactions wrote to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = open_database(f"sqlite:///{path}")
        with self.database.transaction() as session:
            session.execute(text("CREATE TABLE line (words TEXT, session INTEGER)"))

    def write(self, session: Session, lines: Sequence[str]) -> None:
        for words in lines:
            session.execute(
                text("INSERT INTO line VALUES (:words, :session)"),
                {"words": words, "session": id(session)},
            )
            if words == BROKEN:
                raise LookupError(words)

    def lines(self) -> list[str]:
        with self.database.reading() as session:
            return sorted(session.execute(text("SELECT words FROM line")).scalars())


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    diary = Diary(tmp_path / "diary.db")
    yield diary
    diary.database.close()


async def test_what_waits_is_written_with_one_commit(diary: Diary) -> None:
    group = GroupCommit(diary.database, diary.write)
    words = [f"{number:03}" for number in range(GROUP_MAX * 2)]

    await asyncio.gather(*(group.do(one) for one in words))

    assert diary.lines() == words
    with diary.database.reading() as session:
        shared = session.execute(text("SELECT count(*) FROM line GROUP BY session")).scalars()
        assert max(shared) > 1


async def test_a_piece_that_fails_is_undone_alone_and_its_owner_hears_of_it(diary: Diary) -> None:
    group = GroupCommit(diary.database, diary.write)

    outcomes = await asyncio.gather(
        group.do("before"),
        group.do(BROKEN),
        group.do("after"),
        return_exceptions=True,
    )

    assert diary.lines() == ["after", "before"]
    assert [type(outcome) for outcome in outcomes] == [type(None), LookupError, type(None)]


async def test_a_failed_commit_fails_for_everybody(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = GroupCommit(diary.database, diary.write)
    with monkeypatch.context() as patch:
        patch.setattr(Session, "begin", _refuse)
        outcomes = await asyncio.gather(*(group.do(one) for one in "ab"), return_exceptions=True)

    assert {type(outcome) for outcome in outcomes} == {OperationalError}
    await group.do("c")
    assert diary.lines() == ["c"]


async def test_who_stops_waiting_loses_nothing_and_stops_nobody(diary: Diary) -> None:
    group = GroupCommit(diary.database, diary.write)
    impatient = asyncio.create_task(group.do("impatient"))
    patient = asyncio.create_task(group.do("patient"))
    await asyncio.sleep(0)

    impatient.cancel()
    await patient

    assert diary.lines() == ["impatient", "patient"]


async def test_a_transaction_gives_back_what_its_work_found(diary: Diary) -> None:
    await in_transaction(diary.database, partial(diary.write, lines=["here"]))

    found = await in_transaction(
        diary.database, lambda session: session.execute(text("SELECT words FROM line")).scalar()
    )

    assert found == "here"


def _refuse(_session: Session) -> None:
    raise OperationalError("BEGIN", {}, Exception("the database is locked"))
